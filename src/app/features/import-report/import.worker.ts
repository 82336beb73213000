import type { ImportReply, ImportRequest, ImportWishes } from "#app/features/import-report/import-messages.ts";
import { readSource } from "#app/features/import-report/read-source.ts";
import { importReport } from "#core/importer/import-report.ts";
import type { PageText } from "#core/importer/read-page.ts";
import { asOfficial } from "#core/importer/simplified.ts";
import { isTraditional, type Simplify } from "#core/importer/source-line.ts";
import type { IndicatorTable } from "#core/indicator/indicator.ts";
import type { Template } from "#core/template/schema.ts";

interface Opened {
  page: PageText;
  template: Template;
  indicators: IndicatorTable;
  simplify: Simplify | undefined;
}

const UNTOUCHED: ImportWishes = { year: undefined, moves: [] };

let opened: Opened | undefined;

/** A report is read off the main thread, and once more whenever a person puts something elsewhere. */
self.onmessage = async ({ data }: MessageEvent<ImportRequest>) => {
  const send = (reply: ImportReply): void => self.postMessage(reply);
  const { run } = data;
  if (data.task === "open") {
    const page = await readSource(data.input);
    if (!page.ok) return send({ run, ok: false, message: page.error });
    const { template, indicators } = data;
    const simplify = isTraditional(page.value.text) ? await loadSimplifier() : undefined;
    opened = { page: page.value, template, indicators, simplify };
  }
  if (!opened) return send({ run, ok: false, message: "请重新选择文件" });
  const { page, simplify, ...checklist } = opened;
  const wishes = data.task === "again" ? data.wishes : UNTOUCHED;
  const result = importReport({ source: page.text, furniture: page.furniture, simplify, ...checklist, ...wishes });
  send({ run, ok: true, read: { source: page.text, result, traditional: simplify !== undefined } });
};

/** The dictionary comes in only for a text that needs it. */
async function loadSimplifier(): Promise<Simplify> {
  const { Converter } = await import("opencc-js/t2cn");
  return asOfficial(Converter({ from: "t", to: "cn" }));
}
