import type { FieldOf } from "#core/field/definition.ts";
import { parseStored } from "#core/field/table.ts";
import type { Measure } from "#core/field/type.ts";
import type { StageCell, StagesValue } from "#core/field/value.ts";
import { toldYear } from "#core/importer/figure-words.ts";
import type { Range, SourceLine } from "#core/importer/source-line.ts";
import { type Figure, passageOf, type Sentence } from "#core/numbers/passage.ts";
import { roleOf } from "#core/numbers/role.ts";
import { multiplyDecimals } from "#core/quantity/decimal.ts";
import { parseUnit } from "#core/quantity/unit.ts";
import type { Item } from "#core/template/schema.ts";

type Field = FieldOf<"stages">;

/** The figures by school stage that a text tells, as the stage table keeps them. */
export interface ReadStages extends Range {
  field: string;
  value: StagesValue;
}

interface Cell {
  stage: string;
  year: string;
  measure: Measure;
  value: string;
  start: number;
  end: number;
}

/** What reports call the stages, beside the words of the checklist. */
const SYNONYMS: readonly (readonly [label: RegExp, words: string])[] = [
  [/幼儿园|学前/, "幼儿园|学前教育|学前阶段"],
  [/小学/, "小学"],
  [/初中/, "初中"],
  [/高中/, "普通高中|普高|高中(?!阶段)"],
  [/中职|中等职业/, "中等职业学校|中等职业教育|中职学校|中职|职业高中|职高"],
];

/** Spending, pupils and spending per pupil by stage; undefined where the item has no such table or the text no such figure. */
export function readStages(item: Item, lines: readonly SourceLine[], year: number): ReadStages | undefined {
  const field = item.fields.find((each) => each.type === "stages");
  if (!field) return undefined;
  const asked = field.years.map((offset) => String(year + offset));
  const cells = lines
    .flatMap((line, index) => passageOf({ text: line.text }, index).sentences.map((sentence) => ({ line, sentence })))
    .flatMap(({ line, sentence }) => cellsOf(field, line, sentence, year))
    .filter((cell) => asked.includes(cell.year) && parseStored(field, valueOfCells([cell])).ok);
  // what is said twice differently is left to a person
  const certain = cells.filter((cell) =>
    cells.every((other) => !isSamePlace(cell, other) || cell.value === other.value),
  );
  if (certain.length === 0) return undefined;
  return {
    field: field.key,
    value: valueOfCells(certain),
    start: Math.min(...certain.map(({ start }) => start)),
    end: Math.max(...certain.map(({ end }) => end)),
  };
}

const isSamePlace = (a: Cell, b: Cell): boolean => a.stage === b.stage && a.year === b.year && a.measure === b.measure;

function valueOfCells(cells: readonly Cell[]): StagesValue {
  const rows: Record<string, Record<string, StageCell>> = {};
  for (const { stage, year, measure, value } of cells) {
    const row = rows[stage] ?? {};
    rows[stage] = { ...row, [year]: { ...row[year], [measure]: value } };
  }
  return { rows };
}

interface Mention {
  stage: string;
  end: number;
}

function cellsOf(field: Field, line: SourceLine, sentence: Sentence, year: number): Cell[] {
  const { text } = sentence.passage;
  const mentions = mentionsIn(field, text.slice(sentence.start, sentence.end), sentence.start);
  if (mentions.length === 0) return [];
  const runs = listedRuns(sentence, mentions);
  let before = sentence.start;
  let subject: string | undefined;
  return sentence.figures.flatMap((figure, place): Cell[] => {
    // a stage holds until another is named
    subject = mentions.filter(({ end }) => end > before && end <= figure.start).at(-1)?.stage ?? subject;
    const since = text.slice(before, figure.start);
    before = figure.end;
    const role = roleOf(figure, sentence).kind;
    const stage = runs.get(place) ?? subject;
    const ahead = text.slice(sentence.start, figure.start);
    const measure = measureOf(figure, ahead);
    if (stage === undefined || measure === undefined || role === "rate" || role === "delta") return [];
    const value = inUnit(figure, field[measure].unit);
    if (value === undefined || figure.bound !== "=") return [];
    const told = toldYear(ahead, year) ?? figure.year ?? year + (field.years.at(-1) ?? 0);
    const at = (position: number): number => line.at(sentence.passage.at(position));
    const stated = role === "base" && !/\d{4}年/.test(since) ? told - 1 : told;
    return [{ stage, year: String(stated), measure, value, start: at(sentence.start), end: at(sentence.end) }];
  });
}

function mentionsIn(field: Field, text: string, offset: number): Mention[] {
  return field.stages
    .flatMap(({ key, label }) => {
      const words = SYNONYMS.find(([known]) => known.test(`${label}${key}`))?.[1];
      return words === undefined
        ? []
        : [...text.matchAll(new RegExp(words, "g"))].map(({ 0: all, index }) => ({
            stage: key,
            end: offset + index + all.length,
          }));
    })
    .sort((a, b) => a.end - b.end);
}

/** 幼儿园、小学、初中生均…分别为甲元、乙元、丙元: as many stages as figures, in order. */
function listedRuns(sentence: Sentence, mentions: readonly Mention[]): Map<number, string> {
  const { passage, figures } = sentence;
  const found = new Map<number, string>();
  for (const [first, opening] of figures.entries()) {
    const each = passage.text.lastIndexOf("分别", opening.start);
    const from = figures[first - 1]?.end ?? sentence.start;
    if (each < from) continue;
    const named = mentions.filter(({ end }) => end > from && end <= each);
    let last = first;
    while (
      figures[last + 1] &&
      /^[、,和及]{1,2}$/.test(passage.text.slice(figures[last]?.end, figures[last + 1]?.start))
    )
      last += 1;
    if (named.length !== last - first + 1) continue;
    for (const [place, { stage }] of named.entries()) found.set(first + place, stage);
  }
  return found;
}

/** 生均公用经费 is a standard of its own. */
const PER_PUPIL = /生均(?![^,;。]{0,4}公用)|每生/;
const OF_SPENDING = /教育支出|教育经费|教育投入|教育拨款|教育事业费|财政投入/;
const OF_PUPILS = /在校|在园|学生|幼儿|就读/;

function measureOf({ unit, spelled }: Figure, ahead: string): Measure | undefined {
  const { base } = parseUnit(unit);
  if (spelled || /公用经费/.test(ahead)) return undefined;
  if (base === "人") return OF_PUPILS.test(ahead) ? "pupils" : undefined;
  if (!/^元/.test(base)) return undefined;
  if (PER_PUPIL.test(ahead)) return "perPupil";
  return base === "元" && OF_SPENDING.test(ahead) ? "spending" : undefined;
}

/** 143800万元 → 14.38亿元; 元 → 元/生 keeps the number. */
function inUnit({ value, unit }: Figure, wanted: string): string | undefined {
  const [from, to] = [parseUnit(unit), parseUnit(wanted)];
  const same = (base: string): string => base.replace(/[/／].*$/, "");
  if (same(from.base) !== same(to.base)) return undefined;
  return from.scale === to.scale ? value : multiplyDecimals(multiplyDecimals(value, from.scale), to.inverse);
}
