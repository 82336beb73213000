import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { documentText, type ReportDocument } from "#core/document/model.ts";
import { writeDocx } from "#report/docx/write-docx.ts";
import { writeHtml } from "#report/html/write-html.ts";
import { median, type Row } from "./row.ts";
import { sampleJob } from "./sample-job.ts";

const RUNS = 3;
const TEMPLATER = fileURLToPath(new URL("./peer-docxtemplater.ts", import.meta.url));
const TYPST = fileURLToPath(new URL("./peer-typst.ts", import.meta.url));
const FONTS = fileURLToPath(new URL("../public/fonts", import.meta.url));

interface Peer {
  name: string;
  command: string;
  args: readonly string[];
  /** the file that must be there afterwards */
  makes: string;
}

/** The same report by other programs, where they are installed: process start to finished file. */
export async function peersBench(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), "ziping-peers-"));
  try {
    const rows: Row[] = [];
    for (const peer of await peers(folder)) rows.push(...(await measure(peer)));
    return rows;
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function measure({ name, command, args, makes }: Peer): Promise<Row[]> {
  const times: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    await rm(makes, { force: true });
    const before = performance.now();
    const { error } = spawnSync(command, args, { stdio: "ignore", timeout: 120_000 });
    times.push(performance.now() - before);
    // not installed, or not able to: no figure is better than a wrong one
    if (error || !existsSync(makes)) return [];
  }
  return [
    { name: `${name}，冷启动`, value: median(times), unit: "ms" },
    { name: `${name}，文件`, value: (await stat(makes)).size / 1000, unit: "kB" },
  ];
}

async function peers(folder: string): Promise<Peer[]> {
  const at = (name: string): string => join(folder, name);
  const { document, sheets } = await sampleJob();
  await writeFile(at("job.json"), JSON.stringify({ document, sheets }));
  await writeFile(at("report.docx"), await writeDocx(document));
  await writeFile(at("report.html"), writeHtml(document));
  await writeFile(at("template.docx"), await writeDocx(placeholders(document)));
  await writeFile(at("report.typ"), typst(document));
  return [
    {
      name: "docxtemplater docx（仅段落）",
      command: process.execPath,
      args: [TEMPLATER, at("template.docx"), at("job.json"), at("templated.docx")],
      makes: at("templated.docx"),
    },
    {
      name: "pandoc docx",
      command: "pandoc",
      args: [at("report.html"), "-o", at("pandoc.docx")],
      makes: at("pandoc.docx"),
    },
    {
      name: "LibreOffice pdf（由docx）",
      command: "soffice",
      args: [
        `-env:UserInstallation=file://${at("office")}`,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        folder,
        at("report.docx"),
      ],
      makes: at("report.pdf"),
    },
    {
      name: "Chromium pdf（由html）",
      command: process.env.CHROME_PATH ?? "chromium",
      args: [
        ...["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"],
        ...["--disable-component-update", "--no-pdf-header-footer", `--user-data-dir=${at("profile")}`],
        `--print-to-pdf=${at("printed.pdf")}`,
        at("report.html"),
      ],
      makes: at("printed.pdf"),
    },
    {
      name: "Typst pdf（仅段落）",
      command: process.execPath,
      args: [TYPST, at("report.typ"), FONTS, at("typst.pdf")],
      makes: at("typst.pdf"),
    },
  ];
}

/** A Word file for docxtemplater: one paragraph that is repeated. */
const placeholders = (document: ReportDocument): ReportDocument => ({
  ...document,
  blocks: [
    { kind: "title", text: "{title}" },
    ...["{#lines}", "{text}", "{/lines}"].map((text) => ({ kind: "paragraph" as const, runs: [{ text }] })),
  ],
});

const typst = (document: ReportDocument): string =>
  [
    '#set page(paper: "a4", margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm))',
    '#set text(lang: "zh", size: 16pt)',
    "#set par(justify: true, first-line-indent: 2em)",
    ...documentText(document).map((text) => `#par(${JSON.stringify(text)})`),
  ].join("\n");
