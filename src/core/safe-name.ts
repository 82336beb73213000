/** What Windows refuses in a name, and the full-width sign that reads the same. */
const LOOKALIKE: Readonly<Record<string, string>> = {
  "\\": "＼",
  "/": "／",
  ":": "：",
  "*": "＊",
  "?": "？",
  '"': "＂",
  "<": "＜",
  ">": "＞",
  "|": "｜",
};

/** Control characters, lone halves of characters, and marks that nobody sees: direction, joiners, byte order. */
const INVISIBLE =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]/gu;

/** Names that Windows keeps for devices, with any extension. */
const DEVICE = /^(con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³]|conin\$|conout\$)(?=\s*(?:\.|$))/i;

export interface NameLimits {
  /** at most so many characters */
  characters: number;
  /** at most so many bytes in UTF-8 */
  bytes: number;
}

/**
 * A name for a file or a folder that Windows, macOS and Linux accept and write alike. "" where nothing is left. The
 * mark before a device's name may go one character beyond the limits.
 */
export function safeName(text: string, limits: NameLimits): string {
  const clean = text
    .normalize("NFC")
    .replace(INVISIBLE, "")
    .replace(/[\\/:*?"<>|]/g, (sign) => LOOKALIKE[sign] ?? "")
    .replace(/\s+/g, " ");
  return trimmed(cut(trimmed(clean), limits)).replace(DEVICE, "_$1");
}

/** Neither Windows nor a reader sees a space or a dot at the end. */
const trimmed = (text: string): string => text.replace(/^\s+|(?<![\s.])[\s.]+$/g, "");

function cut(text: string, { characters, bytes }: NameLimits): string {
  let kept = "";
  let [length, size] = [0, 0];
  for (const character of text) {
    length += 1;
    size += utf8Length(character);
    if (length > characters || size > bytes) break;
    kept += character;
  }
  return kept;
}

function utf8Length(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}
