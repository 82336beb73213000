import type { Claim } from "#core/numbers/claim.ts";
import { claimAt, type Figure, type Passage, type Sentence, spanOfQuantity } from "#core/numbers/passage.ts";
import { roleOf } from "#core/numbers/role.ts";
import { compareDecimals } from "#core/quantity/decimal.ts";
import { spansMeet } from "#core/quantity/interval.ts";
import { convertUnit, sameDimension } from "#core/quantity/unit.ts";

/** A number field of the submission with its values. */
export interface DataFigure {
  key: string;
  label: string;
  unit: string;
  /** heading number of its item: a figure without a name is only held against the fields of its own item */
  item?: string;
  /** other names: of the indicator */
  names?: readonly string[];
  now?: string;
  prior?: string;
  hedged?: boolean;
}

/** words between a name and its figure */
const NEAR = 20;
/** a figure with so many digits is the same by its value alone */
const TELLING = 4;

/** Figures of the prose that a data field has: to be quoted by token where equal, to be mended where not. */
export function dataClaims(passages: readonly Passage[], data: readonly DataFigure[]): Claim[] {
  if (data.length === 0) return [];
  const byLength = data
    .flatMap((field) => [...new Set([field.label, field.key, ...(field.names ?? [])])].map((name) => ({ field, name })))
    .filter(({ name }) => name.length > 1)
    .sort((a, b) => b.name.length - a.name.length);
  return passages.flatMap((passage) =>
    passage.sentences.flatMap((sentence) =>
      sentence.figures.flatMap((figure): Claim[] => {
        if (figure.spelled || figure.unit === "") return [];
        const role = roleOf(figure, sentence).kind;
        if (role === "delta" || role === "rate") return [];
        const before = wordsBefore(sentence, figure);
        const named = nameIn(before, byLength).find(({ field }) => sameDimension(field.unit, figure.unit));
        const field = named?.field ?? data.find((each) => isPlainly(each, figure, passage.item, role));
        if (!field) return [];
        return compared(passage, figure, field, role, named !== undefined);
      }),
    ),
  );
}

/** Names in the words; 教育支出 within 生均教育支出 is no name by itself, nor is it behind 生均 without such a field. */
const nameIn = <T extends { name: string }>(words: string, names: readonly T[]): T[] => {
  const found = names.filter(({ name }) => words.includes(name));
  return found.filter(
    ({ name }) =>
      !found.some((other) => other.name !== name && other.name.includes(name)) &&
      !/[生人校师园]均$/.test(words.slice(0, words.indexOf(name))),
  );
};

/** The words from the figure before it on; for a base those before the present figure as well. */
const wordsBefore = ({ passage, start }: Sentence, figure: Figure): string =>
  passage.text
    .slice(Math.max(start, figure.start - figure.head.length - NEAR), figure.start)
    .split(/[。;]/)
    .at(-1) ?? "";

/** Without a name: equal, telling, and in the field's own item. */
function isPlainly(field: DataFigure, figure: Figure, item: string | undefined, role: string): boolean {
  if (item === undefined || field.item !== item || !sameDimension(field.unit, figure.unit)) return false;
  if (figure.value.replace(/\D/g, "").length < TELLING) return false;
  const value = role === "base" ? field.prior : field.now;
  return value !== undefined && equals(figure, value, field.unit);
}

const equals = (figure: Figure, value: string, unit: string): boolean =>
  compareDecimals(convertUnit(value, unit, figure.unit) ?? "-1", figure.value) === 0;

function compared(passage: Passage, figure: Figure, field: DataFigure, role: string, named: boolean): Claim[] {
  const value = role === "base" ? field.prior : field.now;
  if (value === undefined) return [];
  const aspect = role === "base" ? ".上年" : "";
  const token = `{{${field.key}${aspect}}}`;
  const stated = convertUnit(value, field.unit, figure.unit) ?? value;
  const make = (body: Pick<Claim, "recomputed" | "verdict" | "note">): Claim =>
    claimAt(passage, figure.start, figure.end, { kind: "data", field: field.key, ...body });
  if (equals(figure, value, field.unit))
    return [
      make({
        recomputed: `${stated}=${figure.value}${figure.unit}`,
        verdict: "consistent",
        note: `与数据“${field.label}”相同，可改为引用数据${token}`,
      }),
    ];
  if (!named || field.hedged) return [];
  const own = spanOfQuantity({ ...figure, value, unit: field.unit, bound: "=" });
  if (spansMeet(own, figure.span))
    return [
      make({
        recomputed: `${stated}≈${figure.value}${figure.unit}`,
        verdict: "rounding",
        note: `数据“${field.label}”为${value}${field.unit}，正文是约数，可改为引用数据${token}`,
      }),
    ];
  const prior = field.prior !== undefined && equals(figure, field.prior, field.unit);
  return [
    make({
      recomputed: `${stated}≠${figure.value}${figure.unit}`,
      verdict: "inconsistent",
      note: `数据“${field.label}”${aspect ? "上年" : ""}为${value}${field.unit}，正文写${figure.value}${figure.unit}${prior ? "，那是上年数" : ""}，请改正或引用数据${token}`,
    }),
  ];
}
