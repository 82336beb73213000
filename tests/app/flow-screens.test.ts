import { describe, expect, it } from "vitest";
import { openReturns, returnsByItem, standingRound } from "#app/data/flow-facts.ts";
import { lockReason } from "#app/data/lock.ts";
import { changedItems } from "#app/data/resubmission.ts";
import { hashText } from "#app/data/version-stamp.ts";
import { standingText } from "#app/ui/flow-text.ts";
import type { Flow, FrozenRound, ItemReturn } from "#core/api/flow.ts";
import { PHASES, type Phase } from "#core/review/flow.ts";
import { freeze } from "#core/review/freeze.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";
import { contentOf, evidenceFile, templateWith } from "#tests/fixtures/core-content.ts";

const returned = (more: Partial<ItemReturn> = {}): ItemReturn => ({
  itemKey: "item-1",
  item: "1.指标1",
  round: 1,
  reason: "请补充文件",
  due: "2022-12-10",
  returnedAt: "2022-12-01T02:00:00.000Z",
  returnedBy: "督学",
  answeredRound: null,
  ...more,
});
const round = (number: number, recalled = false): FrozenRound => ({
  round: number,
  hash: "a".repeat(64),
  stamp: "a".repeat(12),
  submittedAt: "2022-11-20T02:00:00.000Z",
  submittedBy: "审定人",
  recalled,
  openedAt: null,
  scan: null,
});
const flowOf = (phase: Phase, more: Partial<Flow> = {}): Flow => ({
  phase,
  round: 1,
  version: 1,
  may: { submit: false, recall: false, scan: false },
  cycle: null,
  rounds: [round(1)],
  returns: [],
  steps: [],
  ...more,
});

describe("what the district reads of where its year stands", () => {
  it("says something of every phase, and never that a frozen year can be changed", () => {
    for (const phase of PHASES) expect(standingText(flowOf(phase), "2022-12-01").length).toBeGreaterThan(4);
    expect(standingText(flowOf("submitted"), "2022-12-01")).toContain("不能修改");
    expect(standingText(flowOf("reviewing"), "2022-12-01")).toContain("也不能撤回");
  });

  it("counts items, not returns, and names the first day", () => {
    const returns = [returned(), returned({ due: "2022-12-05", reason: "另" }), returned({ itemKey: "item-2" })];
    const text = standingText(flowOf("returned", { returns }), "2022-12-01");
    expect(text).toContain("退回2条");
    expect(text).toContain("12月5日");
  });

  it("takes only unanswered returns of a year that is returned, the newest for each item", () => {
    const newer = returned({ reason: "新", returnedAt: "2022-12-02T02:00:00.000Z" });
    const returns = [newer, returned(), returned({ itemKey: "item-2", answeredRound: 2 })];
    expect([...returnsByItem({ phase: "returned", returns })].map(([key, { reason }]) => [key, reason])).toEqual([
      ["item-1", "新"],
    ]);
    expect(openReturns({ phase: "reviewing", returns })).toEqual([]);
  });

  it("does not show a version that was taken back as the one that stands", () => {
    expect(standingRound(flowOf("submitted", { rounds: [round(3, true), round(2), round(1)] }))?.round).toBe(2);
  });

  it("locks with the reason and the moment, before any other reason", () => {
    const assignment = { unitId: "finance", due: null, writable: false, openComments: 0 };
    const reason = lockReason({
      assignment,
      elsewhere: false,
      me: { roles: ["contributor"], unitId: "education" },
      unitName: () => "区财政局",
      frozen: { phase: "reviewing", since: "11/20 10:00" },
    });
    expect(reason).toContain("正在审核");
    expect(reason).toContain("11/20 10:00");
  });
});

describe("the difference before it is sent again", () => {
  const checklist = templateWith({ prose: true }, { prose: true }, { prose: true });
  const content = (narrative: string, files: string[]): SubmissionContent =>
    contentOf(
      checklist,
      { "item-1": { narrative }, "item-2": { narrative: "不变" }, "item-3": { narrative: "三" } },
      { evidence: files.map((id) => evidenceFile(id, [{ itemKey: "item-3" }])) },
    );
  const frozen = (of: SubmissionContent) => ({
    round: 1,
    items: freeze(of).items.map(({ item, text }) => ({ ...item, hash: hashText(text) })),
  });

  it("shows what changed and what was returned without being changed, in report order, and nothing else", () => {
    const changed = changedItems(content("改了", ["e1"]), [], frozen(content("原文", [])), new Set(["item-2"]));
    expect(changed.map(({ itemKey, difference }) => [itemKey, difference.changed])).toEqual([
      ["item-1", true],
      ["item-2", false],
      ["item-3", true],
    ]);
    expect(changed[0]?.difference.text.length).toBeGreaterThan(0);
    expect(changed[2]?.difference.evidence.map(({ kind }) => kind)).toEqual(["added"]);
  });

  it("is empty where nothing was touched", () => {
    expect(changedItems(content("文", ["e1"]), [], frozen(content("文", ["e1"])), new Set())).toEqual([]);
  });
});
