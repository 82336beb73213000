/** A line of a published text and the part that it plays. */
export interface SourceParagraph {
  text: string;
  role: "title" | "heading" | "body" | "disclosure" | "furniture";
  /** number of the heading that it stands under: 5, 二（三） */
  item?: string;
  /** line of the source, from 1 */
  line: number;
}

/** What government sites print around a publication. */
const FURNITURE =
  /^(?:[>＞›|]+|您?的?(?:当前|现在)的?位置[:：].*|扫一扫.*|.*(?:无障碍|智能机器人|繁体版?|设为首页|加入收藏).*|语音播报|退出播报模式|字体[:：]?.*|【?(?:打印|关闭|分享|返回顶部|收藏)】?.*|image\.\w+|分享到.*|浏览(?:次数|量)[:：]?.*|来源[:：].*|https?:\S+.*)$/;
/** [ 索引号 ], [索 引 号], 发布机构: and the like */
const LABEL =
  /^\[\s?[\u4e00-\u9fa5\s]{2,10}\s?\]|^(?:索\s*引\s*号|发文字号|发字文号|主题分类|体裁分类|发布机构|成文日期|生成日期|发布日期|发布时间|有\s*效\s*性|信息名称|文件编号|实施时间|日期)\s?[:：]/;
const ONLY_LABEL = /^\[\s?[\u4e00-\u9fa5\s]{2,10}\s?\]$/;

const LEVELS: readonly RegExp[] = [
  /^([一二三四五六七八九十百]{1,4})、/,
  /^[（(]([一二三四五六七八九十百]{1,4})[）)]/,
  /^(\d{1,3})[.．、](?!\d)/,
  /^[（(](\d{1,3})[）)]/,
];

/** Lines of a text with their roles; blank lines are left out. */
export function readParagraphs(source: string): SourceParagraph[] {
  const lines = source.split(/\r\n|\r|\n/).map(trimLine);
  const ownNumbers = chaptersWithNumbers(lines);
  const numbers: (string | undefined)[] = [];
  const found: SourceParagraph[] = [];
  let valueDue = false;
  for (const [index, text] of lines.entries()) {
    const value = valueDue && !LABEL.test(text);
    valueDue = ONLY_LABEL.test(text);
    if (text === "") continue;
    const line = index + 1;
    if (FURNITURE.test(text)) found.push({ text, role: "furniture", line });
    else if (LABEL.test(text) || value) found.push({ text, role: "disclosure", line });
    else {
      const annex = ANNEX.exec(text);
      if (annex) numbers.splice(0, numbers.length, `附件${annex[1] ?? ""}`);
      const level = LEVELS.findIndex((number) => number.test(text));
      if (level >= 0) {
        numbers.length = level;
        numbers[level] = LEVELS[level]?.exec(text)?.[1];
      }
      const item = itemLabel(numbers, ownNumbers);
      const role = level >= 0 && isHeading(text) ? "heading" : isTitle(text, found) ? "title" : "body";
      found.push({ text, role, line, ...(item === "" ? {} : { item }) });
    }
  }
  return found;
}

const trimLine = (line: string): string =>
  line
    .replace(/[\u3000\u00a0\ufeff]/g, " ")
    .trim()
    .replace(/^[•·\-–|]+(?:\s+|$)/, "");

/** 附件1, 附件：1.自评数据表 */
const ANNEX = /^附件\s?(\d{0,2})\s?(?:$|[:：])/;

/**
 * The chapters in which items are counted through all sections, so that the number alone tells which is meant: the
 * first chapter with numbers, if none comes twice in it.
 */
function chaptersWithNumbers(lines: readonly string[]): ReadonlySet<string> {
  let chapter = "";
  const numbers = new Map<string, string[]>();
  for (const line of lines) {
    chapter = ANNEX.test(line) ? "附件" : (LEVELS[0]?.exec(line)?.[1] ?? chapter);
    const number = LEVELS[2]?.exec(line)?.[1];
    if (number !== undefined && chapter !== "附件") numbers.set(chapter, [...(numbers.get(chapter) ?? []), number]);
  }
  const [first] = numbers;
  return new Set(first && new Set(first[1]).size === first[1].length ? [first[0]] : []);
}

function itemLabel(
  [part, section, number, point]: readonly (string | undefined)[],
  alone: ReadonlySet<string>,
): string {
  const above = `${part ?? ""}${section === undefined ? "" : `（${section}）`}`;
  if (number === undefined) return above;
  const below = point === undefined ? "" : `（${point}）`;
  return `${alone.has(part ?? "") ? "" : above}${number}${below}`;
}

const isHeading = (text: string): boolean => text.length <= 60 && !/[。；;！]./.test(text);

const isTitle = (text: string, before: readonly SourceParagraph[]): boolean =>
  text.length <= 60 && !/[，,。；;：:]/.test(text) && !before.some(({ role }) => role === "body" || role === "heading");

/** Disclosure fields that a page prints twice. */
export function repeatedDisclosure(paragraphs: readonly SourceParagraph[]): SourceParagraph | undefined {
  const seen = new Set<string>();
  for (const paragraph of paragraphs) {
    if (paragraph.role !== "disclosure") continue;
    const number = /索\s?引\s?号\s?\]?[\s|:：]*([\dA-Z]{8,}\/[\d-]+)/.exec(paragraph.text)?.[1];
    if (number === undefined) continue;
    if (seen.has(number)) return paragraph;
    seen.add(number);
  }
  return undefined;
}
