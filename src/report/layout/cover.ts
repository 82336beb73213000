import type { Block } from "#core/document/model.ts";
import { blank, type Mark, type Strip, shifted } from "#report/layout/strip.ts";
import { alignedStrips, centredIn, type Setting, titleStrips } from "#report/layout/text-strips.ts";
import { LINE_PITCH, SIZE, TEXT_HEIGHT } from "#report/page.ts";

const TITLE_AT = 5 * LINE_PITCH;
const TITLE_LINE = 1.5 * LINE_PITCH;
const LINES_UNDER_DATE = 2;

/** 封面: the title in the upper third, who and when near the foot. One strip, as high as the page. */
export function coverStrips(block: Block & { kind: "cover-page" }, setting: Setting): Strip[] {
  const title = titleStrips(block.title, setting, SIZE.cover, TITLE_LINE);
  const foot = [block.organisation, block.date].flatMap((text) =>
    text === "" ? [] : alignedStrips(text, setting, { role: "kai", size: SIZE.body, leftOf: centredIn(setting.width) }),
  );
  const footAt = TEXT_HEIGHT - (foot.length + LINES_UNDER_DATE) * LINE_PITCH;
  const titleHeight = title.length * TITLE_LINE;
  if (TITLE_AT + titleHeight > footAt) return [...title, blank(LINE_PITCH), ...foot].map(onCover);
  const placed = (strips: readonly Strip[], from: number, pitch: number): Mark[] =>
    strips.flatMap((strip, index) => shifted(strip.marks, 0, from + index * pitch));
  const marks = [...placed(title, TITLE_AT, TITLE_LINE), ...placed(foot, footAt, LINE_PITCH)];
  return [{ height: TEXT_HEIGHT, marks, hidesNumber: true, startsPage: true }];
}

/** A title that fills more than a page flows on. */
function onCover(strip: Strip, index: number): Strip {
  return { ...strip, keepWithNext: false, hidesNumber: true, startsPage: index === 0 };
}
