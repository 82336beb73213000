import { readFile } from "node:fs/promises";
import { indicator } from "#core/indicator/indicator.ts";
import { submissionFile } from "#core/submission/submission.ts";
import { template } from "#core/template/schema.ts";
import { streamOf } from "#server/files/memory.ts";
import { makeRegistry, type Registry } from "#server/templates/registry.ts";

const SPENDING = indicator.parse({
  key: "education-spending",
  name: "一般公共预算教育支出",
  unit: "亿元",
  direction: "up",
  definition: "一般公共预算中用于教育的支出",
});

const SAMPLE = submissionFile.parse({
  format: 1,
  template: { id: "test-small", version: "2022" },
  district: "重庆市渝北区",
  year: 2022,
  answers: {
    spending: {
      values: { 教育支出: { now: "281500.00", prior: "270000.00" } },
      narrative: "全区教育支出{{教育支出}}。",
      done: true,
    },
    pay: { values: { 教师平均工资: { now: "120000" } } },
  },
  evidence: [
    {
      file: "evidence/final-account.pdf",
      title: "2022年决算报表",
      links: [{ item: "spending", slot: "final-account" }, { item: "pay" }],
    },
  ],
});

/** The small checklist of the tests, its one indicator and a sample that fills part of it. */
export async function smallRegistry(): Promise<Registry> {
  const file = new URL("../tests/fixtures/template-small.json", import.meta.url);
  const small = template.parse(JSON.parse(await readFile(file, "utf8")));
  const open = async () => streamOf(new TextEncoder().encode("%PDF-1.4 sample"));
  return makeRegistry([small], [SPENDING], [], { submission: SAMPLE, open });
}
