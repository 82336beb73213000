import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import classes from "#app/features/evidence/evidence.module.css";
import { sizeText } from "#app/features/evidence/file-text.ts";
import { type Evidence, MEDIA_TYPES } from "#core/evidence/evidence.ts";

export interface LibraryProps {
  /** records that are not under this item, detached ones included */
  records: readonly Evidence[];
  onLink: (evidenceId: string) => void;
}

/** What has been uploaded before: one file may stand under many items, and nothing that was taken off is lost. */
export function Library({ records, onLink }: LibraryProps) {
  const [query, setQuery] = useState("");
  if (records.length === 0) return null;
  const found = records.filter((record) => record.title.includes(query.trim()));
  return (
    <details className={classes.library}>
      <summary>从材料库引用（{records.length}份）</summary>
      <TextInput
        size="xs"
        aria-label="查找材料"
        placeholder="输入名称查找"
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
      />
      <ul className={classes.slots}>
        {found.map((record) => (
          <li key={record.id} className={classes.record}>
            <span className={classes.size}>{record.links.length === 0 ? "未用" : `${record.links.length}处`}</span>
            <span>{record.title}</span>
            <span className={classes.size}>
              {MEDIA_TYPES[record.mediaType].label} {sizeText(record.size)}
            </span>
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
        {found.length === 0 && <li className={classes.how}>没有名称含“{query}”的材料</li>}
      </ul>
    </details>
  );
}
