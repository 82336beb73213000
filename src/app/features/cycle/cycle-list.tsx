import { Link } from "@tanstack/react-router";
import classes from "#app/features/cycle/cycle.module.css";
import { dayText } from "#app/ui/day-text.ts";
import { Notice } from "#app/ui/notice.tsx";
import type { CycleSummary } from "#core/api/cycle.ts";
import { PHASE_TEXT, PHASES } from "#core/review/flow.ts";

export interface CycleListProps {
  cycles: readonly CycleSummary[];
  mayManage: boolean;
  today: string;
}

/** The years of a city, newest first. */
export function CycleList({ cycles, mayManage, today }: CycleListProps) {
  if (cycles.length === 0)
    return (
      <Notice tone="calm">
        {mayManage
          ? "还没有开启年度评价。第一步：选择清单、期限和参评区县，开启一个年度；再给督学分工。"
          : "督导办还没有开启年度评价。开启并分工后，这里显示各区县的进度。"}
      </Notice>
    );
  return (
    <ul className={classes.cards}>
      {cycles.map((cycle) => (
        <li key={cycle.id} className={classes.card}>
          <h2 className={classes.cardTitle}>
            <Link to="/cycles/$cycleId" params={{ cycleId: cycle.id }}>
              {cycle.year}年度评价
            </Link>
          </h2>
          <p className={classes.meta}>
            {cycle.template.title}；{dayText(cycle.submitBy, today)}前报送，{dayText(cycle.reviewBy, today)}前审核
          </p>
          <p className={classes.meta}>
            {cycle.districts}个区县：{phasesText(cycle)}
          </p>
        </li>
      ))}
    </ul>
  );
}

function phasesText({ phases }: CycleSummary): string {
  const said = PHASES.filter((phase) => phases[phase] > 0).map((phase) => `${PHASE_TEXT[phase]}${phases[phase]}个`);
  return [...(phases.none > 0 ? [`未开始${phases.none}个`] : []), ...said].join("，");
}
