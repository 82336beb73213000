import type { Conclusion } from "#core/api/conclusion.ts";
import { column, tableOf } from "#core/document/annex-table.ts";
import { fileNameOf } from "#core/document/cover.ts";
import type { Block, ReportDocument } from "#core/document/model.ts";
import { STAMP_LENGTH } from "#core/document/version.ts";
import { officialDate } from "#core/field/plain.ts";
import { subtractDecimals } from "#core/quantity/decimal.ts";
import type { LedgerRow, LedgerTotals } from "#core/review/ledger.ts";
import { VERDICT_TEXT, type VerdictKind } from "#core/review/verdict.ts";
import { chineseNumeral } from "#core/template/outline.ts";

export interface Issue {
  /** who signs */
  city: string;
  /** YYYY-MM-DD */
  date: string;
  /** of the frozen conclusion; null = a preview, which the text says */
  hash: string | null;
}

const NO_SCORE = "—";

/** 审核意见: what the city sends to the district, in the same official format as the report it answers. */
export function composeOpinion(conclusion: Conclusion, issue: Issue): ReportDocument {
  const { district, year, ledger, problems } = conclusion;
  const title = `关于${district}${year}年自评报告的审核意见`;
  const annexes = [
    { title: "得分明细表", blocks: ledger.rows.length > 0 ? [ledgerTable(ledger.rows)] : [] },
    { title: "整改问题清单", blocks: problems.length > 0 ? [problemTable(conclusion)] : [] },
  ].filter(({ blocks }) => blocks.length > 0);
  const chapters = [overall(conclusion), itemOpinions(conclusion), rectification(conclusion)].filter(
    ({ blocks }) => blocks.length > 0,
  );
  return {
    shell: "report",
    title,
    author: issue.city,
    fileName: fileNameOf(title),
    date: issue.date,
    disclosure: [],
    ...(issue.hash === null ? {} : { stamp: issue.hash.slice(0, STAMP_LENGTH) }),
    blocks: [
      { kind: "title", text: title },
      { kind: "addressee", text: `${district}人民政府：` },
      paragraph(
        `督学对你区（县）报送的${year}年自评报告（第${conclusion.round}次报送，校验码${conclusion.hash.slice(0, STAMP_LENGTH)}）` +
          `和佐证材料作了审核，现提出如下意见。${issue.hash === null ? "（本稿为预览，尚未定稿。）" : ""}`,
      ),
      ...chapters.flatMap(({ text, blocks }, index): Block[] => [
        { kind: "heading", level: 1, text: `${chineseNumeral(index + 1)}、${text}`, id: `chapter-${index + 1}` },
        ...blocks,
      ]),
      ...(annexes.length > 0 ? [{ kind: "annex-list" as const, titles: annexes.map((annex) => annex.title) }] : []),
      { kind: "signature", organisation: issue.city, date: officialDate(issue.date) },
      ...annexes.flatMap((annex, index): Block[] => [
        { kind: "annex", number: index + 1, title: annex.title, id: `annex-${index + 1}` },
        ...annex.blocks,
      ]),
    ],
  };
}

interface Chapter {
  text: string;
  blocks: Block[];
}

const paragraph = (text: string): Block => ({ kind: "paragraph", runs: [{ text }] });

