import { NativeSelect, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import classes from "#app/features/city-problems/city-problems.module.css";
import { ProblemDetail, type ProblemDetailProps } from "#app/features/city-problems/problem-detail.tsx";
import {
  countsText,
  matchesProblem,
  orderProblems,
  PROBLEM_FILTERS,
  type ProblemFilter,
} from "#app/features/city-problems/problem-rows.ts";
import { dayText } from "#app/ui/day-text.ts";
import { Notice } from "#app/ui/notice.tsx";
import { ProblemMark } from "#app/ui/problem-mark.tsx";
import table from "#app/ui/work-table.module.css";
import type { Problem } from "#core/api/rectification.ts";

export interface ProblemsPageProps extends Pick<ProblemDetailProps, "onChanged" | "onStale" | "preview"> {
  problems: readonly Problem[];
  today: string;
}

const FILTERS = Object.keys(PROBLEM_FILTERS) as ProblemFilter[];

/** The ledger of what all districts have to put right; what waits for a decision first. */
export function ProblemsPage({ problems, today, ...detail }: ProblemsPageProps) {
  const [text, setText] = useState("");
  const [filter, setFilter] = useState<ProblemFilter>("all");
  const [district, setDistrict] = useState("");
  const [chosen, setChosen] = useState<string>();
  const shown = orderProblems(
    problems.filter(
      (each) =>
        PROBLEM_FILTERS[filter].keeps(each) &&
        (district === "" || each.districtId === district) &&
        matchesProblem(each, text),
    ),
  );
  const open = problems.find(({ id }) => id === chosen);
  const districts = new Map(problems.map((each) => [each.districtId, each.district]));
  if (problems.length === 0)
    return <Notice tone="calm">还没有整改问题。区县的审核办结后，问题清单列在这里，逐条核查销号。</Notice>;
  return (
    <>
      <p className={table.count}>{countsText(problems)}</p>
      <div className={table.filters}>
        <TextInput
          aria-label="按区县、条目或内容筛选"
          placeholder="输入区县、条目或内容筛选"
          leftSection={<IconSearch size={15} />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <NativeSelect
          aria-label="按情况筛选"
          value={filter}
          onChange={(event) => setFilter(FILTERS.find((key) => key === event.currentTarget.value) ?? "all")}
          data={FILTERS.map((key) => ({
            value: key,
            label: `${PROBLEM_FILTERS[key].text}（${problems.filter(PROBLEM_FILTERS[key].keeps).length}）`,
          }))}
        />
        <NativeSelect
          aria-label="按区县筛选"
          value={district}
          onChange={(event) => setDistrict(event.currentTarget.value)}
          data={[{ value: "", label: "全部区县" }, ...[...districts].map(([value, label]) => ({ value, label }))]}
        />
        <span className={table.count} role="status">
          列出{shown.length}个
        </span>
      </div>
      <div className={classes.columns}>
        {shown.length > 0 ? (
          <ul className={classes.list} aria-label="整改问题">
            {shown.map((each) => (
              <li key={each.id}>
                <ProblemRow
                  problem={each}
                  today={today}
                  current={each.id === chosen}
                  onOpen={() => setChosen(each.id)}
                />
              </li>
            ))}
          </ul>
        ) : (
          <p className={table.none}>没有符合条件的问题，请换个词或选“全部”。</p>
        )}
        <Opened problem={open} today={today} {...detail} />
      </div>
    </>
  );
}

/** Beside the list; where there is no room beside it, it is brought into sight. */
function Opened({ problem, ...detail }: Omit<ProblemDetailProps, "problem"> & { problem: Problem | undefined }) {
  const box = useRef<HTMLDivElement>(null);
  const id = problem?.id;
  useEffect(() => {
    if (id !== undefined) box.current?.scrollIntoView({ block: "nearest" });
  }, [id]);
  return (
    <div ref={box}>
      {problem ? (
        <ProblemDetail key={problem.id} problem={problem} {...detail} />
      ) : (
        <Notice tone="calm">选择一个问题，查看整改措施和材料，核查销号或退回。</Notice>
      )}
    </div>
  );
}

interface ProblemRowProps {
  problem: Problem;
  today: string;
  current: boolean;
  onOpen: () => void;
}

function ProblemRow({ problem, today, current, onOpen }: ProblemRowProps) {
  const { district, number, item, text, state, overdue, due } = problem;
  return (
    <button type="button" className={classes.row} aria-current={current} onClick={onOpen}>
      <span className={classes.rowHead}>
        <b>{district}</b>
        <span>
          第{number}号，{item}
        </span>
        <ProblemMark state={state} overdue={overdue} />
        <span className={classes.due}>{due === null ? "未定期限" : dayText(due, today)}</span>
      </span>
      <span className={classes.rowText}>{text}</span>
    </button>
  );
}
