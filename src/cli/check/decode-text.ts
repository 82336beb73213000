import { CommandError } from "#cli/command.ts";

const BOMS: readonly (readonly [mark: readonly number[], encoding: string])[] = [
  [[0xef, 0xbb, 0xbf], "utf-8"],
  [[0xff, 0xfe], "utf-16le"],
  [[0xfe, 0xff], "utf-16be"],
];

/** Text of unknown encoding: what its mark or the page itself says, else UTF-8 where that is possible, else GB18030. */
export function decodeText(bytes: Uint8Array, name: string): string {
  const marked = BOMS.find(([mark]) => mark.every((byte, index) => bytes[index] === byte));
  if (marked) return decoded(bytes.subarray(marked[0].length), marked[1], name);
  if (isUtf8(bytes)) return decoded(bytes, "utf-8", name);
  return decoded(bytes, "gb18030", name);
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return false;
  }
}

function decoded(bytes: Uint8Array, encoding: string, name: string): string {
  const text = new TextDecoder(encoding).decode(bytes);
  const broken = text.split("\ufffd").length + text.split("\u0000").length - 2;
  if (broken > text.length / 100) throw new CommandError(`${name} 不是文本文件，或编码无法识别（支持 UTF-8、GB18030）`);
  return text;
}
