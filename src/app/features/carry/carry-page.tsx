import { NativeSelect } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { mayInOwn, useMe } from "#app/data/me.ts";
import { submissionsQuery } from "#app/data/queries.ts";
import { useFlow } from "#app/data/use-flow.ts";
import { useWorkspace } from "#app/data/workspace-context.tsx";
import classes from "#app/features/carry/carry.module.css";
import { CarryRecords } from "#app/features/carry/carry-records.tsx";
import { PlanView } from "#app/features/carry/plan-view.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";

export interface CarryPageProps {
  aside: ReactNode;
  linkTo: (itemKey: string, text: string) => ReactNode;
}

/** What of an earlier year would go where, read and chosen before anything is written; and what was taken over so far. */
export function CarryPage({ aside, linkTo }: CarryPageProps) {
  const workspace = useWorkspace();
  const me = useMe();
  const { data } = useSuspenseQuery(submissionsQuery);
  const earlier = data
    .filter((each) => each.readable && each.id !== workspace.id && each.year < workspace.year)
    .sort((a, b) => b.year - a.year);
  const [chosen, setChosen] = useState<string>();
  const from = earlier.find(({ id }) => id === chosen) ?? earlier[0];
  const phase = useFlow()?.phase ?? "drafting";
  if (phase !== "drafting")
    return (
      <Page title="从上年沿用" aside={aside}>
        <Notice tone="calm">本年度自评已经报送，不能再从以前年度沿用。</Notice>
      </Page>
    );
  if (!mayInOwn(me, "submission.carry"))
    return (
      <Page title="从上年沿用" aside={aside}>
        <Notice tone="calm">以前年度的内容由统稿人沿用；沿用后在各条目中标“待核对”，由责任单位核对。</Notice>
      </Page>
    );
  return (
    <Page title="从上年沿用" aside={aside}>
      <p className={classes.intro}>
        下面是以前年度的内容在本年度清单中的去向。确认以前什么都不会写入；写入的内容都标“待核对”，逐条核对以后才进入报告。完成标记、说明、日期、文号等从不沿用。
      </p>
      <CarryRecords linkTo={linkTo} />
      {from ? (
        <>
          <NativeSelect
            label="从哪一年沿用"
            className={classes.source}
            value={from.id}
            onChange={(event) => setChosen(event.currentTarget.value)}
            data={earlier.map(({ id, year, title }) => ({ value: id, label: `${year}年　${title}` }))}
          />
          <PlanView key={from.id} from={from.id} linkTo={linkTo} />
        </>
      ) : (
        <Notice tone="calm">
          本单位在系统中没有{workspace.year}年以前的自评。可以先新建以前年度的自评，录入或导入内容后再来沿用。
        </Notice>
      )}
    </Page>
  );
}
