import { creditCodeHolds } from "#core/importer/disclosure-names.ts";
import type { ImportedItem, ImportNote, ReportMeta } from "#core/importer/import-result.ts";

/** What a person should look at besides the items: nothing here refuses the report. */
export function notesOn({ disclosure, title, year }: ReportMeta, items: readonly ImportedItem[]): ImportNote[] {
  const notes: ImportNote[] = [];
  const index = disclosure.索引号 ?? "";
  if (index !== "" && creditCodeHolds(index) === false)
    notes.push({
      code: "import.index-number-check",
      message: `索引号“${index}”前段的校验码不符，请与原页面核对；不影响导入`,
    });
  if (title === "") notes.push({ code: "import.no-title", message: "没有找到报告标题，请在封面补填" });
  if (year === undefined) notes.push({ code: "import.no-year", message: "没有读出报告年度，数据所属时期请逐项核对" });
  const asked = items.filter(({ ask }) => ask).length;
  if (asked > 0) notes.push({ code: "import.ask", message: `有${asked}项的归属把握不大，请逐项确认` });
  const [made, published] = [disclosure.成文日期, disclosure.发布日期];
  if (made !== undefined && published !== undefined && isDay(made) && isDay(published) && published < made)
    notes.push({ code: "import.published-before-made", message: `发布日期${published}早于成文日期${made}，请核对` });
  return notes;
}

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text);
