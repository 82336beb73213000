import type { Block } from "#core/document/model.ts";
import { base64 } from "#report/html/base64.ts";
import { htmlText } from "#report/html/text.ts";
import { type ImageSet, missingImageNote } from "#report/images.ts";
import { readableImage } from "#report/readable-image.ts";
import { escapeMarkup } from "#report/xml-text.ts";

/** The picture is in the page itself; one that cannot be read leaves a framed note. */
export function figureElement({ sha256, caption }: Block & { kind: "figure" }, images: ImageSet): string {
  const image = images.get(sha256);
  if (!image || !readableImage(image))
    return `<figure><p class="missing">${htmlText(missingImageNote(caption))}</p></figure>`;
  const source = `data:${image.type};base64,${base64(image.bytes)}`;
  return `<figure><img src="${source}" width="${image.width}" height="${image.height}" alt="${escapeMarkup(caption)}"><figcaption>${htmlText(caption)}</figcaption></figure>`;
}
