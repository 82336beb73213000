import type { Block } from "#core/document/model.ts";
import { type Mark, type Strip, shifted } from "#report/layout/strip.ts";
import { alignedStrips, paragraphStrips, type Setting } from "#report/layout/text-strips.ts";
import { LINE_PITCH, mm, SIZE } from "#report/page.ts";

const OUTER = mm(0.35);
const INNER = mm(0.25);
const LABEL = "抄送：";

/** More lines than an imprint has; those before them run on like text. */
const MOST_LINES = 18;

/** 版记: who gets copies, who printed it and when, between rules, in 四号; one place in on both sides. */
export function imprintStrips(block: Block & { kind: "imprint" }, setting: Setting): Strip[] {
  const size = SIZE.imprint;
  const inner = { ...setting, width: setting.width - 2 * size };
  const lines = (text: string, leftOf: (width: number) => number): Strip[] =>
    text === "" ? [] : alignedStrips(text, inner, { role: "fangsong", size, leftOf });
  const copies =
    block.copies === ""
      ? []
      : paragraphStrips([{ text: LABEL + block.copies }], "fangsong", inner, {
          size,
          firstIndent: -LABEL.length * size,
        });
  const printer = lines(block.organisation, () => 0);
  const date = lines(block.date && `${block.date}印发`, (width) => inner.width - width);
  const printed = printer.length + date.length > 2 ? [...printer, ...date] : beside(printer, date);
  const rows = [copies, printed].filter((row) => row.length > 0);
  if (rows.length === 0) return [];
  const all = rows.flatMap((row, index) =>
    row.map((strip, at): Strip => {
      const moved = shifted(strip.marks, size, 0);
      return { ...strip, marks: at > 0 ? moved : [rule(setting.width, index === 0 ? OUTER : INNER), ...moved] };
    }),
  );
  const last = all.slice(-MOST_LINES);
  const height = last.length * LINE_PITCH;
  const marks = last.flatMap((strip, index) => shifted(strip.marks, 0, index * LINE_PITCH));
  const foot = shifted([rule(setting.width, OUTER)], 0, height);
  return [...all.slice(0, -MOST_LINES), { height, marks: [...marks, ...foot], atFoot: true }];
}

/** Two single lines as one. */
const beside = (left: readonly Strip[], right: readonly Strip[]): Strip[] =>
  left.length + right.length === 0
    ? []
    : [{ height: LINE_PITCH, marks: [...left, ...right].flatMap((each) => each.marks) }];

const rule = (width: number, weight: number): Mark => ({ kind: "rule", x: 0, y: 0, x2: width, y2: 0, weight });
