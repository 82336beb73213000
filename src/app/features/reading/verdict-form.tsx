import { Button, Checkbox, TextInput } from "@mantine/core";
import { useId } from "react";
import { useVerdict, type VerdictPlace } from "#app/data/verdict-desk.ts";
import { unexplained, withVerdict } from "#app/data/verdict-draft.ts";
import type { VerdictBasis } from "#app/data/verdict-saver.ts";
import { Deductions } from "#app/features/reading/deductions.tsx";
import { OpinionField } from "#app/features/reading/opinion-field.tsx";
import classes from "#app/features/reading/verdict.module.css";
import { VERDICT_KEYS, VerdictChoice } from "#app/features/reading/verdict-choice.tsx";
import { useVerdictKeys } from "#app/features/reading/verdict-keys.ts";
import { VerdictStanding } from "#app/features/reading/verdict-standing.tsx";

export interface VerdictFormProps {
  place: VerdictPlace;
  basis: VerdictBasis;
  selfScore: string | null;
  /** keys 1–4 and Ctrl+Enter belong to it */
  keys: boolean;
  /** after Ctrl+Enter; absent = it stays */
  onDone?: () => void;
  onReread: () => void;
}

/** One reader's word on one item; it saves itself as soon as it is complete. */
export function VerdictForm({ place, basis, selfScore, keys, onDone, onReread }: VerdictFormProps) {
  const id = useId();
  const { draft, state, saved, saver } = useVerdict(place, basis);
  const { points } = basis;
  const faultAt = (path: string): string | undefined =>
    state.kind === "incomplete" && draft.verdict !== null
      ? state.faults.find((fault) => fault.path === path && fault.index === undefined)?.message
      : undefined;
  const finish = async (): Promise<void> => {
    await saver.flush();
    const after = saver.view().state.kind;
    if (after === "saved" || after === "waiting") onDone?.();
  };
  useVerdictKeys(keys, {
    choose: (index) => {
      const verdict = VERDICT_KEYS[index];
      if (verdict !== undefined) saver.edit(withVerdict(draft, verdict, points));
    },
    done: () => void finish(),
    save: () => void saver.flush(),
  });
  return (
    <section className={classes.form} aria-label="审核结论" data-verdict-form>
      <VerdictChoice
        value={draft.verdict}
        keys={keys}
        onChoose={(verdict) => saver.edit(withVerdict(draft, verdict, points))}
      />
      {draft.verdict !== null && (
        <div className={classes.fields}>
          {points !== null && (
            <div className={classes.scoring}>
              <TextInput
                size="sm"
                className={classes.score}
                label={`得分（满分${points}分）`}
                description={selfScore === null ? undefined : `自评${selfScore}分`}
                inputMode="decimal"
                autoComplete="off"
                error={faultAt("score")}
                value={draft.score}
                onChange={(event) => saver.edit({ ...draft, score: event.currentTarget.value })}
              />
              <Deductions
                draft={draft}
                points={points}
                left={unexplained(draft, points)}
                fault={faultAt("deductions")}
                faults={state.kind === "incomplete" ? state.faults : []}
                onChange={(next) => saver.edit(next)}
              />
            </div>
          )}
          <OpinionField
            id={`${id}-opinion`}
            itemKey={place.itemKey}
            verdict={draft.verdict}
            value={draft.opinion}
            fault={faultAt("opinion")}
            onChange={(opinion) => saver.edit({ ...draft, opinion })}
          />
          <Checkbox
            size="sm"
            label="列入会商"
            checked={draft.agenda}
            onChange={(event) => saver.edit({ ...draft, agenda: event.currentTarget.checked })}
          />
        </div>
      )}
      <div className={classes.finish}>
        <VerdictStanding state={state} saved={saved} saver={saver} onReread={onReread} />
        {onDone && draft.verdict !== null && (
          <Button size="xs" className={classes.done} onClick={() => void finish()} title="Ctrl+Enter">
            保存，看下一条未阅
          </Button>
        )}
      </div>
    </section>
  );
}
