import type { TDocumentDefinitions } from "pdfmake/interfaces";
import { FONT_FILES, type FontRole, type FontSet } from "#report/fonts.ts";

/** What we use of pdfmake; its published types leave out the file system that fonts have to come through. */
interface Engine {
  virtualfs: { writeFileSync: (name: string, content: Uint8Array) => void };
  setFonts: (fonts: Record<string, { normal: string }>) => void;
  setUrlAccessPolicy: (allow: (url: string) => boolean) => void;
  /** absent from the browser's build */
  setLocalAccessPolicy?: (allow: (path: string) => boolean) => void;
  createPdf: (definition: TDocumentDefinitions) => { getBuffer: () => Promise<Uint8Array> };
}

const ROLES = Object.keys(FONT_FILES) as FontRole[];

/** Renders a definition whose fonts are named by role. Nothing is fetched and nothing is read from disk. */
export async function renderPdf(definition: TDocumentDefinitions, fonts: FontSet): Promise<Uint8Array> {
  const module = await import("pdfmake");
  const engine = ("default" in module ? module.default : module) as unknown as Engine;
  engine.setUrlAccessPolicy(() => false);
  engine.setLocalAccessPolicy?.(() => false);
  for (const role of ROLES) {
    const bytes = fonts[role];
    if (bytes) engine.virtualfs.writeFileSync(FONT_FILES[role], bytes);
  }
  engine.setFonts(
    Object.fromEntries(ROLES.filter((role) => fonts[role]).map((role) => [role, { normal: FONT_FILES[role] }])),
  );
  return new Uint8Array(await engine.createPdf(definition).getBuffer());
}
