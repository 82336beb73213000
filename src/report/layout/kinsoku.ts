/**
 * Which characters may not stand at the start or the end of a line, as Word has it for zh-CN, and which may hang
 * beyond the right edge.
 */
const NOT_AT_START = new Set(
  "!%),.:;>?]}¢¨°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞︶︺︾﹀﹄﹚﹜﹞！＂％＇），．：；？］｀｜｝～￠",
);
const NOT_AT_END = new Set("$([{£¥‘“〈《「『【〔〖〝﹙﹛﹝＄（［｛￡￥");
const HANGING = new Set("，。、；：？！");

const WORD = /[!-~\u00a1-\u024f\u0370-\u03ff\u0400-\u04ff]/;
const COMBINING = /\p{M}/u;
const PAIRED = new Set("—…");

const CLOSING = 1;
const OPENING = 2;
const JOINED = 4;
const WORDLY = 8;
const KNOWN = 16;
/** What is known of a character of the basic plane: a report uses few of them many times. */
const known = new Uint8Array(0x10000);

function traits(character: string): number {
  if (character.length !== 1) return look(character);
  const code = character.charCodeAt(0);
  const found = known[code] ?? 0;
  if (found !== 0) return found;
  const fresh = look(character);
  known[code] = fresh;
  return fresh;
}

const look = (character: string): number =>
  KNOWN |
  (NOT_AT_START.has(character) ? CLOSING : 0) |
  (NOT_AT_END.has(character) ? OPENING : 0) |
  (COMBINING.test(character) ? JOINED : 0) |
  (WORD.test(character) ? WORDLY : 0);

export const mayHang = (character: string): boolean => HANGING.has(character);

/** May a line end after `before` and the next begin with `after`? */
export function mayBreak(before: string, after: string): boolean {
  if (after === " ") return false;
  const left = traits(before);
  const right = traits(after);
  if ((right & (CLOSING | JOINED)) !== 0 || (left & OPENING) !== 0) return false;
  if ((left & right & WORDLY) !== 0) return false;
  return !(before === after && PAIRED.has(after));
}

export const isOpening = (character: string): boolean => (traits(character) & OPENING) !== 0;
export const isClosing = (character: string): boolean => (traits(character) & (CLOSING | JOINED)) !== 0;
