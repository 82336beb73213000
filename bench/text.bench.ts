import { readParagraphs } from "#core/importer/paragraphs.ts";
import { checkProse } from "#core/prose/check-prose.ts";
import { checkPublishing } from "#core/publishing/check-publishing.ts";
import { type ListedFault, listedFaults, publishedFolder, readPublished, sourceNamed } from "./published.ts";
import { median, type Row } from "./row.ts";

const RUNS = 15;
const CHARACTERS = 12_000;

/** Text faults against a published report's list of them, what is said of sound plans, and the time it takes. */
export async function textBench(): Promise<Row[]> {
  const folder = publishedFolder();
  if (folder === undefined) {
    process.stderr.write("没有已发布的报告可比对（PUBLISHED 指明其文件夹），只测用时\n");
    return timing(SENTENCE.repeat(CHARACTERS / SENTENCE.length));
  }
  const text = readPublished(folder, sourceNamed(folder, "003"));
  const listed = listedFaults(readPublished(folder, "number-claims.md"));
  const found = findingsByLine(text);
  const met = listed.filter((fault) => found.some((each) => meets(each, fault)));
  const right = met.filter((fault) => reads(fault, found));
  const beside = found.filter((each) => !listed.some((fault) => meets(each, fault)));
  for (const fault of listed.filter((each) => !met.includes(each)))
    process.stdout.write(`未查出：第${fault.line}行 ${fault.category} ${fault.words}\n`);
  for (const fault of met.filter((each) => !right.includes(each)))
    process.stdout.write(`改法不同：第${fault.line}行 ${fault.words} → ${fault.suggestion}\n`);
  for (const each of beside) process.stdout.write(`表外：第${each.line}行 ${each.message}\n`);
  return [
    { name: "文字差错：清单所列", value: listed.length, unit: "处" },
    { name: "文字差错：查出", value: met.length, unit: "处" },
    { name: "文字差错：改法与清单相同", value: right.length, unit: "处" },
    { name: "文字差错：清单之外", value: beside.length, unit: "处" },
    ...["000", "001", "002", "004"].map((plan): Row => {
      const said = findingsByLine(readPublished(folder, sourceNamed(folder, plan)));
      return { name: `规划${plan}中的提示`, value: said.length, unit: "处" };
    }),
    ...timing(text),
  ];
}

const SENTENCE = "全区坚持教育优先发展，2021年投入12.5亿元，比上年增长3.2%，惠及学生1200名。\n";

function timing(text: string): Row[] {
  const sample = text.repeat(Math.ceil(CHARACTERS / text.length)).slice(0, CHARACTERS);
  const times = Array.from({ length: RUNS }, () => {
    const start = performance.now();
    const paragraphs = readParagraphs(sample);
    checkProse(paragraphs);
    checkPublishing(paragraphs, { published: true });
    return performance.now() - start;
  });
  return [{ name: `文字和公开检查${CHARACTERS}字`, value: median(times), unit: "ms", budget: 30 }];
}

interface LineFinding {
  line: number;
  text: string;
  start: number;
  end: number;
  replacement: string | undefined;
  message: string;
}

function findingsByLine(text: string): LineFinding[] {
  const paragraphs = readParagraphs(text).filter(({ role }) => role !== "furniture" && role !== "disclosure");
  return checkProse(paragraphs).flatMap(({ paragraph, start, end, message, repair }) => {
    const place = paragraphs[paragraph];
    if (!place) return [];
    const at = repair ?? { start, end, replacement: undefined };
    return [{ line: place.line, text: place.text, start: at.start, end: at.end, replacement: at.replacement, message }];
  });
}

const meets = (found: LineFinding, { line, words }: ListedFault): boolean => {
  if (found.line !== line) return false;
  for (let at = found.text.indexOf(words); at >= 0; at = found.text.indexOf(words, at + 1))
    if (found.start <= at + words.length && found.end >= at) return true;
  return false;
};

/** The words with every repair in them that touches them, as the list has it. */
function reads(fault: ListedFault, found: readonly LineFinding[]): boolean {
  const touching = found.filter((each) => meets(each, fault) && each.replacement !== undefined);
  const [first] = touching;
  if (!first) return false;
  const at = first.text.indexOf(fault.words);
  const repaired = touching.reduceRight(
    (text, { start, end, replacement = "" }) => text.slice(0, start) + replacement + text.slice(end),
    first.text,
  );
  const grown = repaired.length - first.text.length;
  return wide(repaired.slice(at, at + fault.words.length + grown)) === wide(fault.suggestion);
}

const wide = (text: string): string => text.replace(/[,;:()]/g, (mark) => "，；：（）".charAt(",;:()".indexOf(mark)));
