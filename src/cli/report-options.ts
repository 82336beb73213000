import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { CommandError, UsageError } from "#cli/command.ts";
import { readArguments } from "#cli/parse-args.ts";
import { SHELLS, type Shell } from "#core/document/model.ts";
import { readLetterhead as checkLetterhead } from "#report/letterhead/read-letterhead.ts";
import { REPORT_FORMATS, type ReportFormat } from "#report/make.ts";

const OPTIONS = {
  out: { type: "string", default: "." },
  format: { type: "string", default: "docx,pdf" },
  shell: { type: "string" },
  letterhead: { type: "string" },
  all: { type: "boolean", default: false },
  year: { type: "string" },
} as const;

/** How reports are made: the same for one and for all of a year. */
export interface MakeOptions {
  out: string;
  formats: ReportFormat[];
  shell: Shell | undefined;
  /** an office's own Word template */
  letterhead: Uint8Array | undefined;
}

export type ReportRequest =
  | { kind: "one"; source: string; options: MakeOptions }
  | { kind: "year"; year: number; options: MakeOptions };

export async function readRequest(args: readonly string[]): Promise<ReportRequest> {
  const { values, positionals } = readArguments(args, OPTIONS, 1);
  const [source] = positionals;
  if (values.all && source !== undefined) throw new UsageError(`--all 生成全部自评，不能再写“${source}”`);
  if (!values.all && values.year !== undefined) throw new UsageError("--year 只与 --all 一起用");
  const year = values.all ? readYear(values.year) : undefined;
  if (year === undefined && source === undefined) throw new UsageError("请给出填报文件、文件夹或自评编号");
  const formats = readFormats(values.format);
  const options: MakeOptions = {
    out: resolve(values.out),
    formats,
    shell: readShell(values.shell),
    letterhead: await readLetterhead(values.letterhead, formats),
  };
  return year === undefined ? { kind: "one", source: source ?? "", options } : { kind: "year", year, options };
}

function readYear(text: string | undefined): number {
  if (text === undefined || !/^20\d{2}$/.test(text)) throw new UsageError("--all 要写明年度，例如 --year 2022");
  return Number(text);
}

function readFormats(text: string): ReportFormat[] {
  const formats = text.split(",").map((part) => {
    const format = REPORT_FORMATS.find((known) => known === part.trim());
    if (!format) throw new UsageError(`不支持格式“${part}”，可用 ${REPORT_FORMATS.join("、")}`);
    return format;
  });
  return [...new Set(formats)];
}

function readShell(text: string | undefined): Shell | undefined {
  if (text === undefined) return undefined;
  const shell = SHELLS.find((known) => known === text);
  if (!shell) throw new UsageError(`没有“${text}”这种文种，可用 ${SHELLS.join("、")}（报告、函、公示、网页正文）`);
  return shell;
}

async function readLetterhead(path: string | undefined, formats: readonly ReportFormat[]) {
  if (path === undefined) return undefined;
  if (!formats.includes("docx")) throw new UsageError("--letterhead 只用于 Word，请在 --format 中加上 docx");
  const bytes = await readBytes(path);
  const checked = checkLetterhead(bytes);
  if (!checked.ok) throw new CommandError(`单位模板 ${path}：${checked.error.message}（${checked.error.code}）`);
  return bytes;
}

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await readFile(path));
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    throw new CommandError(`无法读取单位模板 ${path}（${String(error.code)}）`);
  }
}
