import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import classes from "#app/features/conclusion/conclusion.module.css";
import { CONCLUSION_FILES, type ConclusionFile, MAKERS } from "#app/features/conclusion/conclusion-files.ts";
import { Notice } from "#app/ui/notice.tsx";
import { saveFile } from "#app/ui/save-file.ts";
import type { ConcludedReview } from "#core/api/conclusion.ts";
import { safeName } from "#core/safe-name.ts";

const FILES = Object.keys(CONCLUSION_FILES) as ConclusionFile[];
const NAME = { characters: 80, bytes: 240 };

/** The opinion, the ledger and the problems as files; made here, of what was frozen. */
export function DocumentBar({ concluded, children }: { concluded: ConcludedReview; children: ReactNode }) {
  const [making, setMaking] = useState<ConclusionFile>();
  const [failed, setFailed] = useState(false);
  const make = async (kind: ConclusionFile): Promise<void> => {
    const maker = MAKERS[kind];
    if (!maker) return;
    const { name, extension } = CONCLUSION_FILES[kind];
    setMaking(kind);
    setFailed(false);
    try {
      const title = `${concluded.district}${concluded.year}年度${name}`;
      saveFile(await maker(concluded), `${safeName(title, NAME)}.${extension}`);
    } catch {
      setFailed(true);
    } finally {
      setMaking(undefined);
    }
  };
  return (
    <div className={classes.part}>
      <div className={classes.bar}>
        {FILES.map((kind) => (
          <Button
            key={kind}
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
            disabled={!MAKERS[kind]}
            loading={making === kind}
            onClick={() => void make(kind)}
          >
            {CONCLUSION_FILES[kind].text}
          </Button>
        ))}
        {children}
      </div>
      {failed && <Notice tone="warn">文件没有生成，请重试；仍不行时请刷新页面。</Notice>}
    </div>
  );
}
