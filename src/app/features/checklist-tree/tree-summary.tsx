import { Link } from "@tanstack/react-router";
import { useLeftover } from "#app/data/leftover.ts";
import { mayInOwn, useMe } from "#app/data/me.ts";
import { useFlow } from "#app/data/use-flow.ts";
import { useTotal, useWorkspace } from "#app/data/workspace-context.tsx";
import { useYearChanges } from "#app/data/year-changes.ts";
import classes from "#app/features/checklist-tree/checklist-tree.module.css";
import { PhaseMark } from "#app/ui/phase-mark.tsx";

/** How far the whole report is, in words and as a bar. */
export function TreeSummary() {
  const workspace = useWorkspace();
  const total = useTotal();
  const upgrades = mayInOwn(useMe(), "submission.upgrade");
  const flow = useFlow();
  const leftover = useLeftover();
  const changes = useYearChanges();
  const share = (count: number): string => `${(count / total.items) * 100}%`;
  return (
    <div className={classes.summary}>
      <div className={classes.title}>{workspace.title}</div>
      {flow?.phase === "drafting" && <PhaseMark phase={flow.phase} />}
      <div className={classes.bar} aria-hidden>
        <span data-state="done" style={{ width: share(total.done) }} />
        <span data-state="complete" style={{ width: share(total.complete) }} />
        <span data-state="started" style={{ width: share(total.started) }} />
      </div>
      <div className={classes.words}>
        共{total.items}条：已完成{total.done}，齐备{total.complete}，填写中{total.started}，未开始
        {total.items - total.done - total.complete - total.started}
      </div>
      <nav className={classes.report} aria-label="报告和材料">
        <Link to="/submissions/$submissionId/report" params={{ submissionId: workspace.id }}>
          预览和生成报告
        </Link>
        <Link to="/submissions/$submissionId/evidence" params={{ submissionId: workspace.id }}>
          材料库
        </Link>
        <Link to="/submissions/$submissionId/collation" params={{ submissionId: workspace.id }}>
          统稿
        </Link>
        <Link to="/submissions/$submissionId/carry" params={{ submissionId: workspace.id }}>
          从上年沿用
        </Link>
        <Link to="/submissions/$submissionId/import" params={{ submissionId: workspace.id }}>
          导入报告
        </Link>
        <Link to="/submissions/$submissionId/gate" params={{ submissionId: workspace.id }}>
          审定与报送
        </Link>
        {changes && (
          <Link to="/submissions/$submissionId/changes" params={{ submissionId: workspace.id }}>
            今年变化
          </Link>
        )}
        {leftover > 0 && (
          <Link to="/submissions/$submissionId/leftover" params={{ submissionId: workspace.id }}>
            待安置内容（{leftover}）
          </Link>
        )}
        {upgrades && (
          <Link to="/submissions/$submissionId/upgrade" params={{ submissionId: workspace.id }}>
            升级清单
          </Link>
        )}
      </nav>
    </div>
  );
}
