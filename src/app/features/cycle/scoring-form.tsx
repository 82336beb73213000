import { Button, NativeSelect, Radio, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { call } from "#app/data/client.ts";
import { useKept } from "#app/data/use-kept.ts";
import { BandsField } from "#app/features/cycle/bands-field.tsx";
import classes from "#app/features/cycle/cycle.module.css";
import { PointsTable } from "#app/features/cycle/points-table.tsx";
import { scoringFaults } from "#app/features/cycle/scoring-draft.ts";
import { scoringInWork } from "#app/features/cycle/scoring-in-work.ts";
import { UsualMark } from "#app/features/cycle/usual-mark.tsx";
import { FormFailure, Notice } from "#app/ui/notice.tsx";
import { type CycleDetail, changeCycle } from "#core/api/cycle.ts";
import { CREDIBILITY_FORMULAS, CREDIBILITY_TEXT, credibilityFormula, type Scoring } from "#core/review/scoring.ts";
import type { Template } from "#core/template/schema.ts";

export interface ScoringFormProps {
  cycle: CycleDetail;
  template: Template;
  /** of the person who types */
  accountId: string;
  mayManage: boolean;
  onChanged: (cycle: CycleDetail) => void;
}

/** How a year counts: points, distance of two readers, grades, credibility. */
export function ScoringForm({ cycle, template, accountId, mayManage, onChanged }: ScoringFormProps) {
  const kept = useKept(`scoring ${accountId} ${cycle.id}`, scoringInWork);
  const [tried, setTried] = useState(false);
  const readOnly = !mayManage || !cycle.scoringOpen;
  const draft: Scoring = readOnly ? cycle.scoring : (kept.value ?? cycle.scoring);
  const faults = scoringFaults(draft);
  const shown = tried ? faults : new Map<string, string>();
  const change = (next: Scoring): void => {
    save.reset();
    kept.put(next);
  };
  const save = useMutation({
    mutationFn: () =>
      call(changeCycle, { params: { cycleId: cycle.id }, body: { version: cycle.version, scoring: draft } }),
    onSuccess: (changed) => {
      kept.put(undefined);
      setTried(false);
      onChanged(changed);
    },
  });
  const parts = { draft, faults: shown, onChange: change, readOnly };
  return (
    <form
      className={classes.panel}
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (faults.size === 0) save.mutate();
      }}
      noValidate
    >
      <h2 className={classes.panelTitle}>计分办法</h2>
      {mayManage && !cycle.scoringOpen && <Notice tone="calm">已有区县办结，计分办法不能再修改。</Notice>}
      <Stack gap="sm">
        <PointsTable template={template} {...parts} />
        <ReadersPart {...parts} />
        <BandsField {...parts} />
        <CredibilityPart {...parts} />
        <SelfScorePart {...parts} />
        {tried && faults.size > 0 && (
          <Notice tone="danger">
            有{faults.size}处需要修改：{[...new Set(faults.values())].slice(0, 3).join("；")}
          </Notice>
        )}
        <FormFailure message={save.error?.message} />
        {!readOnly && (
          <div className={classes.saveBar}>
            <Button type="submit" loading={save.isPending} disabled={kept.value === undefined}>
              保存计分办法
            </Button>
            {kept.value !== undefined && (
              <Button variant="default" onClick={() => kept.put(undefined)}>
                放弃修改
              </Button>
            )}
            <span role="status" className={classes.hint}>
              {save.isSuccess && "已保存"}
              {kept.value !== undefined && (kept.safe ? "有修改未保存，已在本机留底" : "有修改未保存，请勿关闭本页")}
            </span>
          </div>
        )}
      </Stack>
    </form>
  );
}

interface PartProps {
  draft: Scoring;
  faults: ReadonlyMap<string, string>;
  onChange: (draft: Scoring) => void;
  readOnly: boolean;
}

/** When two readers are too far apart, and when a self score is far from the others'. */
function ReadersPart(limits: PartProps) {
  const { draft } = limits;
  return (
    <>
      <h3 className={classes.partTitle}>
        评分相差 <UsualMark usual={draft.farApart === "20" && draft.farFromOthers === "3"} />
      </h3>
      <Limit {...limits} name="farApart" label="两位督学相差超过分值的多少，须第三人评分" unit="%" />
      <Limit {...limits} name="farFromOthers" label="自评分离各区县中位数多少倍离差，提示“相差较大”" unit="倍" />
    </>
  );
}

function CredibilityPart({ draft, onChange, readOnly }: PartProps) {
  return (
    <>
      <h3 className={classes.partTitle}>
        自评可信度 <UsualMark usual={draft.defaults.credibility} />
      </h3>
      <NativeSelect
        size="xs"
        maw={420}
        aria-label="自评可信度的算法"
        value={draft.credibility}
        disabled={readOnly}
        onChange={(event) =>
          onChange({
            ...draft,
            credibility: credibilityFormula.parse(event.currentTarget.value),
            defaults: { ...draft.defaults, credibility: false },
          })
        }
        data={CREDIBILITY_FORMULAS.map((value) => ({ value, label: CREDIBILITY_TEXT[value] }))}
      />
    </>
  );
}

function SelfScorePart({ draft, onChange, readOnly }: PartProps) {
  const choose = (selfScore: Scoring["selfScore"]) => () => onChange({ ...draft, selfScore });
  return (
    <>
      <h3 className={classes.partTitle}>
        区县自评分 <UsualMark usual={draft.selfScore === "optional"} />
      </h3>
      <Radio
        size="xs"
        name="self-score"
        label="可以不填"
        checked={draft.selfScore === "optional"}
        disabled={readOnly}
        onChange={choose("optional")}
      />
      <Radio
        size="xs"
        name="self-score"
        label="报送前必须逐条填写"
        checked={draft.selfScore === "required"}
        disabled={readOnly}
        onChange={choose("required")}
      />
    </>
  );
}

interface LimitProps extends PartProps {
  name: "farApart" | "farFromOthers";
  label: string;
  unit: string;
}

function Limit({ draft, faults, onChange, readOnly, name, label, unit }: LimitProps) {
  return (
    <TextInput
      size="xs"
      maw={420}
      label={label}
      className={classes.percent}
      w="100%"
      rightSection={unit}
      inputMode="decimal"
      value={draft[name]}
      readOnly={readOnly}
      error={faults.get(name)}
      onChange={(event) => onChange({ ...draft, [name]: event.currentTarget.value.trim() })}
    />
  );
}
