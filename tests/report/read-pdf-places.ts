import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";

/** A place that a bookmark or a link leads to: page from 1, points from the sheet's upper edge. */
export interface Place {
  page: number;
  top: number;
}

export interface PdfPlaces {
  bookmarks: (Place & { title: string; depth: number })[];
  /** page: where the link stands */
  links: { page: number; to: Place }[];
}

interface OutlineNode {
  title: string;
  dest: string | unknown[] | null;
  items: OutlineNode[];
}

/** Follows a file's bookmarks and links to where they lead. */
export async function readPlaces(bytes: Uint8Array): Promise<PdfPlaces> {
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: 0, useSystemFonts: false });
  const pdf = await task.promise;
  const follow = async (dest: unknown): Promise<Place> => {
    const explicit = typeof dest === "string" ? await pdf.getDestination(dest) : dest;
    if (!Array.isArray(explicit)) throw new Error(`no such place: ${String(dest)}`);
    const index = await pdf.getPageIndex(explicit[0]);
    const page = await pdf.getPage(index + 1);
    return { page: index + 1, top: page.getViewport({ scale: 1 }).height - Number(explicit[3]) };
  };
  const bookmarks: PdfPlaces["bookmarks"] = [];
  const visit = async (nodes: readonly OutlineNode[], depth: number): Promise<void> => {
    for (const node of nodes) {
      bookmarks.push({ title: node.title, depth, ...(await follow(node.dest)) });
      await visit(node.items, depth + 1);
    }
  };
  await visit((await pdf.getOutline()) ?? [], 1);
  const links: PdfPlaces["links"] = [];
  for (let number = 1; number <= pdf.numPages; number += 1)
    for (const annotation of await (await pdf.getPage(number)).getAnnotations())
      if (annotation.subtype === "Link") links.push({ page: number, to: await follow(annotation.dest) });
  await task.destroy();
  return { bookmarks, links };
}
