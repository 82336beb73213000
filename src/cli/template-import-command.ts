import { readFile } from "node:fs/promises";
import { basename, extname } from "node:path";
import { type Command, CommandError, UsageError } from "#cli/command.ts";
import { readArguments } from "#cli/parse-args.ts";
import { writeWhole } from "#cli/write-file.ts";
import { templateText } from "#core/builder/canonical.ts";
import { proposeColumns, ROLE_TEXT } from "#core/builder/table-columns.ts";
import { gridOf, type TableCell } from "#core/builder/table-grid.ts";
import { importTable } from "#core/builder/table-import.ts";
import { template } from "#core/template/schema.ts";
import { openPackage } from "#report/workbook/open-package.ts";
import { readWorkbook } from "#report/workbook/read-workbook.ts";
import { tableOfSheet } from "#report/workbook/table-of-sheet.ts";
import { tablesOfHtml } from "#report/workbook/tables-of-html.ts";

const OPTIONS = {
  id: { type: "string" },
  version: { type: "string" },
  title: { type: "string" },
  out: { type: "string", default: "template.json" },
} as const;

export const templateImportCommand: Command = {
  words: ["template", "import"],
  summary: "由 Word 或 Excel 的指标表生成清单草稿",
  usage: [
    "npm run ziping -- template import 指标表.xlsx|.docx --id 清单编号 --version 年度 [--title 名称] [--out template.json]",
    "取文件中最大的表；各列用途按表头判断，逐列报出。草稿还须补数据项和校验规则",
  ],
  run: async (args, terminal) => {
    const { values, positionals } = readArguments(args, OPTIONS, 1);
    const [path] = positionals;
    if (path === undefined) throw new UsageError("请给出指标表的文件");
    const id = template.shape.id.safeParse(values.id);
    const version = template.shape.version.safeParse(values.version);
    if (!id.success) throw new UsageError("--id 由小写字母、数字和连字符组成，例如 cq-duty");
    if (!version.success) throw new UsageError("--version 写年度，例如 2026");
    const grid = gridOf(await readTable(path));
    const proposal = proposeColumns(grid);
    for (const { head, role, confidence } of proposal.columns)
      terminal.say(`列“${head || "无表头"}”：${ROLE_TEXT[role]}${confidence < 0.6 ? "（请核对）" : ""}`);
    const title = values.title ?? basename(path, extname(path));
    const made = importTable(grid, proposal, {
      id: id.data,
      version: version.data,
      year: Number(version.data.slice(0, 4)),
      title,
    });
    for (const note of made.notes) terminal.complain(note);
    const items = made.rows.filter(({ use }) => use === "new").length;
    if (items === 0) throw new CommandError("没有读出指标，未写文件");
    await writeWhole(values.out, templateText(made.draft.template));
    terminal.say(`${values.out}  ${made.draft.template.sections.length}节${items}项`);
  },
};

async function readTable(path: string): Promise<TableCell[][]> {
  const bytes = new Uint8Array(await readFile(path).catch(() => refuse(path, "无法读取")));
  const extension = extname(path).toLowerCase();
  if (extension === ".xlsx") {
    const book = readWorkbook(bytes);
    const grids = book.ok
      ? book.value.sheets.flatMap((_, index) => {
          const grid = book.value.grid(index);
          return grid.ok ? [grid.value] : [];
        })
      : [];
    const [largest] = grids.sort((a, b) => b.rows.length * b.columns - a.rows.length * a.columns);
    return largest ? tableOfSheet(largest) : refuse(path, "不是完好的 Excel 文件（.xlsx）");
  }
  if (extension !== ".docx") return refuse(path, "请另存为 .xlsx 或 .docx，原格式不能读入");
  if (!openPackage(bytes, (name) => name === "word/document.xml").ok)
    return refuse(path, "不是完好的 Word 文档（.docx）");
  const { default: mammoth } = await import("mammoth");
  const { value } = await mammoth
    .convertToHtml({ buffer: Buffer.from(bytes) })
    .catch(() => refuse(path, "不是完好的 Word 文档（.docx）"));
  return tablesOfHtml(value)[0] ?? refuse(path, "其中没有表格");
}

function refuse(path: string, reason: string): never {
  throw new CommandError(`${path}：${reason}`);
}
