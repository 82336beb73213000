import type { CheckReport } from "#cli/check/check-report.ts";
import type { Verdict } from "#core/numbers/claim.ts";
import { SEVERITY_TEXT, type Severity } from "#core/rule/finding.ts";

const VERDICT_TEXT: Record<Verdict, string> = {
  consistent: "一致",
  rounding: "末位出入",
  inconsistent: "不一致",
  unverifiable: "无法核对",
};

/** For a person: a line of totals, then item by item what needs attention, the gravest first. */
export function printedReport({ year, claims, findings }: CheckReport): string[] {
  const count = (severity: Severity): number => findings.filter((each) => each.severity === severity).length;
  const judged = (verdict: Verdict): number => claims.filter((each) => each.verdict === verdict).length;
  const rows = [
    ...findings.map(({ severity, message, item, line }) => ({
      rank: ["error", "warning", "notice"].indexOf(severity),
      item,
      line,
      word: SEVERITY_TEXT[severity],
      text: message,
    })),
    ...claims.flatMap(({ verdict, quote, recomputed, note, item, line }) =>
      verdict === "consistent"
        ? []
        : [
            {
              rank: verdict === "inconsistent" ? 0 : 2,
              item,
              line,
              word: VERDICT_TEXT[verdict],
              text: [`“${quote}”`, [recomputed, note].filter((part) => part !== undefined && part !== "").join("；")]
                .filter((part) => part !== "")
                .join("："),
            },
          ],
    ),
  ];
  const order = ({ item, line }: { item: string | undefined; line: number | undefined }): number =>
    line ?? (item !== undefined && /^\d+$/.test(item) ? Number(item) : 0);
  const items = [...new Set([...rows].sort((a, b) => order(a) - order(b)).map(({ item }) => item))];
  return [
    `按${year}年度检查：须改正${count("error")}处，须说明${count("warning")}处，提示${count("notice")}处`,
    `文中数据${claims.length}条：${(["consistent", "rounding", "inconsistent", "unverifiable"] as const).map((verdict) => `${VERDICT_TEXT[verdict]}${judged(verdict)}条`).join("，")}`,
    ...items.flatMap((item) => [
      "",
      item === undefined ? "标题和引言" : /^\d+$/.test(item) ? `第${item}项` : item,
      ...rows
        .filter((row) => row.item === item)
        .sort((a, b) => a.rank - b.rank)
        .map(({ word, line, text }) => `  ${word}${line === undefined ? "" : `（第${line}行）`}　${text}`),
    ]),
  ];
}
