import { type CatalogueEntry, catalogue, type Evidence, isImage, MEDIA_TYPES } from "#core/evidence/evidence.ts";
import { flagText } from "#core/evidence/flags.ts";
import { findItem } from "#core/template/outline.ts";
import type { Template } from "#core/template/schema.ts";

/** What the library can be narrowed down to. */
export const STATE_TEXT = {
  lacking: "登记不全",
  unlinked: "未引用",
  confidential: "涉密",
  expired: "不在有效期",
  repeated: "与往年相同",
  flagged: "打开须留意",
} as const;
export type LibraryState = keyof typeof STATE_TEXT;
export const LIBRARY_STATES = Object.keys(STATE_TEXT) as LibraryState[];

export interface Standing extends CatalogueEntry {
  heading: string;
  pagesCited: string;
}

export interface LibraryRow {
  record: Evidence;
  /** where it stands, in report order */
  places: Standing[];
  states: ReadonlySet<LibraryState>;
  /** beyond the columns: 含宏, 与上年相同 */
  remarks: string[];
}

/** 名称 that a camera, a chat or a copier gave, and nobody changed. */
const UNNAMED =
  /^(IMG|DSC|PXL|MVIMG|Screenshot|mmexport|微信图片|微信截图|QQ图片|截图|屏幕截图|新建|未命名|扫描|scan|图片\d*$|\d[\d_\-. ]*$)/i;

export const isUnnamed = (title: string): boolean => UNNAMED.test(title);

/** What the person who registers a record has still to say; a photograph has no issuer. */
export function lackingFacts(record: Evidence): string[] {
  return [
    isUnnamed(record.title) && "名称",
    record.issuer === "" && !isImage(record.mediaType) && "发文机关",
    record.date === null && "日期",
  ].filter((fact) => fact !== false);
}

export function repeatedText(record: Evidence, year: number): string | undefined {
  if (record.alsoIn === undefined) return undefined;
  return record.alsoIn === year - 1 ? "与上年相同" : `与${record.alsoIn}年相同`;
}

export function libraryRows(template: Template, records: readonly Evidence[], year: number): LibraryRow[] {
  const entries = catalogue(template, records);
  return records.map((record) => ({
    record,
    places: entries
      .filter(({ evidence }) => evidence.id === record.id)
      .map((entry) => ({
        ...entry,
        heading: findItem(template, entry.itemKey)?.item.heading ?? entry.itemKey,
        pagesCited: record.links.find((link) => link.itemKey === entry.itemKey)?.pagesCited ?? "",
      })),
    states: statesOf(record, year),
    remarks: [repeatedText(record, year), ...record.flags.map(flagText)].filter((text) => text !== undefined),
  }));
}

function statesOf(record: Evidence, year: number): Set<LibraryState> {
  const { effectiveFrom, effectiveUntil } = record;
  const outside =
    (effectiveUntil !== null && effectiveUntil < `${year}-01-01`) ||
    (effectiveFrom !== null && effectiveFrom > `${year}-12-31`);
  const holds: Record<LibraryState, boolean> = {
    lacking: lackingFacts(record).length > 0,
    unlinked: record.links.length === 0,
    confidential: record.confidential,
    expired: outside,
    repeated: record.alsoIn !== undefined,
    flagged: record.flags.length > 0,
  };
  return new Set(LIBRARY_STATES.filter((state) => holds[state]));
}

export const SORT_TEXT = {
  number: "按编号",
  title: "按名称",
  date: "按文件日期",
  added: "按上传先后",
  size: "按大小",
} as const;
export type Sort = keyof typeof SORT_TEXT;

export interface LibraryView {
  query: string;
  state: LibraryState | undefined;
  sort: Sort;
}

/** The rows that are wanted, in the order that is wanted. Every word that is typed must be found somewhere. */
export function selectRows(rows: readonly LibraryRow[], { query, state, sort }: LibraryView): LibraryRow[] {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  return rows
    .filter((row) => state === undefined || row.states.has(state))
    .filter((row) => {
      const text = textOf(row);
      return words.every((word) => text.includes(word));
    })
    .sort(COMPARE[sort]);
}

const textOf = ({ record, places, remarks }: LibraryRow): string =>
  [
    record.title,
    record.fileName,
    record.issuer,
    record.docNumber,
    MEDIA_TYPES[record.mediaType].label,
    ...places.flatMap(({ number, heading }) => [number, heading]),
    ...remarks,
  ]
    .join("\n")
    .toLowerCase();

const CHINESE = new Intl.Collator("zh-CN", { numeric: true });
const byAdded = (a: LibraryRow, b: LibraryRow): number =>
  a.record.addedAt.localeCompare(b.record.addedAt) || a.record.id.localeCompare(b.record.id);
/** What stands nowhere comes last. */
const byNumber = (a: LibraryRow, b: LibraryRow): number =>
  CHINESE.compare(a.places[0]?.number ?? "\uffff", b.places[0]?.number ?? "\uffff") || byAdded(a, b);

const COMPARE: Record<Sort, (a: LibraryRow, b: LibraryRow) => number> = {
  number: byNumber,
  title: (a, b) => CHINESE.compare(a.record.title, b.record.title) || byAdded(a, b),
  date: (a, b) => (b.record.date ?? "").localeCompare(a.record.date ?? "") || byNumber(a, b),
  added: (a, b) => byAdded(b, a),
  size: (a, b) => b.record.size - a.record.size || byNumber(a, b),
};
