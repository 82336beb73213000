import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Answer, emptyAnswer } from "#core/answer/answer.ts";
import { checkSubmission } from "#core/rule/check.ts";
import type { Finding } from "#core/rule/finding.ts";
import { type Circumstances, mayPass, submitGate } from "#core/submission/gate.ts";
import { gateReason } from "#core/submission/gate-reason.ts";
import { itemProgress } from "#core/submission/progress.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";
import { outline } from "#core/template/outline.ts";
import { template } from "#core/template/schema.ts";
import { SIGN_OFF_STATES, type SignOffState } from "#core/workflow/sign-off.ts";

const small = template.parse(JSON.parse(readFileSync("tests/fixtures/template-small.json", "utf8")));
const answer = (partial: Partial<Answer>): Answer => ({ ...emptyAnswer(), ...partial });
const FILLED: Record<string, Answer> = {
  cover: answer({ values: { 报送单位: "渝北区" } }),
  opening: answer({ narrative: "引言。" }),
  spending: answer({
    values: { 教育支出: { now: "2", prior: "1" } },
    narrative: "支出{{教育支出}}。",
    explanations: { "slot:final-account": "决算尚未批复" },
  }),
  pay: answer({ values: { 教师平均工资: { now: "1" } }, narrative: "待遇{{教师平均工资}}。" }),
  "new-schools": answer({ values: { 新建学校数: { now: "1" } }, narrative: "新建{{新建学校数}}。" }),
  "problem-list": answer({ values: { 问题清单: [{ heading: "甲", text: "乙" }] } }),
};
const content = (answers: Record<string, Answer>): SubmissionContent => ({
  template: small,
  indicators: new Map(),
  plans: [],
  district: "重庆市渝北区",
  year: 2022,
  answers: new Map(Object.entries(answers)),
  evidence: [],
});
const QUIET: Circumstances = {
  signOff: () => "open",
  unitOf: () => undefined,
  staffed: () => false,
  openComments: () => 0,
  localEdit: () => undefined,
};
const warning: Finding = { id: "w", code: "x", severity: "warning", itemKey: "pay", message: "偏低" };
const gate = (answers: Record<string, Answer>, findings: readonly Finding[] = [], more: Partial<Circumstances> = {}) =>
  submitGate(content(answers), findings, { ...QUIET, ...more });

describe("the submit gate", () => {
  it("is open for a submission that lacks nothing", () => {
    expect(gate(FILLED, checkSubmission(content(FILLED)))).toEqual([]);
    expect(mayPass([])).toBe(true);
  });

  it("names everything that is missing, for untouched items as well, and each only once", () => {
    const reasons = gate({}, checkSubmission(content({})));
    const wanted = outline(small).flatMap(({ item }) => itemProgress(item, undefined, []).missing);
    expect(reasons).toHaveLength(wanted.length);
    const started = { spending: answer({ narrative: "正文。" }) };
    const ids = gate(started, checkSubmission(content(started))).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain("missing:spending:教育支出");
    expect(ids).toContain("missing:spending:slot:final-account");
  });

  it("is shut by an error, by an unexplained warning, and not by a notice", () => {
    const grave = { ...warning, id: "e", severity: "error" as const, fieldKey: "教师平均工资" };
    const slight = { ...warning, id: "n", severity: "notice" as const };
    expect(gate(FILLED, [warning, grave, slight])).toMatchObject([
      { kind: "unexplained-warning", blocks: true, itemKey: "pay", item: "2.保障教师待遇", message: "偏低" },
      { kind: "error-finding", fieldKey: "教师平均工资" },
    ]);
  });

  it("takes a written explanation for a warning, but not for an error, and not a blank one", () => {
    const explained = (text: string) => ({
      ...FILLED,
      pay: { ...(FILLED.pay ?? emptyAnswer()), explanations: { w: text } },
    });
    expect(gate(explained("上年有补发"), [warning])).toEqual([]);
    expect(gate(explained(" "), [warning])).toHaveLength(1);
    expect(gate(explained("上年有补发"), [{ ...warning, severity: "error" }])).toHaveLength(1);
  });

  it.each<[SignOffState, boolean, string[]]>([
    ["open", true, ["not-handed-in"]],
    ["open", false, []],
    ["returned", true, ["not-handed-in"]],
    ["returned", false, ["not-handed-in"]],
    ["handed-in", true, ["not-taken-over"]],
    ["handed-in", false, ["not-taken-over"]],
    ["taken-over", true, []],
    ["taken-over", false, []],
  ])("an item that is %s, of a unit with people here: %s, gives %j", (state, staffed, kinds) => {
    const here = { signOff: (key: string) => (key === "pay" ? state : "taken-over"), unitOf: () => "u" };
    expect(gate(FILLED, [], { ...here, staffed: () => staffed }).map(({ kind }) => kind)).toEqual(kinds);
    expect(SIGN_OFF_STATES).toContain(state);
  });

  it("tells of open comments without being shut by them", () => {
    const reasons = gate(FILLED, [], { openComments: (key) => (key === "pay" ? 2 : 0) });
    expect(reasons).toMatchObject([{ kind: "open-comments", blocks: false, message: "有2条批注未解决" }]);
    expect(mayPass(reasons)).toBe(true);
  });

  it("is shut by what has not reached the server", () => {
    for (const edit of ["unsent", "conflict", "refused"] as const) {
      const reasons = gate(FILLED, [], { localEdit: (key) => (key === "pay" ? edit : undefined) });
      expect(reasons).toHaveLength(1);
      expect(mayPass(reasons)).toBe(false);
    }
  });

  it("speaks in report order and keeps its own contract", () => {
    const reasons = gate({}, [warning]);
    const order = outline(small).map(({ item }) => item.key);
    const places = reasons.map(({ itemKey }) => order.indexOf(itemKey));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(gateReason.array().parse(reasons)).toEqual(reasons);
  });
});
