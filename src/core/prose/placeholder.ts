import { faultsBy } from "#core/prose/fault.ts";

/** 20xx年, x.xx%, xx省, ××名, ___万元: what was to be filled in. 1+X and words with an x in them are none. */
const PLACEHOLDER =
  /(?<![A-Za-z+＋×xX])(?:(?:19|20)[xX×]{2}(?=年)|[xX×]{1,8}(?:\.[xX×]{1,6})?(?=[%％]|[:：][xX×]|[万亿]?[元人名所个家次项年月日分号省市州区县学民教府]|“|”)|(?<=[“：:])[xX×]{2,8}|[xX×]{2,8}(?=[\u4e00-\u9fa5])|＿{2,20}|_{2,20}|[*＊]{2,10}(?=[\u4e00-\u9fa5])|[*＊]{1,8}(?=[%％]|[万亿]?[元人名所个号]))/g;
/** x光, X射线 */
const WORDS = /^[xX](?:光|射线|轴)/;

export const placeholderFaults = faultsBy(PLACEHOLDER, ({ index, 0: all, input }) =>
  WORDS.test(input.slice(index, index + 3))
    ? undefined
    : { kind: "placeholder", start: index, end: index + all.length, certainty: "high", because: "占位未填" },
);
