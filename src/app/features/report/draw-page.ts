import type { DrawnBox, DrawnPage, DrawnText } from "#app/features/report/preview-messages.ts";
import { itemUnder } from "#core/document/anchor.ts";
import type { Template } from "#core/template/schema.ts";
import type { FontRole } from "#report/fonts.ts";
import type { Ink, PageMark } from "#report/layout/strip.ts";

export interface DrawingOf {
  /** from the top of the em square to the baseline, in em */
  ascentOf: (font: FontRole) => number;
  template: Template;
  /** the item whose text runs on at the top of the page */
  owner: string | undefined;
  /** a picture's address; undefined = still being read */
  urlOf: (sha256: string) => string | undefined;
}

const COLOURS: Record<Ink, string> = { black: "#000", red: "#e60000" };
const RULE_WIDTH = 0.5;

/** What the page shows of the marks that the PDF is drawn from, at the same places. */
export function drawPage(marks: readonly PageMark[], { ascentOf, template, owner, urlOf }: DrawingOf): DrawnPage {
  const texts: DrawnText[] = [];
  const rules: DrawnPage["rules"][number][] = [];
  const images: DrawnPage["images"][number][] = [];
  const gaps: { itemKey: string; boxes: DrawnBox[] }[] = [];
  let itemKey = owner;
  let heading: DrawnText["heading"];
  for (const mark of marks) {
    switch (mark.kind) {
      case "text":
        texts.push({
          x: mark.x,
          baseline: mark.y + ascentOf(mark.font) * mark.size,
          text: mark.text,
          font: mark.font,
          size: mark.size,
          spacing: mark.spacing,
          colour: COLOURS[mark.ink ?? "black"],
          ...(heading ? { heading } : {}),
        });
        heading = undefined;
        break;
      case "rule":
        rules.push({
          x1: mark.x,
          y1: mark.y,
          x2: mark.x2,
          y2: mark.y2,
          width: mark.weight ?? RULE_WIDTH,
          colour: COLOURS[mark.ink ?? "black"],
        });
        break;
      case "image":
        images.push({ ...boxOf(mark), url: urlOf(mark.sha256), name: mark.part.alternative ?? "" });
        break;
      case "anchor":
        itemKey = itemUnder(template, mark.id);
        heading = { level: mark.level, name: mark.text };
        break;
      case "shade": {
        if (itemKey === undefined) break;
        const last = gaps.at(-1);
        if (last?.itemKey === itemKey) last.boxes.push(boxOf(mark));
        else gaps.push({ itemKey, boxes: [boxOf(mark)] });
        break;
      }
      case "link":
        break;
    }
  }
  return { texts, rules, images, gaps };
}

const boxOf = ({ x, y, width, height }: DrawnBox): DrawnBox => ({ x, y, width, height });
