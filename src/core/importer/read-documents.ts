import { LIMITS } from "#core/field/limits.ts";
import type { ReadDocument } from "#core/importer/import-result.ts";
import type { SourceLine } from "#core/importer/source-line.ts";
import { isDocumentNumber, normaliseDocumentNumber } from "#core/prose/document-number.ts";
import { readThrough } from "#core/prose/repair.ts";
import type { Item } from "#core/template/schema.ts";

const TITLED =
  /《([^《》\n]{2,150})》\s?(?:[（(]([^（）()\n]{0,24}(?:[（(][^（）()]{0,6}[）)])?[^（）()\n]{0,16}号)[）)])?/g;
/** what a document of government is called; laws, books and newspapers are cited as well */
const KIND =
  /(?:通知|意见|方案|办法|规定|规划|细则|条例|清单|制度|报告|纲要|标准|条件|计划|函|决定|要点|预案|措施|举措|公约|指南|指引|规范|章程|守则|准则|任务书|手册|批复|规则|机制|公告|通告|安排|目录|明白卡|台账|通报|决议|纪要|责任书|承诺书|提纲|总体要求|意见书)(?:[（(][^（）()]*[）)])?$/;

/** The documents that an item's text cites, for its list of documents; each once. */
export function readDocuments(item: Item, lines: readonly SourceLine[]): ReadDocument[] {
  const field = item.fields.find((each) => each.type === "documents");
  if (!field) return [];
  const found = new Map<string, ReadDocument>();
  for (const line of lines) {
    if (!line.text.includes("》")) continue;
    const read = readThrough(line.text);
    for (const { 0: all, 1: title = "", 2: number, index } of read.text.matchAll(TITLED)) {
      if (!KIND.test(title) && number === undefined) continue;
      const start = line.at(read.at(index));
      const end = line.at(read.at(index + all.length));
      const whole = number === undefined ? "" : normaliseDocumentNumber(number);
      const known = found.get(title);
      if (known && (known.document.number !== "" || whole === "")) continue;
      found.set(title, {
        field: field.key,
        document: { title: title.trim().slice(0, LIMITS.title), number: whole.slice(0, LIMITS.number), issuer: "" },
        repaired: whole !== "" && (!isDocumentNumber(whole) || !line.text.includes(whole)),
        start,
        end: Math.max(start, end),
      });
    }
  }
  return [...found.values()].slice(0, LIMITS.documents);
}
