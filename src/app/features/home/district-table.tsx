import { TextInput } from "@mantine/core";
import { IconAlertTriangleFilled, IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import classes from "#app/features/home/home.module.css";
import { dayText, distanceText } from "#app/ui/day-text.ts";
import { ProgressBar } from "#app/ui/progress-bar.tsx";
import type { SubmissionSummary } from "#core/api/submission-list.ts";

export interface DistrictTableProps {
  submissions: readonly SubmissionSummary[];
  today: string;
}

/** How far the districts are. The city sees no more than this before a district submits. */
export function DistrictTable({ submissions, today }: DistrictTableProps) {
  const [filter, setFilter] = useState("");
  const wanted = filter.trim();
  const shown = submissions.filter(({ district, year }) => `${district} ${year}年度`.includes(wanted));
  return (
    <section aria-label="各区县进度">
      <TextInput
        aria-label="筛选区县或年度"
        placeholder="筛选区县或年度"
        leftSection={<IconSearch size={16} />}
        value={filter}
        onChange={(event) => setFilter(event.currentTarget.value)}
        maw={320}
        mb="sm"
      />
      <div className={classes.tableBox}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">区县</th>
              <th scope="col">年度</th>
              <th scope="col" className={classes.barCell}>
                进度
              </th>
              <th scope="col">已完成</th>
              <th scope="col">总项数</th>
              <th scope="col">截止日期</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((each) => (
              <tr key={each.id}>
                <th scope="row">{each.district}</th>
                <td>{each.year}</td>
                <td className={classes.barCell}>
                  <ProgressBar progress={each.progress} legend={false} />
                </td>
                <td className={classes.number}>{each.progress.done}</td>
                <td className={classes.number}>{each.progress.items}</td>
                <td>
                  <Deadline submission={each} today={today} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {shown.length === 0 && <p className={classes.none}>没有符合“{wanted}”的区县。</p>}
      </div>
    </section>
  );
}

function Deadline({ submission: { deadline, progress }, today }: { submission: SubmissionSummary; today: string }) {
  if (deadline === null) return <>未设</>;
  const late = deadline < today && progress.done < progress.items;
  return (
    <span className={classes.due} data-tone={late ? "late" : "calm"}>
      {late && <IconAlertTriangleFilled size={15} aria-hidden />}
      {dayText(deadline, today)}
      {progress.done < progress.items && `（${distanceText(deadline, today)}）`}
    </span>
  );
}
