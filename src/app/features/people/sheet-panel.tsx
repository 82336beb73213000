import { Button, Checkbox, FileButton } from "@mantine/core";
import { IconDownload, IconUpload } from "@tabler/icons-react";
import { useState } from "react";
import { PasswordSlips } from "#app/features/people/password-slips.tsx";
import classes from "#app/features/people/people.module.css";
import { countOf, PlanTable } from "#app/features/people/plan-table.tsx";
import { type SheetTarget, useSheet } from "#app/features/people/use-sheet.ts";
import { FormFailure, Notice } from "#app/ui/notice.tsx";
import { saveWorkbook } from "#app/ui/save-workbook.ts";
import type { SheetOutcome, SheetPlan } from "#core/api/people.ts";
import type { DataSheet } from "#core/document/data-sheet.ts";

export interface SheetPanelProps {
  /** 账号, 区县 */
  what: string;
  template: () => DataSheet[];
  target: SheetTarget;
  onWritten: () => void;
}

/** Template, file, row by row what it would do, and then all of it at once. Until it is confirmed nothing is written. */
export function SheetPanel({ what, template, target, onWritten }: SheetPanelProps) {
  const sheet = useSheet(target, onWritten);
  const { read, confirm } = sheet;
  const done = confirm.data;
  return (
    <>
      <section className={`${classes.section} ${classes.unprinted}`} aria-label="选择文件">
        <p className={classes.lead}>
          先下载模板填写，再上传 .xlsx 或 .csv 文件。上传后逐行列出将要发生的变化，确认之前不写入任何内容。
        </p>
        <div className={classes.actions}>
          <Button
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
            onClick={() => void saveWorkbook(template(), `${what}导入模板.xlsx`)}
          >
            下载模板
          </Button>
          <FileButton accept=".xlsx,.csv,.txt" onChange={sheet.choose} inputProps={{ "aria-label": "选择文件" }}>
            {(props) => (
              <Button {...props} leftSection={<IconUpload size={16} aria-hidden />} loading={read.isPending}>
                {read.data ? "换一个文件" : "选择文件"}
              </Button>
            )}
          </FileButton>
        </div>
        <FormFailure message={sheet.failure} />
      </section>
      {done && <Outcome what={what} outcome={done} />}
      {read.data && !done && (
        <Confirmation
          key={read.data.plan.digest}
          fileName={read.data.fileName}
          plan={read.data.plan}
          busy={confirm.isPending}
          onConfirm={(passwords) => confirm.mutate(passwords)}
          onDrop={sheet.drop}
        />
      )}
    </>
  );
}

interface ConfirmationProps {
  fileName: string;
  plan: SheetPlan;
  busy: boolean;
  onConfirm: (passwords: boolean) => void;
  onDrop: () => void;
}

function Confirmation({ fileName, plan, busy, onConfirm, onDrop }: ConfirmationProps) {
  const [without, setWithout] = useState(false);
  const faulty = countOf(plan, "fault");
  const nothing = plan.rows.every(({ action }) => action === "same");
  return (
    <section className={classes.section} aria-labelledby="plan">
      <h2 id="plan" className={classes.title}>
        核对“{fileName}”
      </h2>
      {faulty > 0 && (
        <Notice tone="danger">有{faulty}行有误，请在文件中改正后重新上传；有误时整个文件都不写入。</Notice>
      )}
      {plan.faults.map((message) => (
        <Notice key={message} tone="danger">
          {message}
        </Notice>
      ))}
      {nothing && <Notice tone="calm">与现有内容一致，没有需要写入的变化。</Notice>}
      <PlanTable plan={plan} />
      {!nothing && (
        <Checkbox
          mt="md"
          label="不显示初始密码"
          description="仅在本单位用统一身份认证登录时选用；选用后只能在账号管理中重置密码"
          checked={without}
          onChange={(event) => setWithout(event.currentTarget.checked)}
        />
      )}
      <div className={classes.actions}>
        <Button
          disabled={faulty > 0 || plan.faults.length > 0 || nothing}
          loading={busy}
          onClick={() => onConfirm(!without)}
        >
          确认写入
        </Button>
        <Button variant="default" disabled={busy} onClick={onDrop}>
          放弃
        </Button>
      </div>
    </section>
  );
}

function Outcome({
  what,
  outcome: { created, changed, disabled, passwords },
}: {
  what: string;
  outcome: SheetOutcome;
}) {
  const parts = [
    created > 0 ? `新建${created}个` : "",
    changed > 0 ? `更新${changed}个` : "",
    disabled > 0 ? `停用${disabled}个` : "",
  ].filter(Boolean);
  return (
    <>
      <div className={classes.unprinted}>
        <Notice tone="good">
          {what}已全部写入：{parts.join("，")}。
        </Notice>
      </div>
      <PasswordSlips slips={passwords} />
    </>
  );
}
