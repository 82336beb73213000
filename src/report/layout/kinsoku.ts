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

export const mayHang = (character: string): boolean => HANGING.has(character);

/** May a line end after `before` and the next begin with `after`? */
export function mayBreak(before: string, after: string): boolean {
  if (after === " " || COMBINING.test(after)) return false;
  if (NOT_AT_START.has(after) || NOT_AT_END.has(before)) return false;
  if (WORD.test(before) && WORD.test(after)) return false;
  return !(before === after && PAIRED.has(after));
}

export const isOpening = (character: string): boolean => NOT_AT_END.has(character);
export const isClosing = (character: string): boolean => NOT_AT_START.has(character) || COMBINING.test(character);
