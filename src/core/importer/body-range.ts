import { isTitleLine } from "#core/importer/front-matter.ts";
import { headingLines } from "#core/importer/outline.ts";
import type { SourceLine } from "#core/importer/source-line.ts";

const REPORT_TITLE = /(?:报告|规划|方案|汇报|材料|总结|情况)(?:[（(][^（）()]{2,20}[）)])?$/;

const ANNEX = /^附件\s?(?:\d{1,2}|[一二三四五六七八九十]{1,2})?\s?[:：]?$/;

/** The line where the annexes begin, which have a page of their own; the number of lines where there are none. */
export function annexStart(lines: readonly SourceLine[], begin: number): number {
  const place = lines.findIndex(({ text }, index) => index > begin && ANNEX.test(text));
  return place < 0 ? lines.length : place;
}

/** The line of the first heading; the number of lines where there is none. */
export function bodyRange(lines: readonly SourceLine[]): number {
  const found = headingLines(lines, 0, lines.length);
  const top = Math.min(...found.map(({ marker }) => marker.level));
  const firsts = found.filter(({ marker }) => marker.level === top);
  // a notice that counts its own points precedes the report: the report begins anew under its title
  const anew = firsts.filter(({ line, marker }, place) => {
    const before = firsts[place - 1];
    return (
      marker.number === 1 &&
      before !== undefined &&
      lines.slice(before.line + 1, line).some(({ text }) => isTitleLine(text) && REPORT_TITLE.test(text))
    );
  });
  return (anew.at(-1) ?? firsts[0])?.line ?? lines.length;
}
