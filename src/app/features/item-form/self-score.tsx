import { useState } from "react";
import { useFlow } from "#app/data/use-flow.ts";
import { useSelfScore, useWorkspace } from "#app/data/workspace-context.tsx";
import classes from "#app/features/item-form/item-form.module.css";
import { compareDecimals } from "#core/quantity/decimal.ts";
import { parseDecimal } from "#core/quantity/decimal-text.ts";
import { err, ok, type Result } from "#core/result.ts";
import { score } from "#core/review/points.ts";

export interface SelfScoreProps {
  itemKey: string;
  readOnly: boolean;
}

/** The points that the district gives itself, where the city's cycle scores the item. */
export function SelfScore({ itemKey, readOnly }: SelfScoreProps) {
  const scoring = useFlow()?.cycle?.scoring;
  const worth = scoring && Object.hasOwn(scoring.items, itemKey) ? scoring.items[itemKey] : undefined;
  const given = useSelfScore(itemKey);
  if (!worth && given === undefined) return null;
  return (
    <Scored
      itemKey={itemKey}
      readOnly={readOnly}
      points={worth?.points}
      required={scoring?.selfScore === "required" && worth?.bonus === false}
    />
  );
}

function Scored({
  itemKey,
  readOnly,
  points,
  required,
}: SelfScoreProps & { points: string | undefined; required: boolean }) {
  const workspace = useWorkspace();
  const stored = useSelfScore(itemKey) ?? "";
  /** what does not count as a score stays here until it does */
  const [typed, setTyped] = useState<string>();
  const read = typed === undefined ? undefined : scoreOf(typed, points);
  const fault = read !== undefined && !read.ok ? read.error : undefined;
  const write = (text: string): void => {
    setTyped(text);
    const given = scoreOf(text, points);
    if (!given.ok) return;
    const { selfScore: _, ...others } = workspace.answer(itemKey);
    workspace.edit(itemKey, given.value === undefined ? others : { ...others, selfScore: given.value });
  };
  return (
    <section className={classes.card} aria-labelledby="self-score-title">
      <div className={classes.cardHead}>
        <h2 id="self-score-title">自评得分</h2>
      </div>
      <div className={classes.figure}>
        <input
          id="self-score"
          className={classes.number}
          inputMode="decimal"
          autoComplete="off"
          readOnly={readOnly}
          aria-labelledby="self-score-title"
          aria-describedby="self-score-note"
          aria-invalid={fault !== undefined}
          value={typed ?? stored}
          onChange={(event) => write(event.currentTarget.value)}
          onBlur={() => fault === undefined && setTyped(undefined)}
        />
        <span className={classes.unit}>分</span>
        <span id="self-score-note">
          {points === undefined ? "本条不计分，请清除" : `满分${points}分${required ? "，必填" : "，可不填"}`}
          {fault !== undefined && <span role="alert">；{fault}，没有保存</span>}
        </span>
      </div>
    </section>
  );
}

/** Undefined = none given. */
function scoreOf(typed: string, points: string | undefined): Result<string | undefined, string> {
  if (typed.trim() === "") return ok(undefined);
  const figure = parseDecimal(typed);
  if (!figure.ok) return err("得分请填写数字，例如3.5");
  const parsed = score.safeParse(figure.value);
  if (!parsed.success) return err(parsed.error.issues[0]?.message ?? "得分不正确");
  if (points !== undefined && compareDecimals(parsed.data, points) > 0) return err(`得分不能超过满分${points}分`);
  return ok(parsed.data);
}
