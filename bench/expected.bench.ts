import { fileURLToPath } from "node:url";
import { z } from "zod";
import { readParagraphs, repeatedDisclosure } from "#core/importer/paragraphs.ts";
import { checkNumbers } from "#core/numbers/check-numbers.ts";
import type { Claim } from "#core/numbers/claim.ts";
import { checkProse } from "#core/prose/check-prose.ts";
import type { TextFinding } from "#core/prose/finding.ts";
import { readTemplates } from "#server/templates/read-folder.ts";
import { publishedFolder, readPublished } from "./published.ts";
import type { Row } from "./row.ts";

const index = z.array(
  z.object({
    file: z.string(),
    year: z.int(),
    expected_checks: z.array(z.object({ kind: z.string(), expr: z.string(), verdict: z.string(), note: z.string() })),
  }),
);
type Expected = z.infer<typeof index>[number]["expected_checks"][number];

/** What readers expect the check of each published opening to say, and what it says. */
export async function expectedBench(): Promise<Row[]> {
  const folder = publishedFolder();
  if (folder === undefined) {
    process.stderr.write("没有已发布的报告可比对（PUBLISHED 指明其文件夹）\n");
    return [];
  }
  const registry = await readTemplates(fileURLToPath(new URL("../templates", import.meta.url)));
  if (!registry.ok) throw new Error(registry.error.message);
  const files = index.parse(JSON.parse(readPublished(folder, "reports/index.json")));
  let met = 0;
  let all = 0;
  for (const { file, year, expected_checks } of files) {
    const read = readParagraphs(readPublished(folder, `reports/${file}`));
    const paragraphs = read.filter(({ role }) => role !== "furniture" && role !== "disclosure");
    const findings = checkProse(paragraphs);
    const claims = checkNumbers({ paragraphs, year, indicators: registry.value.indicators });
    process.stdout.write(`${file}\n`);
    for (const expected of expected_checks) {
      const answer = answerTo(expected, findings, claims, repeatedDisclosure(read) !== undefined);
      all += 1;
      met += answer.met ? 1 : 0;
      process.stdout.write(
        `  ${answer.met ? "符合" : "不符"}　${expected.kind} ${expected.expr}：应为${expected.verdict}；${answer.words}\n`,
      );
    }
    for (const claim of claims.filter(({ verdict }) => verdict === "inconsistent"))
      process.stdout.write(`  判不一致　${claim.quote}：${claim.recomputed}\n`);
  }
  return [
    { name: "公开报告中应有的检查", value: all, unit: "处" },
    { name: "其中符合", value: met, unit: "处" },
  ];
}

function answerTo(
  expected: Expected,
  findings: readonly TextFinding[],
  claims: readonly Claim[],
  repeated: boolean,
): { met: boolean; words: string } {
  const { kind, expr, verdict } = expected;
  if (kind === "dup") return { met: repeated, words: repeated ? "公开信息栏重复" : "未提示" };
  const pieces = expr.split("、").map((piece) => piece.replaceAll("×", ""));
  const about = findings.filter(
    ({ code, quote }) =>
      code !== "text.half-width-throughout" &&
      (kind === "placeholder" ? code === "text.placeholder" : pieces.some((piece) => quote.includes(piece))),
  );
  if (verdict === "fault") return { met: about.length > 0, words: about[0]?.message ?? "未提示" };
  const numbers = (expr.match(/\d+(?:\.\d+)?/g) ?? []).filter((number) => number.length > 1 || kind === "sum");
  const says = ({ quote, recomputed, note = "" }: Claim): number => {
    const told = new Set(`${quote} ${recomputed} ${note}`.match(/\d+(?:\.\d+)?/g) ?? []);
    return numbers.filter((number) => told.has(number)).length;
  };
  const kinds = expr.startsWith("R-08") ? ["no-decrease"] : kind === "list" ? ["listing"] : [];
  const meant = claims.filter((claim) => kinds.length === 0 || kinds.includes(claim.kind));
  const [closest] = [...meant].sort((a, b) => says(b) - says(a));
  const touched = closest !== undefined && (kinds.length > 0 || says(closest) * 2 > numbers.length);
  if (verdict === "ok") {
    const wrong = about.length > 0 || (touched && closest.verdict === "inconsistent");
    return { met: !wrong, words: wrong ? (about[0]?.message ?? "判为不一致") : "没有误报" };
  }
  if (!touched) return { met: verdict === "unverifiable", words: "没有这一条" };
  return { met: closest.verdict === verdict, words: `${closest.verdict} ${closest.quote}：${closest.recomputed}` };
}
