import { TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { TaskTable } from "#app/features/tasks/task-table.tsx";
import classes from "#app/features/tasks/tasks.module.css";
import { Page } from "#app/ui/page.tsx";
import { PaperButtons } from "#app/ui/paper/paper-buttons.tsx";
import { BLANK_FORMS, TASK_TABLES } from "#app/ui/paper/papers.ts";
import { type Duties, taskRows } from "#core/document/task-table.ts";
import type { Template } from "#core/template/schema.ts";

export interface TaskPageProps {
  template: Template;
  /** as they were assigned; absent = a checklist that nobody fills in yet: the day is chosen here */
  duties?: Duties;
  aside: ReactNode;
}

/** 任务分解表: item, unit and day, to be read here and taken along; and the blank form of the same checklist. */
export function TaskPage({ template, duties, aside }: TaskPageProps) {
  const [day, setDay] = useState("");
  const own: Duties = duties ?? (day === "" ? {} : { rest: day });
  return (
    <Page title="任务分解表" aside={aside} width="full">
      <p className={classes.intro}>
        {template.title}（版本{template.version}）。
        {duties
          ? "责任单位和时限按现在的分工；改分工请到“统稿”。"
          : "责任单位按清单的规定；填上时限后，下载的表中一并写明。"}
      </p>
      <div className={classes.tools}>
        {!duties && (
          <TextInput
            label="完成时限"
            type="date"
            value={day}
            onChange={(event) => setDay(event.currentTarget.value)}
            w={180}
          />
        )}
        <PaperButtons
          papers={[...TASK_TABLES, ...BLANK_FORMS]}
          template={() => Promise.resolve(template)}
          duties={own}
        />
      </div>
      <TaskTable rows={taskRows(template, own)} />
    </Page>
  );
}
