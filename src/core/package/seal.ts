/*
 * The last bytes of a package, as the comment that a ZIP may end with: the SHA-256 of everything before them. A bit
 * that has flipped anywhere, in a header as well as in a file, is seen before the ZIP is looked into.
 */
const MARK = "ZIPING-SHA256:";
const HEX = 64;

export const SEAL_LENGTH = MARK.length + HEX;

/** The last record of a ZIP, whose two last bytes say how long the comment is. */
export const ZIP_END_LENGTH = 22;

export const sealText = (sha256: string): string => `${MARK}${sha256}`;

/** The hash that the seal states; undefined where these bytes are no seal. */
export function readSeal(bytes: Uint8Array): string | undefined {
  const text = String.fromCharCode(...bytes);
  const hash = text.slice(MARK.length);
  return text.length === SEAL_LENGTH && text.startsWith(MARK) && /^[0-9a-f]{64}$/.test(hash) ? hash : undefined;
}
