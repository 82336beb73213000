import { type DisclosureField, disclosureReader } from "#core/importer/disclosure.ts";
import { dayOf } from "#core/importer/disclosure-names.ts";
import { isFurnitureAround } from "#core/importer/furniture.ts";
import type { SourceLine } from "#core/importer/source-line.ts";
import { normaliseDocumentNumber } from "#core/prose/document-number.ts";

/** What a line in front of the first heading is, or behind the last sentence. */
export type FrameRole =
  | "blank"
  | "furniture"
  | "disclosure"
  | "title"
  | "addressee"
  | "signatory"
  | "date"
  | "note"
  | "mark"
  | "number"
  | "notice"
  | "attachment"
  | "opening";

export interface FrontMatter {
  roles: FrameRole[];
  title: string;
  /** of everything that precedes the report: an enclosing letter, a public notice */
  otherTitles: string[];
  addressee: string | undefined;
  signatory: string | undefined;
  date: string | undefined;
  note: string | undefined;
  mark: string | undefined;
  number: string | undefined;
  disclosure: DisclosureField[];
  /** letter, notice and opening */
  prose: string;
}

const LONGEST_TITLE_LINE = 60;
/** 二〇二二年十一月, and the month alone, as covers have it */
const SPELLED_DATE =
  /^(?:二[〇○零]|19|20)[〇○零一二三四五六七八九\d]{2}年[一二三四五六七八九十\d]{1,3}月(?:[一二三四五六七八九十\d]{1,3}日)?$/;
