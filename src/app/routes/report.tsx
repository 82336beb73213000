import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { ReportPage } from "#app/features/report/report-page.tsx";
import { focusField } from "#app/ui/focus-field.ts";

export function ReportRoute() {
  const { submissionId } = useParams({ from: "/inside/submissions/$submissionId/report" });
  const navigate = useNavigate();
  return (
    <ReportPage
      back={
        <>
          <Link to="/submissions/$submissionId" params={{ submissionId }}>
            返回填报
          </Link>
          <Link to="/submissions/$submissionId/gate" params={{ submissionId }}>
            审定与报送
          </Link>
        </>
      }
      onOpen={(itemKey, fieldKey) =>
        void navigate({ to: "/submissions/$submissionId/items/$itemKey", params: { submissionId, itemKey } }).then(
          () => fieldKey !== undefined && focusField(fieldKey),
        )
      }
    />
  );
}
