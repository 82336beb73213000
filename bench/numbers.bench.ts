import { readFileSync } from "node:fs";
import { readParagraphs } from "#core/importer/paragraphs.ts";
import { indicatorFile } from "#core/indicator/indicator.ts";
import { checkNumbers } from "#core/numbers/check-numbers.ts";
import type { Claim } from "#core/numbers/claim.ts";
import { publishedFolder, readPublished, sourceNamed } from "./published.ts";
import { median, type Row } from "./row.ts";

const RUNS = 60;
const LENGTH = 12_000;
const YEAR = 2022;

const vocabulary = new URL("../templates/indicators/education.json", import.meta.url);
const indicators = new Map(
  indicatorFile.parse(JSON.parse(readFileSync(vocabulary, "utf8"))).indicators.map((each) => [each.key, each]),
);

interface Numbered {
  text: string;
  item?: string;
  line: number;
}
const read = (text: string): Numbered[] =>
  readParagraphs(text).filter(({ role }) => role !== "furniture" && role !== "disclosure");
const check = (paragraphs: readonly Numbered[]): Claim[] => checkNumbers({ paragraphs, year: YEAR, indicators });

/** Sentences of our own, with figures as reports have them. */
const OWN = [
  "2021年，全区教育支出25.46亿元，比上年的24.07亿元增长1.39亿元，增长5.77%；财政性投入32.75亿元，比上年增加2.59亿元，增长8.59%。",
  "义务教育阶段学校46所，其中小学29所（完全小学26所、教学点3所）、初中17所；在校学生67416人，其中小学生48809人、初中生18607人。",
  "学前教育普惠率、公办园在园幼儿占比分别达到87%、53.2%，比上年提高1.5个、2.1个百分点，残疾儿童少年入学率达到98.2%。",
  "发放各类资助资金3212万元，惠及学生29385人次；培训教师1.2万人次，近三年共投入教育信息化经费5280.03万元。",
];

/**
 * Time on text of a report's length; and, where a published report with hand-checked claims is at hand, how many of
 * them are missed and how many alarms are false.
 */
export async function numbersBench(): Promise<Row[]> {
  const folder = publishedFolder();
  if (folder === undefined) {
    process.stderr.write("没有已发布的报告可比对（PUBLISHED 指明其文件夹），只测用时\n");
    return [timing(OWN.join("\n"))];
  }
  const text = readPublished(folder, sourceNamed(folder, "003"));
  return [...measure(read(text), readPublished(folder, "number-claims.md")), timing(text)];
}

function timing(text: string): Row {
  const paragraphs = read(`${text}\n`.repeat(Math.ceil(LENGTH / text.length)).slice(0, LENGTH));
  const times = Array.from({ length: RUNS }, () => {
    // processor time: others on the machine don't count
    const before = process.cpuUsage();
    check(paragraphs);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return { name: `数字核对${LENGTH}字（处理器时间）`, value: median(times.slice(RUNS / 2)), unit: "ms", budget: 30 };
}

interface Expected {
  number: string;
  quote: string;
  line: number;
  verdict: string;
}

function measure(paragraphs: readonly Numbered[], list: string): Row[] {
  const expected = [
    ...list.matchAll(/^\| (\d+) \| [^|]* \| (\d+) \| [^|]* \| ([^|]*) \| [^|]* \| \*\*(\w+)\*\* \|/gm),
  ].map(
    ([, number = "", line, quote = "", verdict = ""]): Expected => ({ number, line: Number(line), quote, verdict }),
  );
  const claims = check(paragraphs);
  const about = (claim: Claim, each: Expected): boolean => speaksOf(claim, paragraphs[claim.paragraph], each);
  const taken = new Set<Claim>();
  const missed = expected.filter((each) => {
    const found = claims.find((claim) => !taken.has(claim) && about(claim, each) && agrees(claim, each));
    if (found) taken.add(found);
    return found === undefined;
  });
  const red = expected.filter(({ verdict }) => verdict === "inconsistent");
  const alarms = claims.filter((claim) => claim.verdict === "inconsistent" && !red.some((each) => about(claim, each)));
  for (const { number, quote, verdict } of missed)
    process.stdout.write(`未认出或判定不同：第${number}条 ${quote}（${verdict}）\n`);
  for (const { quote, recomputed } of alarms) process.stdout.write(`误报：${quote}：${recomputed}\n`);
  return [
    { name: "数字断言：清单所列", value: expected.length, unit: "处" },
    { name: "数字断言：未认出或判定不同", value: missed.length, unit: "处", budget: 9 },
    {
      name: "数字断言：算不通而未指出",
      value: missed.filter((each) => red.includes(each)).length,
      unit: "处",
      budget: 0,
    },
    { name: "数字断言：误报算不通", value: alarms.length, unit: "处", budget: 2 },
  ];
}

/** A claim and a hand-checked one share digits of the text, or words where there are none. */
function speaksOf(claim: Claim, paragraph: Numbered | undefined, { line, quote }: Expected): boolean {
  const start = paragraph?.text.indexOf(quote) ?? -1;
  if (paragraph?.line !== line || start < 0) return false;
  const shared = paragraph.text.slice(Math.max(start, claim.start), Math.min(start + quote.length, claim.end));
  return /\d/.test(quote) ? /\d/.test(shared) : shared.length > 2;
}

const agrees = ({ verdict }: Claim, expected: Expected): boolean =>
  (verdict === "rounding" ? "consistent" : verdict) === expected.verdict;
