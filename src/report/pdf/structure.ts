import type { Part } from "#report/layout/strip.ts";
import type { PdfDocument, StructureNode } from "#report/pdf/engine.ts";

/** Draws something as content of a part of the document, or as no content at all. */
export type DrawAs = (part: Part | undefined, draw: () => void) => void;

/** The tree that assistive programs read, made in the order in which parts are first drawn. */
export function createStructure(pdf: PdfDocument): DrawAs {
  const root = pdf.struct("Document");
  pdf.addStructure(root);
  const nodes = new Map<Part, StructureNode>();
  const nodeOf = (part: Part): StructureNode => {
    const found = nodes.get(part);
    if (found) return found;
    const parent = part.parent ? nodeOf(part.parent) : root;
    // a row makes its cells when it is made itself
    return nodes.get(part) ?? made(part, parent);
  };
  const made = (part: Part, parent: StructureNode): StructureNode => {
    const node = pdf.struct(part.tag, {
      ...(part.alternative === undefined ? {} : { alt: part.alternative }),
      ...(part.tag === "TH" ? { scope: "Column" } : {}),
    });
    parent.add(node);
    nodes.set(part, node);
    for (const child of part.children ?? []) made(child, node);
    return node;
  };
  return (part, draw) => {
    if (part) nodeOf(part).add(pdf.markStructureContent(part.tag));
    else pdf.markContent("Artifact", { type: "Layout" });
    draw();
    pdf.endMarkedContent();
  };
}
