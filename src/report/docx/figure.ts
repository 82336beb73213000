import type { Block } from "#core/document/model.ts";
import { cleanText } from "#report/clean-text.ts";
import type { BlockContext, Medium } from "#report/docx/context.ts";
import { type Piece, paragraph } from "#report/docx/paragraph.ts";
import type { Rule } from "#report/docx/properties.ts";
import { STYLE } from "#report/docx/styles.ts";
import { missingImageNote } from "#report/images.ts";
import { figureSize } from "#report/layout/figure.ts";
import { oneLine, tag } from "#report/ooxml/xml.ts";
import { LINE_PITCH, ptToTwips } from "#report/page.ts";

const EMU_PER_POINT = 12_700;
/** Points of air above and under a picture. */
const AIR = 6;
/** What the line under a picture takes of the smallest letters. */
const BASELINE = 0.5;

/** A picture in the line. Size in points; `id` is unique in the document. */
function pictureRun(medium: Medium, size: { width: number; height: number }, id: number, caption: string): string {
  const [cx, cy] = [Math.round(size.width * EMU_PER_POINT), Math.round(size.height * EMU_PER_POINT)];
  const name = `图片 ${id}`;
  const picture = tag(
    "pic:pic",
    {},
    `<pic:nvPicPr>${tag("pic:cNvPr", { id, name })}<pic:cNvPicPr/></pic:nvPicPr>` +
      `<pic:blipFill>${tag("a:blip", { "r:embed": medium.relationship })}<a:stretch><a:fillRect/></a:stretch></pic:blipFill>` +
      `<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="${cx}" cy="${cy}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>`,
  );
  return (
    `<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="${cx}" cy="${cy}"/>` +
    tag("wp:docPr", { id, name, descr: oneLine(caption) }) +
    `<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">${picture}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`
  );
}

/** A picture with its caption under it; where the picture is missing, a framed note says so. */
export function figurePieces({ sha256, caption }: Block & { kind: "figure" }, context: BlockContext): Piece[] {
  const medium = context.medium(sha256);
  if (!medium) return [missing(caption)];
  const size = figureSize(medium.image, context.width / ptToTwips(1));
  const room = Math.ceil((size.height + 2 * AIR) / LINE_PITCH) * LINE_PITCH;
  const picture: Piece = {
    look: {
      style: STYLE.figure,
      spacing: { before: ptToTwips(AIR), after: Math.max(0, Math.floor(20 * (room - AIR - size.height - BASELINE))) },
    },
    content: pictureRun(medium, size, context.nextId(), caption),
  };
  if (cleanText(caption) === "") return [{ ...picture, look: { ...picture.look, keepNext: false } }];
  return [picture, paragraph(STYLE.figureCaption, caption)];
}

function missing(caption: string): Piece {
  const side: Rule = { style: "single", size: 4, color: "000000", space: 4 };
  return paragraph(STYLE.figureCaption, missingImageNote(caption), {
    rules: { top: side, left: side, bottom: side, right: side },
    spacing: { before: ptToTwips(AIR), after: ptToTwips(AIR) },
    indent: { left: ptToTwips(AIR), right: ptToTwips(AIR) },
  });
}
