import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { localDay } from "#app/data/clock.ts";
import { composeConclusion } from "#app/features/conclusion/compose-conclusion.ts";
import classes from "#app/features/conclusion/conclusion.module.css";
import type { ConclusionRequest } from "#app/features/conclusion/conclusion.worker.ts";
import { makeConclusionFile } from "#app/features/conclusion/make-conclusion-file.ts";
import { Notice } from "#app/ui/notice.tsx";
import type { ConcludedReview } from "#core/api/conclusion.ts";

type Format = ConclusionRequest["format"];
const FILES: readonly { format: Format; text: string }[] = [
  { format: "docx", text: "审核意见（Word）" },
  { format: "pdf", text: "审核意见（PDF）" },
  { format: "xlsx", text: "评分台账和问题清单（Excel）" },
];

/** The opinion, the ledger and the problems as files; made here, of what was frozen. */
export function DocumentBar({ concluded, children }: { concluded: ConcludedReview; children: ReactNode }) {
  const make = useMutation({
    mutationFn: (format: Format) => makeConclusionFile({ concluded, date: localDay(concluded.concludedAt), format }),
  });
  return (
    <div className={classes.part}>
      <div className={classes.bar}>
        {FILES.map(({ format, text }) => (
          <Button
            key={format}
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
            disabled={composeConclusion === undefined}
            loading={make.isPending && make.variables === format}
            onClick={() => make.mutate(format)}
          >
            {text}
          </Button>
        ))}
        {children}
      </div>
      {make.isError && <Notice tone="warn">文件没有生成：{make.error.message}</Notice>}
    </div>
  );
}
