import { err, ok, type Result } from "#core/result.ts";

export interface DecodedText {
  text: string;
  encoding: "UTF-8" | "UTF-16" | "GB18030";
}

/**
 * Text of an unknown encoding: by its mark, else UTF-8 where it is valid, else GB18030, which Windows in Chinese writes.
 * `cut` = these are the first bytes only, and the last character may be incomplete.
 */
export function decodeText(bytes: Uint8Array, cut = false): Result<DecodedText, "damaged"> {
  for (const [encoding, label] of candidates(bytes)) {
    try {
      const text = new TextDecoder(label, { fatal: true }).decode(bytes, { stream: cut });
      // a file of something else that happens to decode
      return text.includes("\u0000") ? err("damaged") : ok({ text, encoding });
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
  }
  return err("damaged");
}

function candidates(bytes: Uint8Array): [DecodedText["encoding"], string][] {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return [["UTF-16", "utf-16le"]];
  if (first === 0xfe && second === 0xff) return [["UTF-16", "utf-16be"]];
  return [
    ["UTF-8", "utf-8"],
    ["GB18030", "gb18030"],
  ];
}
