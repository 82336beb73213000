import {
  commonName,
  damagedName,
  dayOf,
  isDateName,
  isPlausible,
  LABEL_WORDS,
} from "#core/importer/disclosure-names.ts";

/** A field of the disclosure page: the common name, the label as printed, the value, empty where the page has none. */
export interface DisclosureField {
  name: string;
  label: string;
  value: string;
}

/** Reads lines one by one: a label may stand alone and its value in the next line. */
export interface DisclosureReader {
  /** whether the line belongs to the disclosure fields */
  take: (line: string) => boolean;
  fields: () => DisclosureField[];
}

const BRACKETED = /[[［【]\s*([\u4e00-\u9fa5](?:[\u4e00-\u9fa5\s]{0,12}[\u4e00-\u9fa5])?)\s*[\]］】]\s*[:：]?/g;
const COLON = new RegExp(`(?:^|[\\s|，,；;])(${LABEL_WORDS})[\\s]*[:：]`, "g");
/** lines that only part labels from values */
const SEPARATOR = /^[|\s:：-]*$/;
const LONGEST_VALUE = 200;

interface Label {
  name: string;
  label: string;
  start: number;
  end: number;
}

/** For the lines before the text begins. */
export function disclosureReader(): DisclosureReader {
  const found: DisclosureField[] = [];
  let waiting: DisclosureField | undefined;
  const put = (name: string, label: string, value: string): DisclosureField => {
    const field = { name, label, value: isDateName(name) ? dayOf(value) : value };
    found.push(field);
    return field;
  };
  const take = (line: string): boolean => {
    const labels = labelsIn(line);
    if (labels.length === 0) {
      if (waiting === undefined || line === "") return false;
      if (SEPARATOR.test(line)) return true;
      const field = waiting;
      const value = tidy(line);
      waiting = undefined;
      if (line.length > LONGEST_VALUE || !isPlausible(field.name, value)) return false;
      field.value = isDateName(field.name) ? dayOf(value) : value;
      return true;
    }
    waiting = undefined;
    for (const [place, { name, label, end }] of labels.entries()) {
      const value = tidy(line.slice(end, labels[place + 1]?.start ?? line.length));
      const field = put(name, label, value);
      // nothing behind the last label of a line: the value may follow in the next, if that is no label itself
      waiting = value === "" && place === labels.length - 1 && !line.slice(end).includes("|") ? field : undefined;
    }
    return true;
  };
  return { take, fields: () => found };
}

const tidy = (value: string): string =>
  value
    .replace(/[|\s]+/g, " ")
    .replace(/^[:：]\s*/, "")
    .trim();

function labelsIn(line: string): Label[] {
  const bracketed = [...line.matchAll(BRACKETED)].map(({ 0: all, 1: label = "", index }): Label => {
    const name = commonName(label) ?? damagedName(label) ?? label.replace(/\s/g, "");
    return { name, label: label.trim(), start: index, end: index + all.length };
  });
  if (bracketed.length > 0) return startsWithLabel(line, bracketed) ? bracketed : [];
  const cells = cellLabels(line);
  if (cells.length > 0) return cells;
  const colons = [...line.matchAll(COLON)].map(({ 0: all, 1: label = "", index }): Label => {
    const start = index + (all.length - all.trimStart().length);
    return { name: commonName(label) ?? label, label, start: Math.max(start, index), end: index + all.length };
  });
  if (colons.length > 0) return startsWithLabel(line, colons) ? colons : [];
  const alone = commonName(line);
  // 日期, 时间 and the like are also plain words
  return alone !== undefined && line.replace(/\s/g, "").length >= 3
    ? [{ name: alone, label: line, start: 0, end: line.length }]
    : [];
}

const startsWithLabel = (line: string, [first]: readonly Label[]): boolean =>
  first !== undefined && SEPARATOR.test(line.slice(0, first.start).replace(/[，,；;]/g, ""));

/** | 信息名称 | 值 | 生成日期 | 值 |, or the same with tabs. */
function cellLabels(line: string): Label[] {
  if (!/[|\t]/.test(line)) return [];
  const labels: Label[] = [];
  let start = 0;
  for (const cell of line.split(/[|\t]/)) {
    const name = commonName(cell.replace(/[:：]\s*$/, ""));
    if (name !== undefined) labels.push({ name, label: cell.trim(), start, end: start + cell.length + 1 });
    start += cell.length + 1;
  }
  return labels;
}

/** One value per name: the first that is not empty. A page that prints its fields twice says no more. */
export function joined(fields: readonly DisclosureField[]): Record<string, string> {
  const values: Record<string, string> = {};
  for (const { name, value } of fields) if ((values[name] ?? "") === "") values[name] = value;
  return values;
}
