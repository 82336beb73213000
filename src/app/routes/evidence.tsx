import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { LibraryPage } from "#app/features/evidence/library-page.tsx";

const HERE = "/inside/submissions/$submissionId/evidence";

export function EvidenceRoute() {
  const { submissionId } = useParams({ from: HERE });
  const { record } = useSearch({ from: HERE });
  const navigate = useNavigate();
  return (
    <LibraryPage
      back={
        <Link to="/submissions/$submissionId" params={{ submissionId }}>
          返回填报
        </Link>
      }
      opened={record}
      onOpen={(evidenceId) =>
        void navigate({
          to: "/submissions/$submissionId/evidence",
          params: { submissionId },
          search: evidenceId === undefined ? {} : { record: evidenceId },
          // going from record to record is not a way that one goes back
          replace: record !== undefined && evidenceId !== undefined,
        })
      }
    />
  );
}
