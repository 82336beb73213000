import { describe, expect, it } from "vitest";
import type { Evidence } from "#core/evidence/evidence.ts";
import { checkSubmission } from "#core/rule/check.ts";
import { slotExplanationId } from "#core/submission/progress.ts";
import { contentOf, evidenceFile, findingsWith, templateWith } from "#tests/fixtures/core-content.ts";

const checklist = templateWith({ evidence: [{ key: "list", title: "名册", required: true }] });
const record = (id: string, said: Partial<Evidence> = {}, pagesCited?: string): Evidence => ({
  ...evidenceFile(id, [{ itemKey: "item-1", slot: "list", ...(pagesCited === undefined ? {} : { pagesCited }) }]),
  ...said,
});
const codes = (...evidence: Evidence[]) =>
  checkSubmission(contentOf(checklist, {}, { evidence })).map(
    ({ code, severity, evidenceId }) => `${code} ${severity} ${evidenceId}`,
  );

describe("findings on evidence", () => {
  it("are none for a record that says nothing, or nothing wrong", () => {
    expect(codes(record("a"))).toEqual([]);
    const sound = {
      docNumber: "渝教发〔2020〕5号",
      date: "2020-03-01",
      effectiveFrom: "2020-03-01",
      effectiveUntil: "2022-01-01",
      confidential: true,
      pages: 8,
    };
    expect(codes(record("a", sound, "3—8"))).toEqual([]);
  });

  it.each<[string, Partial<Evidence>, string | undefined]>([
    ["evidence.expired warning a", { effectiveUntil: "2021-12-31" }, undefined],
    ["evidence.not-yet warning a", { effectiveFrom: "2023-01-01" }, undefined],
    ["evidence.number warning a", { docNumber: "渝教发2022-5" }, undefined],
    ["evidence.year notice a", { docNumber: "渝教发〔2022〕5号", date: "2021-12-30" }, undefined],
    ["evidence.confidential-printed error a", { confidential: true, inReport: true }, undefined],
    ["evidence.encrypted warning a", { flags: ["encrypted"] }, undefined],
    ["evidence.active notice a", { flags: ["macros", "attachments"] }, undefined],
    ["evidence.pages warning a", { pages: 4 }, "3—5"],
  ])("%s", (expected, said, pages) => {
    expect(codes(record("a", said, pages))).toEqual([expected]);
  });

  it("point at a document that stands twice under one item, once", () => {
    const same = { docNumber: "渝教发〔2022〕5号" };
    expect(codes(record("a", same), record("b", same), record("c"))).toEqual(["evidence.duplicate notice b"]);
    expect(codes(record("a", { title: "同名" }), record("b", { title: "同名" }))).toEqual([
      "evidence.duplicate notice b",
    ]);
  });

  it("stay the same finding from check to check, and stand under every item of the record", () => {
    const two = templateWith({}, {});
    const evidence = [
      {
        ...evidenceFile("a", [{ itemKey: "item-1" }, { itemKey: "item-2" }]),
        effectiveUntil: "2020-01-01",
      },
    ];
    expect(findingsWith(contentOf(two, {}, { evidence }), "evidence.expired").map(({ id }) => id)).toEqual([
      "evidence.expired:item-1:a",
      "evidence.expired:item-2:a",
    ]);
  });

  it("name a missing slot once its item is begun, until it is filled or explained in writing", () => {
    const missing = (
      explanations: Record<string, string>,
      evidence: Evidence[] = [evidenceFile("x", [{ itemKey: "item-1" }])],
    ) => findingsWith(contentOf(checklist, { "item-1": { explanations } }, { evidence }), "evidence.missing");
    expect(missing({})).toMatchObject([{ id: "evidence.missing:item-1:list", severity: "warning", itemKey: "item-1" }]);
    expect(missing({ [slotExplanationId("list")]: "本年度未发生" })).toEqual([]);
    expect(missing({}, [record("a")])).toEqual([]);
  });
});
