import { Document, Packer } from "docx";
import type { ReportDocument } from "#core/document/model.ts";
import { cleanText } from "#report/clean-text.ts";
import { documentChildren } from "#report/docx/blocks.ts";
import { finishPackage } from "#report/docx/finish-package.ts";
import { footers } from "#report/docx/footers.ts";
import { documentStyles } from "#report/docx/styles.ts";
import { mmToTwips, PAGE_MM } from "#report/page.ts";

/** Writes the report as a Word file. The same document gives the same bytes. */
export async function writeDocx(document: ReportDocument): Promise<Uint8Array> {
  const title = cleanText(document.title);
  const author = cleanText(document.author);
  const file = new Document({
    title,
    creator: author,
    lastModifiedBy: author,
    description: "",
    styles: documentStyles,
    evenAndOddHeaderAndFooters: true,
    sections: [
      {
        properties: {
          page: {
            size: { width: mmToTwips(PAGE_MM.width), height: mmToTwips(PAGE_MM.height) },
            margin: {
              top: mmToTwips(PAGE_MM.top),
              bottom: mmToTwips(PAGE_MM.bottom),
              left: mmToTwips(PAGE_MM.left),
              right: mmToTwips(PAGE_MM.right),
              header: mmToTwips(PAGE_MM.top / 2),
              footer: FOOTER_DISTANCE,
            },
          },
        },
        footers: footers(),
        children: documentChildren(document),
      },
    ],
  });
  return finishPackage(new Uint8Array(await Packer.toArrayBuffer(file)), document.date);
}

/** The page number's dash lies 7 mm below the text, half the line's height above the footer's lower edge. */
const FOOTER_DISTANCE = mmToTwips(25.5);
