import { Button } from "@mantine/core";
import { IconFileTypeDocx, IconFileTypePdf } from "@tabler/icons-react";
import { type ReactNode, useDeferredValue, useMemo } from "react";
import { useContent, useFindings, useWorkspace } from "#app/data/workspace-context.tsx";
import { Paper } from "#app/features/report/paper.tsx";
import classes from "#app/features/report/report.module.css";
import { useReportFiles } from "#app/features/report/use-report-files.ts";
import { composeReport } from "#core/document/compose.ts";
import type { ReportDocument } from "#core/document/model.ts";

/** The composed report with what stands in its way, and the files to take along. */
export function ReportPage({
  back,
  onOpen,
}: {
  back: ReactNode;
  onOpen: (itemKey: string, fieldKey?: string) => void;
}) {
  const content = useContent();
  const findings = useFindings();
  const document = useDeferredValue(useMemo(() => composeReport(content, findings), [content, findings]));
  const { state, make, cancel } = useReportFiles();
  const making = state.kind === "making";
  return (
    <div className={classes.page}>
      <div className={classes.tools}>
        {back}
        <Standing document={document} onOpen={onOpen} />
        <div className={classes.buttons}>
          <Button disabled={making} leftSection={<IconFileTypeDocx size={18} />} onClick={() => make(document, "docx")}>
            生成Word
          </Button>
          <Button disabled={making} leftSection={<IconFileTypePdf size={18} />} onClick={() => make(document, "pdf")}>
            生成PDF
          </Button>
        </div>
        <div className={classes.status} role="status">
          {making && (
            <>
              正在生成{state.format === "pdf" ? "PDF" : "Word"}…
              <Button size="compact-xs" variant="subtle" onClick={cancel}>
                取消
              </Button>
            </>
          )}
          {state.kind === "made" &&
            `已生成 ${state.fileName}（${Math.ceil(state.size / 1024)}KB，用时${state.seconds.toFixed(1)}秒），请在下载中查看`}
          {state.kind === "made" && state.missing.length > 0 && (
            <span className={classes.failure}>字库中没有这些字，文件中以〓代替：{state.missing.join("")}</span>
          )}
          {state.kind === "failed" && <span className={classes.failure}>没有生成：{state.message}</span>}
        </div>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className={classes.desk} aria-label="报告预览" tabIndex={0}>
        <Paper document={document} />
      </section>
    </div>
  );
}

/** Whether the report can go out as it is, in words, with the way to what is open. */
function Standing({
  document,
  onOpen,
}: {
  document: ReportDocument;
  onOpen: (itemKey: string, fieldKey?: string) => void;
}) {
  const workspace = useWorkspace();
  const findings = useFindings();
  const gaps = document.blocks.filter(
    (block) => block.kind === "paragraph" && block.runs.some((run) => run.gap),
  ).length;
  const errors = findings.filter((finding) => finding.severity === "error");
  const unexplained = findings.filter(
    (finding) => finding.severity === "warning" && !workspace.answer(finding.itemKey).explanations[finding.id]?.trim(),
  );
  const first = errors[0] ?? unexplained[0];
  return (
    <p className={classes.standing}>
      {gaps === 0 && !first
        ? "检查通过，可以送审。"
        : `${gaps > 0 ? `${gaps}处待填或待撰写（文中标黄）；` : ""}须改正${errors.length}处，须说明${unexplained.length}处。`}
      {first && (
        <button type="button" className={classes.goto} onClick={() => onOpen(first.itemKey, first.fieldKey)}>
          去处理第一处
        </button>
      )}
    </p>
  );
}
