import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";

export interface ReadPdf {
  title: string | undefined;
  author: string | undefined;
  created: string | undefined;
  language: string | null;
  /** per page: pieces in drawing order, with their place in points from the lower left corner */
  pages: { text: string; x: number; y: number; size: number; width: number }[][];
  bookmarks: { title: string; items: { title: string }[] }[];
}

export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: 0, useSystemFonts: false });
  const pdf = await task.promise;
  const { info, metadata } = await pdf.getMetadata();
  const known = info as Record<string, string | undefined>;
  const pages: ReadPdf["pages"] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const content = await (await pdf.getPage(number)).getTextContent({ disableNormalization: true });
    pages.push(
      content.items.flatMap((item) =>
        "str" in item && item.str !== ""
          ? [{ text: item.str, x: item.transform[4], y: item.transform[5], size: item.height, width: item.width }]
          : [],
      ),
    );
  }
  const bookmarks = (await pdf.getOutline()) ?? [];
  const language = known.Language ?? metadata?.get("dc:language") ?? null;
  await task.destroy();
  return { title: known.Title, author: known.Author, created: known.CreationDate, language, pages, bookmarks };
}

/** Text of all pages in reading order without page numbers, white space and table heads that are set again. */
export function flowingText({ pages }: ReadPdf, heads: readonly string[] = []): string {
  const repeated = heads.map(squeeze).sort((one, other) => other.length - one.length);
  return pages
    .map((page, index) => {
      const text = squeeze(page.map((piece) => piece.text).join("")).replace(new RegExp(`—${index + 1}—$`), "");
      const head = repeated.find((each) => index > 0 && text.startsWith(each));
      return head === undefined ? text : text.slice(head.length);
    })
    .join("");
}

export const squeeze = (text: string): string => text.replace(/\s+/gu, "");
