import { Button, NativeSelect, TextInput } from "@mantine/core";
import classes from "#app/features/cycle/cycle.module.css";
import { addBand, changeBand, removeBand, type ScoringFaults, usualBands } from "#app/features/cycle/scoring-draft.ts";
import { UsualMark } from "#app/features/cycle/usual-mark.tsx";
import type { Scoring } from "#core/review/scoring.ts";

export interface BandsFieldProps {
  draft: Scoring;
  faults: ScoringFaults;
  onChange: (draft: Scoring) => void;
  readOnly: boolean;
}

const MOST = 10;

/** The grades from the best down, and the one that a failed veto leaves at most. */
export function BandsField({ draft, faults, onChange, readOnly }: BandsFieldProps) {
  const last = draft.bands.length - 1;
  return (
    <>
      <h3 className={classes.partTitle}>
        等次 <UsualMark usual={draft.defaults.bands} />
        {!readOnly && !draft.defaults.bands && (
          <Button size="compact-xs" variant="subtle" onClick={() => onChange(usualBands(draft))}>
            恢复默认等次
          </Button>
        )}
      </h3>
      <ol className={classes.bands}>
        {draft.bands.map(({ name, from }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a band is known by its place; its name is being typed
          <li key={index}>
            <TextInput
              size="xs"
              aria-label={`第${index + 1}等名称`}
              value={name}
              maxLength={20}
              readOnly={readOnly}
              error={faults.get(`bands.${index}.name`)}
              onChange={(event) => onChange(changeBand(draft, index, { name: event.currentTarget.value }))}
            />
            {index === last ? (
              <span className={classes.hint}>其余各分</span>
            ) : (
              <TextInput
                size="xs"
                className={classes.percent}
                aria-label={`第${index + 1}等起点`}
                leftSection="≥"
                rightSection="%"
                inputMode="decimal"
                value={from}
                readOnly={readOnly}
                error={faults.get(`bands.${index}.from`)}
                onChange={(event) => onChange(changeBand(draft, index, { from: event.currentTarget.value.trim() }))}
              />
            )}
            {!readOnly && draft.bands.length > 1 && (
              <Button
                size="compact-sm"
                variant="subtle"
                aria-label={`删除第${index + 1}等`}
                onClick={() => onChange(removeBand(draft, index))}
              >
                删除
              </Button>
            )}
          </li>
        ))}
      </ol>
      <p className={classes.hint}>起点是核定总分（含加分）占满分的百分比。</p>
      {!readOnly && draft.bands.length < MOST && (
        <Button mt={6} size="compact-sm" variant="default" onClick={() => onChange(addBand(draft))}>
          增加等次
        </Button>
      )}
      <NativeSelect
        mt="sm"
        maw={260}
        label="一票否决后最高等次"
        description="一票否决的条目“未达标”时适用"
        value={draft.vetoBand}
        disabled={readOnly}
        error={faults.get("vetoBand")}
        onChange={(event) =>
          onChange({
            ...draft,
            vetoBand: event.currentTarget.value,
            defaults: { ...draft.defaults, bands: false },
          })
        }
        data={[...new Set([...draft.bands.map(({ name }) => name), draft.vetoBand])].filter((name) => name !== "")}
      />
    </>
  );
}
