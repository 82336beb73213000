import { Button, NativeSelect, TextInput } from "@mantine/core";
import { IconAlertTriangleFilled, IconCopy, IconSearch, IconTable } from "@tabler/icons-react";
import { useSuspenseQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { ownProblemsQuery } from "#app/data/result-queries.ts";
import { ProblemCard } from "#app/features/rectification/problem-card.tsx";
import {
  mentions,
  PROBLEM_FILTERS,
  type ProblemFilter,
  summaryOf,
  yearsOf,
} from "#app/features/rectification/problem-rows.ts";
import classes from "#app/features/rectification/rectification.module.css";
import { Page } from "#app/ui/page.tsx";
import { copySheet, saveWorkbook } from "#app/ui/save-workbook.ts";
import type { Problem } from "#core/api/rectification.ts";
import { problemSheet } from "#core/document/review-sheets.ts";

const FILTERS = Object.keys(PROBLEM_FILTERS) as ProblemFilter[];

/** 整改台账: what the reviews found, what is done about it, and how far that is. */
export function RectificationPage({ aside }: { aside: ReactNode }) {
  const { data: problems } = useSuspenseQuery(ownProblemsQuery);
  return (
    <Page title="整改台账" aside={aside}>
      {problems.length === 0 ? (
        <p className={classes.none}>还没有要整改的问题。市级办结审核后，反馈的问题会列在这里，由统稿人填写整改措施。</p>
      ) : (
        <List problems={problems} />
      )}
    </Page>
  );
}

function List({ problems }: { problems: readonly Problem[] }) {
  const [text, setText] = useState("");
  const [filter, setFilter] = useState<ProblemFilter>("all");
  const [year, setYear] = useState("");
  const ofYear = problems.filter((each) => year === "" || each.year === Number(year));
  const shown = ofYear.filter((each) => PROBLEM_FILTERS[filter].keeps(each) && mentions(each, text.trim()));
  const late = ofYear.some(({ overdue }) => overdue);
  return (
    <>
      <p className={classes.summary} data-tone={late ? "late" : "calm"}>
        {late && <IconAlertTriangleFilled size={17} aria-hidden />}
        {summaryOf(ofYear)}
      </p>
      <div className={classes.filters}>
        <TextInput
          aria-label="按问题、措施或单位筛选"
          placeholder="输入问题、措施或单位筛选"
          leftSection={<IconSearch size={15} />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <NativeSelect
          aria-label="按状态筛选"
          value={filter}
          onChange={(event) => {
            const chosen = FILTERS.find((each) => each === event.currentTarget.value);
            if (chosen) setFilter(chosen);
          }}
          data={FILTERS.map((key) => ({
            value: key,
            label: `${PROBLEM_FILTERS[key].text}（${ofYear.filter(PROBLEM_FILTERS[key].keeps).length}）`,
          }))}
        />
        <NativeSelect
          aria-label="按年度筛选"
          value={year}
          onChange={(event) => setYear(event.currentTarget.value)}
          data={[
            { value: "", label: "各年度" },
            ...yearsOf(problems).map((each) => ({ value: String(each), label: `${each}年度` })),
          ]}
        />
        <span role="status">列出{shown.length}个</span>
        <Take problems={shown} />
      </div>
      {shown.length === 0 && <p className={classes.none}>没有符合条件的问题，请换个词或选“全部”。</p>}
      {shown.map((problem) => (
        <ProblemCard key={problem.id} problem={problem} />
      ))}
    </>
  );
}

/** What is listed, taken along. */
function Take({ problems }: { problems: readonly Problem[] }) {
  const [said, setSaid] = useState("");
  const sheet = problemSheet(problems);
  return (
    <span className={classes.take}>
      <Button
        size="xs"
        variant="default"
        disabled={problems.length === 0}
        leftSection={<IconCopy size={15} aria-hidden />}
        onClick={() =>
          void copySheet(sheet).then((done) => setSaid(done ? "已复制，可粘贴到Excel" : "没有复制，请导出XLSX"))
        }
      >
        复制表格
      </Button>
      <Button
        size="xs"
        variant="default"
        disabled={problems.length === 0}
        leftSection={<IconTable size={15} aria-hidden />}
        onClick={() => void saveWorkbook([sheet], "整改台账.xlsx")}
      >
        导出XLSX
      </Button>
      <span role="status">{said}</span>
    </span>
  );
}
