import { describe, expect, it } from "vitest";
import { checkSubmission } from "#core/rule/check.ts";
import { contentOf, evidenceFile, findingsWith, templateOf, templateWith } from "#tests/fixtures/core-content.ts";

const number = (key: string) => ({ type: "number" as const, key, label: key, unit: "人", precision: 0 });

describe("checkSubmission", () => {
  it("reproaches nobody for an item that nobody has begun", () => {
    const checklist = templateWith({
      fields: [number("甲")],
      prose: true,
      evidence: [{ key: "list", title: "名册", required: true }],
    });
    expect(checkSubmission(contentOf(checklist))).toEqual([]);
    expect(checkSubmission(contentOf(checklist, { "item-1": {} }))).toEqual([]);
  });

  it("says what is missing once somebody has begun", () => {
    const checklist = templateWith({
      fields: [number("甲"), number("乙"), { ...number("丙"), required: false }],
      prose: true,
      evidence: [
        { key: "list", title: "名册", required: true },
        { key: "photo", title: "照片" },
      ],
    });
    const codes = (content: Parameters<typeof checkSubmission>[0]) =>
      checkSubmission(content).map((finding) => `${finding.code}:${finding.fieldKey ?? ""}`);
    expect(codes(contentOf(checklist, { "item-1": { values: { 甲: { now: "1" } } } }))).toEqual([
      "missing.field:乙",
      "missing.narrative:",
      "evidence.missing:",
    ]);
    const evidence = [evidenceFile("e1", [{ itemKey: "item-1", slot: "list" }])];
    expect(codes(contentOf(checklist, {}, { evidence }))).toEqual([
      "missing.field:甲",
      "missing.field:乙",
      "missing.narrative:",
    ]);
  });

  it("points at values that do not fit the checklist instead of passing over them", () => {
    const checklist = templateWith({ fields: [number("甲"), { type: "text", key: "名", label: "名称" }] });
    const values = { 甲: "文字", 名: [{ heading: "一", text: "" }], 旧项: true };
    const found = checkSubmission(contentOf(checklist, { "item-1": { values } })).filter((each) =>
      each.id.startsWith("value:"),
    );
    expect(found.map((each) => [each.code, each.severity, each.fieldKey])).toEqual([
      ["field.wrong-shape", "error", "甲"],
      ["field.wrong-shape", "error", "名"],
      ["answer.unknown-field", "error", "旧项"],
    ]);
  });

  it("finds gaps in a chapter's entries as in a narrative", () => {
    const entries = [{ heading: "投入不足", text: "仅{{甲}}，另有{{无此项}}" }];
    const content = contentOf(templateWith({ fields: [number("甲")] }), {
      "problem-list": { values: { 问题: entries } },
    });
    expect(findingsWith(content, "token.unanswered")).toMatchObject([
      { itemKey: "problem-list", fieldKey: "甲", severity: "warning" },
    ]);
    expect(findingsWith(content, "token.unknown")).toMatchObject([{ itemKey: "problem-list", severity: "error" }]);
  });

  it("warns of a document number that does not read as one", () => {
    const checklist = templateWith({ fields: [{ type: "documents", key: "文件", label: "文件" }] });
    const row = (number: string) => ({ title: "办法", number, issuer: "" });
    const content = contentOf(checklist, {
      "item-1": { values: { 文件: [row(""), row("国发〔2022〕5号"), row("国发〔2022〕05号"), row("2022年5号")] } },
    });
    expect(findingsWith(content, "document.number").map((finding) => finding.id)).toEqual([
      "document:item-1:文件:2",
      "document:item-1:文件:3",
    ]);
  });

  it("orders by item in report order, the gravest first, and never uses an id twice", () => {
    const rule = (key: string, severity: "error" | "warning" | "notice") => ({
      key,
      expect: "false",
      severity,
      message: key,
      standing: "verified" as const,
    });
    const checklist = templateOf({
      sections: [
        {
          key: "a",
          heading: "甲",
          items: [
            {
              key: "one",
              heading: "一",
              rules: [rule("n", "notice"), rule("e", "error"), rule("w", "warning")],
              fields: [number("甲")],
            },
            { key: "two", heading: "二", rules: [rule("e", "error")], fields: [number("乙")] },
          ],
        },
      ],
      opening: { key: "opening", heading: "引言", rules: [rule("w", "warning")], prose: false },
    });
    const narrative = "{{甲}}和{{甲}}，{{无}}和{{无}}，{{甲.上年}}";
    const findings = checkSubmission(contentOf(checklist, { one: { narrative }, two: { narrative } }));
    expect(findings.map((finding) => finding.itemKey).filter((key, index, all) => key !== all[index - 1])).toEqual([
      "opening",
      "one",
      "two",
    ]);
    for (const key of ["one", "two"]) {
      const order = findings
        .filter((finding) => finding.itemKey === key)
        .map((finding) => ["error", "warning", "notice"].indexOf(finding.severity));
      expect(order).toEqual([...order].sort());
    }
    const ids = findings.map((finding) => finding.id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("gives the same findings for the same content", () => {
    const content = contentOf(templateWith({ fields: [number("甲")], prose: true }), {
      "item-1": { narrative: "{{甲}}" },
    });
    expect(checkSubmission(content)).toEqual(checkSubmission(content));
  });
});
