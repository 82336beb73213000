import type { Claim } from "#core/numbers/claim.ts";
import { amountOf } from "#core/numbers/judge.ts";
import type { Mention } from "#core/numbers/mention.ts";
import { claimAt, type Figure, type Passage, type Sentence } from "#core/numbers/passage.ts";
import { type Direction, roleOf } from "#core/numbers/role.ts";
import { compareDecimals } from "#core/quantity/decimal.ts";

const TOTAL = "general-budget-education-spending";
const PER_PUPIL = "per-student-education-spending";
const NAMES: Readonly<Record<string, string>> = { [TOTAL]: "一般公共预算教育支出", [PER_PUPIL]: "生均支出" };
const FALL = /(?<![未没不])(?:下降|减少|降低|下滑)了?(?:约|近)?[\dxX×\s]/;
const SAID = /[“"]?(?:两个|“两个”)?[“"]?只增不减[”"]?/g;

interface Moved {
  key: string;
  direction: Direction;
  sentence: Sentence;
  from: number;
  to: number;
  /** the figures of the movement as written: 0.18%、1.5% */
  words: string;
}

/** 两个只增不减: neither spending nor spending per pupil may fall; every stage that is named counts. */
export function noDecreaseClaims(passage: Passage, mentions: ReadonlyMap<Sentence, Mention[]>): Claim[] {
  const moved = passage.sentences.flatMap((sentence) => movements(sentence, mentions.get(sentence) ?? []));
  const falls = moved.filter(({ direction }) => direction === "down");
  const claims = falls.map(({ from, to, key }) =>
    claimAt(passage, from, to, {
      kind: "no-decrease",
      ref: "R-08",
      recomputed: `${NAMES[key] ?? ""}下降<0`,
      verdict: "inconsistent",
      note: "一般公共预算教育支出和生均支出须逐年只增不减，正文写下降；请核对，属实的须说明原因",
    }),
  );
  const said = [...passage.text.matchAll(SAID)].at(-1);
  if (said === undefined || falls.length > 0) return claims;
  const rises = new Set(moved.map(({ key }) => key));
  if (rises.size === 0) return claims;
  const missing = [TOTAL, PER_PUPIL].filter((key) => !rises.has(key)).map((key) => NAMES[key] ?? "");
  claims.push(
    claimAt(passage, said.index, said.index + said[0].length, {
      kind: "no-decrease",
      ref: "R-08",
      recomputed: moved.map(({ key, words }) => `${NAMES[key] ?? ""}增长${words}>0`).join("，"),
      verdict: missing.length === 0 ? "consistent" : "unverifiable",
      note: missing.length === 0 ? "分学段的生均支出须逐一核对" : `缺${missing.join("、")}的变化`,
    }),
  );
  return claims;
}

/** The changes and rates, and what goes on with a list of them. */
function movedBy(figures: readonly Figure[], sentence: Sentence): string {
  const told = figures.filter((figure) => {
    const { kind } = roleOf(figure, sentence);
    return kind === "delta" || kind === "rate" || figure.head === "";
  });
  return told.map(({ value, unit }) => `${value}${unit}`).join("、");
}

function movements(sentence: Sentence, own: readonly Mention[]): Moved[] {
  const { passage, figures } = sentence;
  return own.flatMap((mention, place): Moved[] => {
    const [choice] = mention.choices;
    const key = choice?.indicator.key ?? "";
    if (!(key in NAMES)) return [];
    const to = own[place + 1]?.start ?? sentence.end;
    const words = passage.text.slice(mention.end, to);
    const fall = FALL.exec(words);
    if (fall && !/%?以?内|不得|不能/.test(words.slice(0, fall.index)))
      return [
        {
          key,
          direction: "down",
          words: "",
          sentence,
          from: mention.start,
          to: Math.min(mention.end + fall.index + fall[0].length + 8, to),
        },
      ];
    const inside = figures.filter(({ start, end }) => start >= mention.end && end <= to);
    const roles = inside.map((figure) => roleOf(figure, sentence));
    const rise = roles.find((role) => role.kind === "delta" || role.kind === "rate");
    const end = inside.at(-1)?.end ?? mention.end;
    if (rise && (rise.kind === "delta" || rise.kind === "rate"))
      return [
        { key, direction: rise.direction, sentence, from: mention.start, to: end, words: movedBy(inside, sentence) },
      ];
    const now = inside[roles.findIndex(({ kind }) => kind === "now" || kind === "to")];
    const base = inside[roles.findIndex(({ kind }) => kind === "base")];
    if (!now || !base) return [];
    const falls = compareDecimals(amountOf(now), amountOf(base)) < 0;
    return [{ key, direction: falls ? "down" : "up", sentence, from: mention.start, to: end, words: "" }];
  });
}
