import { chineseNumber } from "#core/importer/marker.ts";
import type { Figure, Sentence } from "#core/numbers/passage.ts";

/** A figure as it stands in its sentence. */
export interface RawFigure {
  value: string;
  unit: string;
  /** with the hedge before it, where the digits begin, behind unit and hedge */
  start: number;
  at: number;
  end: number;
  /** absent for what is read here and nowhere else */
  figure: Figure | undefined;
}

/** All figures of a sentence in order. */
export function rawFigures(sentence: Sentence): RawFigure[] {
  const { text } = sentence.passage;
  return [...sentence.figures.map(rawOf), ...lettered(sentence, text), ...countNames(sentence, text)].sort(
    (a, b) => a.start - b.start,
  );
}

const rawOf = (figure: Figure): RawFigure => ({
  value: figure.value,
  unit: figure.unit,
  start: figure.start,
  at: figure.at,
  end: figure.end,
  figure,
});

const LETTERS = /^(?:[GMTK]b?ps|[GMTK]B?|km|kW|MW|℃)(?![A-Za-z\d])/i;

/** 26G: a unit in letters, which in other places makes a code of the digits. */
function lettered({ quantities }: Sentence, text: string): RawFigure[] {
  return quantities.flatMap(({ kind, value, start, at, end }): RawFigure[] => {
    const unit = LETTERS.exec(text.slice(end, end + 5))?.[0];
    if (kind !== "label" || unit === undefined || !/^\d+(?:\.\d+)?$/.test(value)) return [];
    return [{ value, unit, start, at, end: end + unit.length, figure: undefined }];
  });
}

const NAMED_COUNT = /([二两三四五六七八九十]{1,2})大(?=\p{Script=Han}{2})/gu;

/** 六大责任区: counted by their name. */
function countNames({ start, end }: Sentence, text: string): RawFigure[] {
  return [...text.slice(start, end).matchAll(NAMED_COUNT)].flatMap(({ 0: all, 1: written = "", index }) => {
    const value = chineseNumber(written);
    const at = start + index;
    return value === undefined || /[第十]/.test(text.charAt(at - 1))
      ? []
      : [{ value: String(value), unit: "个", start: at, at, end: at + all.length, figure: undefined }];
  });
}

/** 56人及以上班级: the figure says which things are meant, and counts none. */
export const isCriterion = (text: string, { end }: RawFigure): boolean =>
  /以[上下]$/.test(text.slice(end - 2, end)) &&
  /\p{Script=Han}/u.test(text.charAt(end)) &&
  !/[的均都]/.test(text.charAt(end));

/** 上一学年 counts no year. */
export const isPeriodWord = (text: string, { at, unit, figure }: RawFigure): boolean =>
  figure?.spelled === true && /^(?:学年|年度?|学期)/.test(unit) && /[上本下每同前]/.test(text.charAt(at - 1));