const DATE_LINE = /^((?:19|20)\d{2}\s?[-年./]\s?\d{1,2}\s?[-月./]\s?\d{1,2}日?)(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?$/;
const NUMBER_LINE = /^[\u4e00-\u9fa5A-Za-z]{2,16}[〔﹝[（(［【]\s?(?:19|20)\d{2}\s?[〕﹞\]）)］】]?\s?\d{1,5}号$/;
const NOTE_LINE = /^[（(](?:此件|本文)?[^（）()]{0,6}(?:公开|发布|印发|密)[^（）()]{0,8}[）)]$/;
const ADDRESSEE_LINE = /^[^。；;]{2,80}[：:]$/;
const BODIES = /(?:政府|委员会|督导室|教委|教育[局厅部]|办公[室厅]|街道|部门|单位|高新区|管委会|[局厅委室部])[：:]$/;
const ANNOUNCES = /(?:如下|报告|公示|汇报|说明)[：:]$/;

export const isDateLine = (line: string): boolean => DATE_LINE.test(line) || SPELLED_DATE.test(line);
export const isNoteLine = (line: string): boolean => NOTE_LINE.test(line);
/** （2021—2025年） under a title */
const YEARS_LINE = /^[（(][^（）()]{2,30}[）)]$/;
export const isTitleLine = (line: string): boolean =>
  YEARS_LINE.test(line) ||
  (line.length <= LONGEST_TITLE_LINE &&
    !/[。；;？?！!]/.test(line) &&
    !/[，,：:、]$/.test(line) &&
    /\p{Script=Han}{2}/u.test(line));

/** Roles of the lines before the first heading. */
export function frontMatter(lines: readonly SourceLine[]): FrontMatter {
  const disclosure = disclosureReader();
  const roles = lines.map(({ text, furniture }): FrameRole | undefined => {
    if (text === "") return "blank";
    if (disclosure.take(text)) return "disclosure";
    if (furniture || isFurnitureAround(text)) return "furniture";
    if (NOTE_LINE.test(text)) return "note";
    if (NUMBER_LINE.test(text)) return "number";
    if (isDateLine(text)) return "date";
    if (ADDRESSEE_LINE.test(text) && BODIES.test(text) && !ANNOUNCES.test(text)) return "addressee";
    return isTitleLine(text) ? undefined : "opening";
  });
  const groups = titleGroups(lines, roles);
  const main = groups.at(-1);
  // what stands before the title of the report itself belongs to the letter or notice around it
  const from = main && groups.length > 1 ? main.first : 0;
  const settled = roles.map(
    (role, index): FrameRole => (role === undefined ? "title" : role === "opening" && index < from ? "notice" : role),
  );
  for (const index of signatures(lines, settled)) settled[index] = "signatory";
  for (const [index, role] of settled.entries())
    if (role === "title" && /(?:文件|公文)$/.test(lines[index]?.text ?? "") && main && index < main.first)
      settled[index] = "mark";
  const of = (wanted: FrameRole): string | undefined =>
    lines.filter((_, index) => settled[index] === wanted).at(-1)?.text;
  const date = of("date");
  return {
    roles: settled,
    title: main?.title ?? "",
    otherTitles: groups
      .slice(0, -1)
      .map(({ title }) => title)
      .filter((title) => title !== main?.title),
    addressee: of("addressee")?.replace(/[：:]$/, ""),
    signatory: of("signatory"),
    date: date === undefined ? undefined : dayOf(date),
    note: of("note")?.replace(/^[（(]|[）)]$/g, ""),
    mark: of("mark"),
    number: numberOf(of("number")),
    disclosure: disclosure.fields(),
    prose: lines
      .flatMap(({ text }, index) => (settled[index] === "opening" || settled[index] === "notice" ? [text] : []))
      .join("\n"),
  };
}

const numberOf = (line: string | undefined): string | undefined =>
  line === undefined ? undefined : normaliseDocumentNumber(line);

interface TitleGroup {
  first: number;
  last: number;
  title: string;
}

/** Lines of a title follow each other; the same title printed twice, whole or broken, is one. */
function titleGroups(lines: readonly SourceLine[], roles: readonly (FrameRole | undefined)[]): TitleGroup[] {
  const signed = new Set(signatures(lines, roles));
  const runs: number[][] = [];
  let open: number[] | undefined;
  for (const [index, role] of roles.entries()) {
    if (role === "blank") continue;
    if (role !== undefined || signed.has(index) || /文件$/.test(lines[index]?.text ?? "")) {
      open = undefined;
      continue;
    }
    if (!open) {
      open = [];
      runs.push(open);
    }
    open.push(index);
  }
  return runs.map((run) => ({
    first: run[0] ?? 0,
    last: run.at(-1) ?? 0,
    title: titleOf(run.map((index) => lines[index]?.text ?? "")),
  }));
}

const squeezed = (text: string): string => text.replace(/\s/g, "");
const hasKind = (text: string): boolean =>
  /(?:报告|公示|函|通知|规划|方案|汇报|自评|情况|意见|总结|材料|计划)(?:[（(].{2,20}[）)])?$/.test(text);

function titleOf(parts: readonly string[]): string {
  const rest = [...parts];
  for (let size = 1; size < rest.length; size++) {
    const head = rest.slice(0, size).map(squeezed).join("");
    if (rest.slice(size).map(squeezed).join("").startsWith(head)) return joinTitle(rest.slice(size));
  }
  // 教育督导 and other crumbs in front of the title proper
  const from = rest.findIndex((part) => part.length > 6 || hasKind(part) || isSignatory(part) || /^关于/.test(part));
  return joinTitle(from > 0 ? rest.slice(from) : rest);
}

const joinTitle = (parts: readonly string[]): string =>
  parts
    .map((part) => part.trim())
    .join("")
    .trim();

/** Lines that sign: a body of government, and the day in the next line, behind some sentences. */
function signatures(lines: readonly SourceLine[], roles: readonly (FrameRole | undefined)[]): number[] {
  const found: number[] = [];
  const text = roles.findIndex((role) => role === "opening" || role === "notice" || role === "disclosure");
  for (const [index, role] of roles.entries()) {
    if (role !== "date") continue;
    let before = index - 1;
    while (before >= 0 && roles[before] === "blank") before -= 1;
    const open = roles[before] === undefined || roles[before] === "title";
    if (open && text >= 0 && text < before && isSignatory(lines[before]?.text ?? "")) found.push(before);
  }
  return found;
}

export const isSignatory = (line: string): boolean =>
  line.length >= 3 && line.length <= 40 && /(?:政府|委员会|督导室|教委|办公[室厅]|[局厅委室部组会])$/.test(line.trim());
