import { MEDIA_TYPES } from "#core/evidence/evidence.ts";

/** For the file dialog: extensions of everything that is accepted. */
export const ACCEPT = Object.values(MEDIA_TYPES)
  .flatMap((type) => type.extensions.map((extension) => `.${extension}`))
  .join(",");

export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes}字节`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)}KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)}MB`;
}
