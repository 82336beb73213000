import type { Fault } from "#core/prose/fault.ts";

const CLOSING: Readonly<Record<string, string>> = {
  "“": "”",
  "‘": "’",
  "《": "》",
  "〈": "〉",
  "（": "）",
  "(": ")",
  "「": "」",
  "『": "』",
};
const OPENING: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(CLOSING).map(([open, close]) => [close, open]),
);
/** A typist's bracket may be wide on one side and narrow on the other. */
const KIN: Readonly<Record<string, string>> = { "（": "(", "）": ")" };
const kin = (mark: string): string => KIN[mark] ?? mark;

interface Mark {
  mark: string;
  place: number;
}

/** Quotation marks, title marks and brackets that have no other half in the paragraph. */
export function unpairedMarks(text: string): Fault[] {
  const open = new Map<string, Mark[]>();
  const alone: Mark[] = [];
  for (const { 0: mark, index: place } of text.matchAll(/[“”‘’《》〈〉（）()「」『』]/g)) {
    const opening = OPENING[mark];
    if (opening === undefined) marksOf(open, kin(mark)).push({ mark, place });
    else if (
      open.get(kin(opening))?.pop() === undefined &&
      !isListMark(text, place) &&
      !isApostrophe(text, mark, place)
    )
      alone.push({ mark, place });
  }
  return [
    ...[...open.values()].flatMap((left) => singled(text, left).map((each) => each.fault ?? unclosed(text, each.mark))),
    ...singled(text, alone).map((each) => each.fault ?? unopened(text, each.mark)),
  ];
}

const FARTHEST = 40;

/** ”唯分数论” and “未落实“: two marks of one kind around a phrase; one of them was typed the wrong way round. */
function singled(text: string, marks: readonly Mark[]): { mark: Mark; fault?: Fault }[] {
  const found: { mark: Mark; fault?: Fault }[] = [];
  for (let index = 0; index < marks.length; index++) {
    const [mark, next] = [marks[index], marks[index + 1]];
    if (!mark) continue;
    const twice = next?.mark === mark.mark && /[“”‘’]/.test(mark.mark) && next.place - mark.place <= FARTHEST;
    if (!twice || /[。；;\n]/.test(text.slice(mark.place, next.place))) {
      found.push({ mark });
      continue;
    }
    const opening = OPENING[mark.mark];
    const wrong = opening === undefined ? next : mark;
    const right = opening ?? CLOSING[mark.mark] ?? "";
    found.push({
      mark: wrong,
      fault: { ...inserted(wrong.place, right, "medium"), end: wrong.place + 1, because: "引号方向反了" },
    });
    index += 1;
  }
  return found;
}

function marksOf(open: Map<string, Mark[]>, kind: string): Mark[] {
  const known = open.get(kind);
  if (known) return known;
  const fresh: Mark[] = [];
  open.set(kind, fresh);
  return fresh;
}

/** 1) and a) count entries. */
const isListMark = (text: string, place: number): boolean =>
  /[)）]/.test(text.charAt(place)) &&
  /(?:^|[，,。；;：:\s])[\da-zA-Z一二三四五六七八九十]{1,3}$/.test(text.slice(Math.max(0, place - 4), place));

const isApostrophe = (text: string, mark: string, place: number): boolean =>
  mark === "’" && /[A-Za-z\d]/.test(text.charAt(place - 1));

const fault = (start: number, end: number, mark: string, readings: readonly string[] = []): Fault => ({
  kind: "unpaired-mark",
  start,
  end,
  certainty: "high",
  because: `缺“${mark}”`.replace("““”", "左引号").replace("“””", "右引号"),
  ...(readings.length > 0 ? { readings } : {}),
});

const inserted = (place: number, mark: string, certainty: Fault["certainty"]): Fault => ({
  ...fault(place, place, mark),
  certainty,
  replacement: mark,
});

const TITLE_END =
  /^《[^《》。\n]{2,80}?(?:通知|意见|方案|办法|规划|细则|规定|条例|清单|纲要|要点|制度|决定|标准|指南)(?=[，,。；;、（(〔”]|等|$)/;

function unclosed(text: string, { mark, place }: Mark): Fault {
  const closing = CLOSING[mark] ?? "";
  const rest = text.slice(place, place + 100);
  if (mark === "“" || mark === "‘") {
    // a name made of figures or letters ends where the Chinese words go on: “12530安全宣传
    const name = /^[“‘][\dA-Za-z+.]{2,12}(?=[\u4e00-\u9fa5])/.exec(rest)?.[0];
    if (name !== undefined) return inserted(place + name.length, closing, "medium");
  }
  if (mark === "《") {
    const title = TITLE_END.exec(rest)?.[0];
    if (title !== undefined) return inserted(place + title.length, closing, "medium");
  }
  if (mark === "（" || mark === "(") {
    const number = /^[（(][\u4e00-\u9fa5A-Za-z]{2,16}〔?\d{4}〕?\d{1,5}号/.exec(rest)?.[0];
    if (number !== undefined) return inserted(place + number.length, closing, "medium");
  }
  return fault(place, place + 1, closing);
}

const ISSUING = "印发|出台|制定|制订|下发|发布|转发|修订|编制|贯彻|落实|执行|根据|按照|依据|完善|通过";

function unopened(text: string, { mark, place }: Mark): Fault {
  const opening = OPENING[mark] ?? "";
  const from = Math.max(0, place - 90);
  const before = text.slice(from, place);
  if (mark === "》") {
    const segment = /[^，,。；;：:、“”《》！？\n]*$/.exec(before)?.[0] ?? "";
    const start = place - segment.length;
    if (segment.length >= 4 && text.charAt(start - 1) === "》") return inserted(start, opening, "high");
    const about = new RegExp(`(?:${ISSUING})了?(?=关于)`).exec(segment);
    if (about) return inserted(start + about.index + about[0].length, opening, "high");
    const issued = new RegExp(`(?:${ISSUING})了?(?=[\\u4e00-\\u9fa5\\d])`).exec(segment);
    if (issued) return inserted(start + issued.index + issued[0].length, opening, "medium");
    if (segment.startsWith("关于")) return inserted(start, opening, "medium");
  }
  return fault(place, place + 1, opening);
}
