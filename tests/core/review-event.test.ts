import { describe, expect, it } from "vitest";
import { describeEvent } from "#core/audit/describe-event.ts";
import { type ReviewEvent, reviewEvent } from "#core/audit/review-event.ts";

const place = { submissionId: "1", itemKey: "spending" };
const problem = { problemId: "1", submissionId: "1", number: 3 };

/** One of each, and what the log says of it. */
const SAID: [ReviewEvent, string][] = [
  [
    {
      type: "submission.flow",
      submissionId: "1",
      event: "submit",
      from: "drafting",
      to: "submitted",
      round: 1,
      reason: null,
      hash: "0",
    },
    "报送（第1次报送），由“填报中”变为“已报送”",
  ],
  [
    {
      type: "submission.flow",
      submissionId: "1",
      event: "return",
      from: "reviewing",
      to: "returned",
      round: 1,
      reason: null,
      itemKeys: ["a", "b"],
    },
    "退回补正（2个条目），由“审核中”变为“退回补正”",
  ],
  [
    {
      type: "submission.flow",
      submissionId: "1",
      event: "recall",
      from: "submitted",
      to: "drafting",
      round: 2,
      reason: "补充数据",
    },
    "撤回（第2次报送），由“已报送”变为“填报中”：补充数据",
  ],
  [
    { type: "scan.added", submissionId: "1", round: 1, fileName: "盖章件.pdf", sha256: "0", hash: "1" },
    "上传第1次报送的盖章扫描件《盖章件.pdf》",
  ],
  [
    { type: "cycle.opened", cycleId: "1", year: 2022, template: "cq-duty 2022", districts: 2 },
    "开启2022年度评价（清单 cq-duty 2022），2个区县",
  ],
  [
    {
      type: "cycle.changed",
      cycleId: "1",
      year: 2022,
      from: { submitBy: "a", duties: [] },
      to: { submitBy: "b", duties: [] },
    },
    "调整2022年度评价：报送期限、督学分工",
  ],
  [
    {
      type: "verdict.given",
      ...place,
      revision: 2,
      round: 1,
      itemHash: "0",
      from: { verdict: "met", score: "5" },
      to: { verdict: "mostly-met", score: "4" },
    },
    "修改“spending”的审核结论：由达标，5分改为基本达标，4分",
  ],
  [
    {
      type: "verdict.given",
      ...place,
      revision: 1,
      round: 1,
      itemHash: "0",
      from: null,
      to: { verdict: "met", score: null },
    },
    "作出“spending”的审核结论：达标",
  ],
  [
    {
      type: "review.imported",
      submissionId: "1",
      sha256: "0",
      city: "市教育督导室",
      concludedAt: "2022-12-01T00:00:00.000Z",
      conclusionHash: "0",
      problems: 2,
    },
    "导入市教育督导室的审核结果数据包，列入整改问题2个",
  ],
  [{ type: "phrase.changed", phraseId: "1", from: "甲", to: null }, "删除一条常用语"],
  [{ type: "problem.planned", ...problem, from: {}, to: {} }, "填写第3号问题的整改安排"],
  [
    { type: "problem.moved", ...problem, event: "send-back", from: "reported", to: "sent-back", note: "缺少凭证" },
    "第3号问题核查退回，由“已报整改，待核查”变为“核查未通过，继续整改”：缺少凭证",
  ],
  [
    { type: "problem.file", ...problem, change: "added", fileName: "凭证.pdf", sha256: "0" },
    "上传第3号问题的整改材料《凭证.pdf》",
  ],
];

describe("what the log says of reviews", () => {
  it.each(SAID)("%# is one sentence with from and to", (event, sentence) => {
    expect(describeEvent(reviewEvent.parse(event))).toBe(sentence);
  });

  it("is tried for every kind of event", () => {
    const kinds = reviewEvent.options.map((option) => option.shape.type.value);
    expect([...new Set(SAID.map(([{ type }]) => type))].sort()).toEqual(kinds.sort());
  });
});
