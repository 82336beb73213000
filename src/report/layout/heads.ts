import type { Block } from "#core/document/model.ts";
import { markSize } from "#report/layout/mark-size.ts";
import { blank, kept, type Mark, type Strip, shifted } from "#report/layout/strip.ts";
import { alignedStrips, centredIn, type Setting } from "#report/layout/text-strips.ts";
import { CHARACTER_PITCH, LINE_PITCH, mm, PAGE_HEIGHT, PAGE_WIDTH, SIZE, TEXT_LEFT, TEXT_TOP } from "#report/page.ts";

/** GB/T 9704-2012, 7.2: the mark's upper edge to that of the text block; the rule under the number. */
const MARK_DROP = mm(35);
const RULE_DROP = mm(4);
const RED_RULE = 1.5;

/** 10.1: the letter's mark from the sheet's upper edge, its rules' length, and the lower rules from the lower edge. */
const LETTER_MARK_TOP = mm(30);
const LETTER_RULE_LENGTH = mm(170);
const LETTER_FOOT = mm(20);
const THICK = 2.25;
const THIN = 0.75;
/** between the middles of a double rule's two lines */
const APART = 2.5;

const LINES_ABOVE_TITLE = 2;
const gap = (lines: number): Strip[] => Array.from({ length: lines }, () => blank(LINE_PITCH));

/** 版头: mark, number, who signs, and the rule under them; then two lines free for the title. */
export function redHeadStrips(block: Block & { kind: "red-head" }, setting: Setting): Strip[] {
  const mark = markStrips(block.mark, setting);
  return kept([
    ...(mark.length > 0 ? [blank(MARK_DROP), ...mark, ...gap(2)] : []),
    ...numberStrips(block, setting),
    ...gap(LINES_ABOVE_TITLE),
  ]);
}

/** The number in the middle, or at the left where someone signs at the right; under the last line the rule. */
function numberStrips({ number, signer }: Block & { kind: "red-head" }, setting: Setting): Strip[] {
  const width = (signer === "" ? setting.width : setting.width / 2) - 2 * CHARACTER_PITCH;
  const leftOf = signer === "" ? centredIn(setting.width) : (): number => CHARACTER_PITCH;
  const left =
    number === "" ? [] : alignedStrips(number, setting, { role: "fangsong", size: SIZE.body, leftOf, width });
  const right = signer === "" ? [] : signerStrips(signer, setting);
  const lines = Array.from({ length: Math.max(left.length, right.length) }, (_, index): Strip => {
    const marks = [...(left[index]?.marks ?? []), ...(right[index]?.marks ?? [])];
    return { height: LINE_PITCH, marks };
  });
  const rule: Mark = {
    kind: "rule",
    x: 0,
    y: RULE_DROP,
    x2: setting.width,
    y2: RULE_DROP,
    weight: RED_RULE,
    ink: "red",
  };
  return [...lines, { height: RULE_DROP, marks: [rule] }];
}

/** 签发人：, then the name in 楷体, one place in from the right. */
function signerStrips(signer: string, setting: Setting): Strip[] {
  const room = setting.width / 2;
  const edge = setting.width - CHARACTER_PITCH;
  const label = "签发人：";
  const names = alignedStrips(signer, setting, {
    role: "kai",
    size: SIZE.body,
    width: room - 4 * CHARACTER_PITCH,
    leftOf: (width) => edge - width,
  });
  const start = Math.min(...names.flatMap(({ marks }) => marks.map((mark) => mark.x)));
  const [lead] = alignedStrips(label, setting, {
    role: "fangsong",
    size: SIZE.body,
    leftOf: (width) => start - width,
  });
  names[0]?.marks.unshift(...(lead?.marks ?? []));
  return names;
}

function markStrips(text: string, setting: Setting): Strip[] {
  if (text === "") return [];
  const size = markSize(text, setting.width);
  return alignedStrips(text, setting, {
    role: "title",
    size,
    height: size * 1.1,
    leftOf: centredIn(setting.width),
    ink: "red",
  });
}

/** 信函格式: the mark stands above the text block's upper edge; the first page carries no number. */
export function letterHeadStrips(block: Block & { kind: "letter-head" }, setting: Setting): Strip[] {
  const above = LETTER_MARK_TOP - TEXT_TOP;
  const mark = markStrips(block.mark, setting).map((strip) => ({ ...strip, marks: shifted(strip.marks, 0, above) }));
  const rules: Strip = {
    height: above + RULE_DROP + APART,
    marks: doubleRule(above + RULE_DROP, [THICK, THIN]),
  };
  const first = mark[0] ?? rules;
  first.startsPage = true;
  first.hidesNumber = true;
  first.marks.push(...doubleRule(PAGE_HEIGHT - TEXT_TOP - LETTER_FOOT - APART, [THIN, THICK]));
  const number =
    block.number === ""
      ? [blank(LINE_PITCH)]
      : alignedStrips(block.number, setting, {
          role: "fangsong",
          size: SIZE.body,
          leftOf: (width) => setting.width - width,
        });
  return kept([...mark, rules, blank(LINE_PITCH / 4), ...number, ...gap(LINES_ABOVE_TITLE)]);
}

/** Centred on the sheet, wider than the text block; y from the text block's upper edge. */
function doubleRule(y: number, weights: readonly [number, number]): Mark[] {
  const x = (PAGE_WIDTH - LETTER_RULE_LENGTH) / 2 - TEXT_LEFT;
  return weights.map((weight, index) => {
    const at = y + index * APART;
    return { kind: "rule", x, y: at, x2: x + LETTER_RULE_LENGTH, y2: at, weight, ink: "red" };
  });
}
