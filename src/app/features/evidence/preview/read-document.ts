import { zipSync } from "fflate";
import mammoth from "mammoth";
import type { PreviewFailure } from "#app/features/evidence/preview/preview-failure.ts";
import { err, ok, type Result } from "#core/result.ts";

const MAX_HTML = 30_000_000;
/** Pictures that a browser can draw; Windows metafiles are not among them. */
const SHOWN = /^image\/(png|jpeg|gif|bmp|webp)$/;
const PART = /^(\[Content_Types\]\.xml|_rels\/|word\/|docProps\/|customXml\/)/i;

/** A Word file as HTML: its words, headings, lists, tables and pictures, without the layout. Not yet cleaned. */
export async function readDocument(bytes: Uint8Array): Promise<Result<string, PreviewFailure>> {
  const { openPackage } = await import("#report/workbook/open-package.ts");
  const parts = openPackage(bytes, (name) => PART.test(name) && !name.endsWith("/"));
  if (!parts.ok) return parts;
  if (!parts.value.has("word/document.xml")) return err("damaged");
  // what has been unpacked within limits is all that the converter gets to see
  const safe = zipSync(Object.fromEntries(parts.value), { level: 0 });
  try {
    const { value } = await mammoth.convertToHtml({ arrayBuffer: safe.slice().buffer }, { convertImage: asDataUri });
    return value.length > MAX_HTML ? err("too-large") : ok(value);
  } catch {
    return err("damaged");
  }
}

const asDataUri = mammoth.images.imgElement(async (image) => {
  if (!SHOWN.test(image.contentType)) return { src: "", alt: "此处有图片，格式不能在浏览器中显示" };
  return { src: `data:${image.contentType};base64,${await image.readAsBase64String()}` };
});
