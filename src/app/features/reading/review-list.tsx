import { Select, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useMe } from "#app/data/me.ts";
import { reviewListQuery } from "#app/data/review-queries.ts";
import classes from "#app/features/reading/review-list.module.css";
import { ReviewRows } from "#app/features/reading/review-rows.tsx";
import { dayText, distanceText } from "#app/ui/day-text.ts";
import { FilterChips } from "#app/ui/filter-chips.tsx";
import { Notice } from "#app/ui/notice.tsx";
import type { CycleSummary } from "#core/api/cycle.ts";
import type { ReviewEntry } from "#core/api/review.ts";

export interface ReviewListProps {
  cycles: readonly CycleSummary[];
  cycle: CycleSummary;
  onCycle: (cycleId: string) => void;
  today: string;
}

const WANTED = ["unopened", "unread", "no-verdict", "changed", "earlier-text", "needs-third"] as const;
type Wanted = (typeof WANTED)[number];

const WANTED_TEXT: Record<Wanted, string> = {
  unopened: "待开始审核",
  unread: "有未阅",
  "no-verdict": "有未作结论",
  changed: "退回后有修改",
  "earlier-text": "结论须复核",
  "needs-third": "需第三人评分",
};

const has = (entry: ReviewEntry, wanted: Wanted): boolean =>
  wanted === "unopened" ? entry.phase === "submitted" : (entry.counts[wanted] ?? 0) > 0;

/** The districts that have submitted: one's own first, with what is left to read and to decide. */
export function ReviewList({ cycles, cycle, onCycle, today }: ReviewListProps) {
  const me = useMe();
  const { data: entries, error } = useQuery(reviewListQuery(cycle.id));
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState<Wanted[]>([]);
  const wanted = typed.trim();
  const shown = (entries ?? []).filter(
    (entry) => entry.district.includes(wanted) && chosen.every((each) => has(entry, each)),
  );
  const own = shown.filter(({ duty }) => duty !== "none");
  const others = shown.filter(({ duty }) => duty === "none");
  const counts = Object.fromEntries(
    WANTED.map((each) => [each, (entries ?? []).filter((entry) => has(entry, each)).length]),
  );
  return (
    <>
      <p className={classes.line}>
        {cycles.length > 1 ? (
          <Select
            aria-label="年度"
            className={classes.cycle}
            allowDeselect={false}
            data={cycles.map(({ id, year, template }) => ({ value: id, label: `${year}年度 ${template.title}` }))}
            value={cycle.id}
            onChange={(id) => id !== null && onCycle(id)}
          />
        ) : (
          <b>
            {cycle.year}年度 {cycle.template.title}
          </b>
        )}
        <span>
          审核截止{dayText(cycle.reviewBy, today)}（{distanceText(cycle.reviewBy, today)}）
        </span>
        <Link to="/across/$cycleId" params={{ cycleId: cycle.id }}>
          按条目看各区县
        </Link>
      </p>
      {error && <Notice tone="warn">审核清单暂时读不到：{error.message}</Notice>}
      {entries?.length === 0 && <Empty cycle={cycle} inspects={me.roles.includes("inspector")} />}
      {entries !== undefined && entries.length > 0 && (
        <>
          <div className={classes.tools}>
            <TextInput
              aria-label="筛选区县"
              placeholder="筛选区县"
              leftSection={<IconSearch size={16} />}
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
            <FilterChips label="按情况筛选" texts={WANTED_TEXT} counts={counts} chosen={chosen} onChange={setChosen} />
          </div>
          {own.length > 0 && <ReviewRows title="我负责审核的区县" entries={own} />}
          {others.length > 0 && <ReviewRows title={own.length > 0 ? "其他区县" : "已报送的区县"} entries={others} />}
          {shown.length === 0 && <p className={classes.none}>没有符合条件的区县，请换个词或取消筛选。</p>}
        </>
      )}
    </>
  );
}

function Empty({ cycle, inspects }: { cycle: CycleSummary; inspects: boolean }) {
  const waiting = cycle.phases.none + cycle.phases.drafting;
  return (
    <section className={classes.empty}>
      <h2>还没有可以审核的区县</h2>
      <p>
        {waiting > 0 ? `${cycle.districts}个区县中有${waiting}个尚未报送，` : ""}
        区县报送后出现在这里。
        {inspects && "如果已有区县报送而这里没有，请联系督导办给您分配区县。"}
      </p>
    </section>
  );
}
