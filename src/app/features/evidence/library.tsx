import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { useWorkspace } from "#app/data/workspace-context.tsx";
import classes from "#app/features/evidence/evidence.module.css";
import { sizeText } from "#app/features/evidence/file-text.ts";
import { libraryRows, selectRows } from "#app/features/evidence/library-rows.ts";
import marks from "#app/features/evidence/record-marks.module.css";
import { type Evidence, MEDIA_TYPES } from "#core/evidence/evidence.ts";

export interface LibraryProps {
  /** records that are not under this item, detached ones included */
  records: readonly Evidence[];
  onLink: (evidenceId: string) => void;
}

/** What has been uploaded before: one file may stand under many items, and nothing that was taken off is lost. */
export function Library({ records, onLink }: LibraryProps) {
  const workspace = useWorkspace();
  const [query, setQuery] = useState("");
  if (records.length === 0) return null;
  const rows = libraryRows(workspace.template, records, workspace.year);
  const found = selectRows(rows, { query, state: undefined, sort: "title" });
  return (
    <details className={classes.library}>
      <summary>从材料库引用（{records.length}份）</summary>
      <TextInput
        size="xs"
        aria-label="查找材料"
        placeholder="名称、文号、机关、条目"
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
      />
      <ul className={classes.slots}>
        {found.map(({ record, places, remarks }) => (
          <li key={record.id} className={classes.candidate}>
            <div>
              {record.title}
              <div className={marks.marks}>
                <span>
                  {MEDIA_TYPES[record.mediaType].label} {sizeText(record.size)}
                </span>
                {record.docNumber !== "" && <span>{record.docNumber}</span>}
                <span>{places.length === 0 ? "未引用" : places.map(({ number }) => number).join("、")}</span>
                {record.confidential && <span data-tone="danger">涉密</span>}
                {remarks.map((remark) => (
                  <span key={remark} data-tone="warn">
                    {remark}
                  </span>
                ))}
              </div>
            </div>
            <Button
              size="compact-xs"
              variant="subtle"
              aria-label={`引用“${record.title}”`}
              onClick={() => onLink(record.id)}
            >
              引用
            </Button>
          </li>
        ))}
        {found.length === 0 && <li className={classes.how}>没有含“{query}”的材料</li>}
      </ul>
    </details>
  );
}
