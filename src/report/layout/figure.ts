import type { Block } from "#core/document/model.ts";
import { type ImageSet, missingImageNote } from "#report/images.ts";
import { type Mark, type Strip, shifted } from "#report/layout/strip.ts";
import { alignedStrips, centredIn, type Setting } from "#report/layout/text-strips.ts";
import { LINE_PITCH, PAGE_HEIGHT, SIZE } from "#report/page.ts";
import { readableImage } from "#report/readable-image.ts";

/** Points per pixel of a picture that is small enough to be shown at its own size. */
const NATURAL = 72 / 96;
const TALLEST = (PAGE_HEIGHT * 2) / 3;
const AIR = 6;

/** The size in points that a picture is printed at: no larger than the text block's width and two thirds of the sheet. */
export function figureSize(image: { width: number; height: number }, room: number): { width: number; height: number } {
  const scale = Math.min(NATURAL, room / image.width, TALLEST / image.height);
  return { width: image.width * scale, height: image.height * scale };
}

/** Lines of a caption that stay with the picture; what is longer runs on. */
const MOST_CAPTION = 4;

/** A picture with its caption under it, on one page; where the picture is missing, a framed note says so. */
export function figureStrips(block: Block & { kind: "figure" }, setting: Setting, images: ImageSet): Strip[] {
  const { sha256, caption } = block;
  const image = images.get(sha256);
  if (!image || !readableImage(image)) return missingStrips(caption, setting);
  const { width, height } = figureSize(image, setting.width);
  const picture: Mark = {
    kind: "image",
    x: (setting.width - width) / 2,
    y: AIR,
    width,
    height,
    sha256,
    part: { tag: "Figure", alternative: caption },
  };
  const captionLines = captionStrips(caption, setting);
  const held = captionLines.slice(0, MOST_CAPTION);
  const top = Math.ceil((height + 2 * AIR) / LINE_PITCH) * LINE_PITCH;
  return [
    { height: top + held.length * LINE_PITCH, marks: [picture, ...lines(held, top)] },
    ...captionLines.slice(MOST_CAPTION).map((strip) => ({ ...strip, keepWithNext: false })),
  ];
}

function missingStrips(caption: string, setting: Setting): Strip[] {
  const note = captionStrips(missingImageNote(caption), { ...setting, width: setting.width - 2 * SIZE.body });
  const held = note.slice(0, MOST_CAPTION);
  const height = (held.length + 1) * LINE_PITCH;
  const [right, bottom] = [setting.width, height - AIR];
  const frame: Mark[] = [
    { kind: "rule", x: 0, y: AIR, x2: right, y2: AIR },
    { kind: "rule", x: 0, y: bottom, x2: right, y2: bottom },
    { kind: "rule", x: 0, y: AIR, x2: 0, y2: bottom },
    { kind: "rule", x: right, y: AIR, x2: right, y2: bottom },
  ];
  return [
    { height, marks: [...frame, ...shifted(lines(held, LINE_PITCH / 2), SIZE.body, 0)] },
    ...note.slice(MOST_CAPTION).map((strip) => ({ ...strip, keepWithNext: false })),
  ];
}

const captionStrips = (text: string, setting: Setting): Strip[] =>
  text === ""
    ? []
    : alignedStrips(text, setting, { role: "fangsong", size: SIZE.pageNumber, leftOf: centredIn(setting.width) });

const lines = (strips: readonly Strip[], top: number): Mark[] =>
  strips.flatMap((strip, index) => shifted(strip.marks, 0, top + index * LINE_PITCH));
