import type { TDocumentDefinitions } from "pdfmake/interfaces";

/** An object of the file, numbered by the engine. Strings in `data` are names; texts are String objects. */
export interface PdfObject {
  data: Record<string, unknown>;
  compress: boolean;
  end: (content?: Uint8Array | string) => void;
}

export interface PdfImage {
  width: number;
  height: number;
}

export interface OutlineItem {
  addItem: (title: string, place: { fit: false; top: number; left: number; expanded: boolean }) => OutlineItem;
}

/** A node of the document's structure. */
export interface StructureNode {
  add: (child: StructureNode | MarkedContent) => unknown;
}

/** A piece of a page that belongs to a node. */
export interface MarkedContent {
  readonly refs: readonly unknown[];
}

/** What we use of pdfkit's document: pages, objects, pictures, links and the outline. Text is drawn by ourselves. */
export interface PdfDocument {
  page: { width: number; fonts: Record<string, PdfObject>; xobjects: Record<string, PdfObject> };
  outline: OutlineItem;
  _root: PdfObject;
  addPage: (options: { size: [number, number] }) => unknown;
  ref: (data?: Record<string, unknown>) => PdfObject;
  addContent: (operators: string) => unknown;
  openImage: (bytes: ArrayBuffer) => PdfImage;
  image: (
    image: PdfImage,
    x: number,
    y: number,
    options: { width: number; height: number; ignoreOrientation: true },
  ) => unknown;
  addNamedDestination: (name: string, fit: "XYZ", left: number, top: number, zoom: null) => unknown;
  annotate: (
    x: number,
    y: number,
    width: number,
    height: number,
    options: { Subtype: "Link"; Dest: string; Contents?: InstanceType<typeof String> },
  ) => unknown;
  struct: (tag: string, options?: { alt?: string; scope?: "Column" }) => StructureNode;
  addStructure: (root: StructureNode) => unknown;
  markStructureContent: (tag: string) => MarkedContent;
  markContent: (tag: "Artifact", options?: { type: "Pagination" | "Layout" }) => unknown;
  endMarkedContent: () => unknown;
  /** called once by the engine while it ends the file */
  endMetadata: () => void;
}

interface Engine {
  setFonts: (fonts: Record<string, never>) => void;
  setUrlAccessPolicy: (allow: (url: string) => boolean) => void;
  /** absent from the browser's build */
  setLocalAccessPolicy?: (allow: (path: string) => boolean) => void;
  createPdf: (definition: TDocumentDefinitions) => {
    getStream: () => Promise<PdfDocument>;
    getBuffer: () => Promise<Uint8Array>;
  };
}

/**
 * Makes a file: pdfmake sets up the document and its first, empty page; `draw` fills it. Nothing is fetched and
 * nothing is read from disk.
 */
export async function renderPdf(
  definition: TDocumentDefinitions,
  draw: (pdf: PdfDocument) => void,
): Promise<Uint8Array> {
  const module = await import("pdfmake");
  const engine = ("default" in module ? module.default : module) as unknown as Engine;
  engine.setUrlAccessPolicy(() => false);
  engine.setLocalAccessPolicy?.(() => false);
  engine.setFonts({});
  const output = engine.createPdf(definition);
  draw(await output.getStream());
  const { buffer, byteOffset, byteLength } = await output.getBuffer();
  return new Uint8Array(buffer, byteOffset, byteLength);
}
