import type { Simplify } from "#core/importer/source-line.ts";

/** 著 is right in these words of simplified text; elsewhere it is 着. */
const OTHER_ZHU = /著(?![名作述者称录])(?<![显名土卓原专编论昭遗译巨拙]著)/g;

/** A converter's output as it is written on the mainland: 著力 is 着力 there. */
export const asOfficial =
  (convert: Simplify): Simplify =>
  (text) =>
    convert(text).replace(OTHER_ZHU, "着");