const paragraphs = (text: string): Block[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map(paragraph);

function overall({ opinion, ledger, items }: Conclusion): Chapter {
  const scored = ledger.rows.some(({ points }) => points !== null);
  return {
    text: "总体评价",
    blocks: [
      ...paragraphs(opinion),
      paragraph(counted(items.map(({ verdict }) => verdict))),
      ...(scored
        ? [
            paragraph(scoreSentence(ledger)),
            ...vetoParagraph(ledger),
            { kind: "caption" as const, text: "分部分得分表" },
            sectionTable(ledger),
          ]
        : []),
    ],
  };
}

function counted(verdicts: readonly (VerdictKind | null)[]): string {
  const parts = (["met", "mostly-met", "needs-material", "not-met"] as const)
    .map((kind) => [VERDICT_TEXT[kind], verdicts.filter((each) => each === kind).length] as const)
    .filter(([, count]) => count > 0)
    .map(([text, count]) => `${text}${count}条`);
  const open = verdicts.filter((each) => each === null).length;
  return `共审核${verdicts.length}条：${[...parts, ...(open > 0 ? [`未作结论${open}条`] : [])].join("，")}。`;
}

function scoreSentence({ totals, grade, credibility }: Conclusion["ledger"]): string {
  const bonus = /[1-9]/.test(totals.bonus) ? `，加分${totals.bonus}分，合计${totals.total}分` : "";
  const self = totals.self === null ? "" : `自评${totals.self}分，`;
  const open = totals.open > 0 ? `，另有${totals.open}条未评定` : "";
  return (
    `满分${totals.points}分，${self}核定${totals.verified}分${bonus}${open}` +
    `${grade === null ? "" : `，等次为${grade}`}。${credibility === null ? "" : `自评可信度为${credibility}%。`}`
  );
}

function vetoParagraph({ rows, vetoed }: Conclusion["ledger"]): Block[] {
  const titles = rows.filter(({ itemKey }) => vetoed.includes(itemKey)).map(titleOf);
  return titles.length === 0 ? [] : [paragraph(`一票否决事项未达标：${titles.join("、")}。`)];
}

const titleOf = ({ label, heading }: LedgerRow): string => (label === "" ? heading : `${label}.${heading}`);

const difference = ({ self, verified }: Pick<LedgerTotals, "self"> & { verified: string | null }): string =>
  self === null || verified === null ? NO_SCORE : subtractDecimals(verified, self);

const sectionTable = ({ sections, totals }: Conclusion["ledger"]): Block =>
  tableOf(
    [
      column("部分", 46),
      column("分值", 14, "decimal"),
      column("自评分", 14, "decimal"),
      column("核定分", 14, "decimal"),
      column("相差", 14, "decimal"),
    ],
    [...sections, { section: "合计", ...totals }].map((row) => [
      row.section,
      row.points,
      row.self ?? NO_SCORE,
      row.verified,
      difference(row),
    ]),
  );

/** Item by item, what is not plainly met or what somebody had something to say on. */
function itemOpinions({ ledger, items }: Conclusion): Chapter {
  const rowOf = new Map(ledger.rows.map((row) => [row.itemKey, row]));
  const said = items.filter(
    ({ itemKey, verdict, opinions }) =>
      (verdict !== null && verdict !== "met") ||
      opinions.some((text) => text.trim() !== "") ||
      (rowOf.get(itemKey)?.deductions.length ?? 0) > 0,
  );
  const met = items.filter((item) => item.verdict === "met" && !said.includes(item)).length;
  return {
    text: "逐条审核意见",
    blocks: [
      ...said.flatMap(({ itemKey, item, verdict, opinions }, index): Block[] => [
        {
          kind: "heading",
          level: 3,
          text: `${item}${standing(verdict, rowOf.get(itemKey))}`,
          id: `item-${index + 1}`,
        },
        ...opinions.flatMap(paragraphs),
        ...(rowOf.get(itemKey)?.deductions ?? []).map(({ points, reason }) =>
          paragraph(`扣${points}分：${reason.replace(/[。；;]$/, "")}。`),
        ),
      ]),
      ...(met > 0 ? [paragraph(`${said.length > 0 ? "其余" : ""}${met}条审核结论为达标。`)] : []),
    ],
  };
}

function standing(verdict: VerdictKind | null, row: LedgerRow | undefined): string {
  const words = [
    ...(verdict === null ? [] : [VERDICT_TEXT[verdict]]),
    ...(row?.verified == null || row.points === null ? [] : [`核定${row.verified}分，满分${row.points}分`]),
  ];
  return words.length === 0 ? "" : `（${words.join("，")}）`;
}

function rectification({ problems }: Conclusion): Chapter {
  return {
    text: "整改要求",
    blocks:
      problems.length === 0
        ? []
        : [
            paragraph(
              `请对附件所列${problems.length}个问题逐个明确整改措施、责任单位、责任人和完成时限，` +
                "建立整改台账，按期报告整改情况，并在下一年度自评报告中说明整改结果。",
            ),
          ],
  };
}

const ledgerTable = (rows: readonly LedgerRow[]): Block =>
  tableOf(
    [
      column("条目", 44),
      column("分值", 12, "decimal"),
      column("自评分", 12, "decimal"),
      column("核定分", 12, "decimal"),
      column("结论", 20, "center"),
      column("扣分原因", 46),
    ],
    rows.map((row) => [
      titleOf(row) + marks(row),
      row.points ?? NO_SCORE,
      row.self ?? NO_SCORE,
      row.verified ?? NO_SCORE,
      row.verdict === null ? NO_SCORE : VERDICT_TEXT[row.verdict],
      row.deductions.map(({ points, reason }) => `扣${points}分：${reason}`).join("；"),
    ]),
  );

const marks = ({ bonus, veto }: LedgerRow): string => {
  const words = [...(bonus ? ["加分项"] : []), ...(veto ? ["一票否决"] : [])];
  return words.length === 0 ? "" : `（${words.join("，")}）`;
};

/** The last columns are empty on purpose: the district fills them in. */
const problemTable = ({ problems }: Conclusion): Block => ({
  kind: "table",
  wide: true,
  columns: [
    column("序号", 10, "center"),
    column("对应条目", 32),
    column("存在问题", 56),
    column("整改措施", 34),
    column("责任单位", 20),
    column("责任人", 14),
    column("完成时限", 18),
  ],
  rows: problems.map(({ number, item, text }) => [String(number), item, text, "", "", "", ""]),
});
