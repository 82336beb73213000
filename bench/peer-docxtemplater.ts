import { readFile, writeFile } from "node:fs/promises";
import Docxtemplater from "docxtemplater";
import PizZip from "pizzip";
import { documentText } from "#core/document/model.ts";
import type { SampleJob } from "./sample-job.ts";

// `node bench/peer-docxtemplater.ts template.docx job.json out.docx`: the report's text, paragraph by paragraph.
const [template = "", job = "", out = ""] = process.argv.slice(2);
const { document } = JSON.parse(await readFile(job, "utf8")) as SampleJob;
const made = new Docxtemplater(new PizZip(await readFile(template)), { paragraphLoop: true, linebreaks: true });
made.render({ title: document.title, lines: documentText(document).map((text) => ({ text })) });
await writeFile(out, made.getZip().generate({ type: "nodebuffer", compression: "DEFLATE" }));
