// @ts-check

/** First and last byte of the rows and cells of GB2312; none of them means anything to a command line. */
const FIRST = 0xa1;
const LAST = 0xfe;

/** @type {Map<string, [number, number]> | undefined} */
let table;

function gb2312() {
  if (table) return table;
  table = new Map();
  const decoder = new TextDecoder("gbk");
  for (let row = FIRST; row <= LAST; row += 1) {
    for (let cell = FIRST; cell <= LAST; cell += 1) table.set(decoder.decode(Uint8Array.of(row, cell)), [row, cell]);
  }
  return table;
}

/**
 * Text as a Chinese Windows reads a batch file. A character outside of ASCII and GB2312 is refused.
 * @param {string} text
 */
export function encodeGbk(text) {
  const bytes = [...text].flatMap((character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) return [code];
    const pair = gb2312().get(character);
    if (!pair) throw new Error(`"${character}" cannot be written in GB2312`);
    return pair;
  });
  return Uint8Array.from(bytes);
}
