import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readTemplates } from "#server/templates/read-folder.ts";

const SMALL = fileURLToPath(new URL("../fixtures/template-small.json", import.meta.url));
const CHECKLIST = join("test-small", "2022", "template.json");
const INDICATOR = {
  key: "education-spending",
  name: "教育支出",
  unit: "亿元",
  direction: "up",
  definition: "一般公共预算教育支出",
};
const SAMPLE = {
  format: 1,
  template: { id: "test-small", version: "2022" },
  district: "重庆市渝北区",
  year: 2022,
  answers: {},
};

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "ziping-templates-"));
  await put(CHECKLIST, await readFile(SMALL, "utf8"));
  await put(join("indicators", "all.json"), JSON.stringify({ format: 1, indicators: [INDICATOR] }));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function put(file: string, content: string): Promise<void> {
  await mkdir(dirname(join(folder, file)), { recursive: true });
  await writeFile(join(folder, file), content);
}
async function changed(change: (template: Record<string, unknown>) => void): Promise<void> {
  const template = JSON.parse(await readFile(SMALL, "utf8")) as Record<string, unknown>;
  change(template);
  await put(CHECKLIST, JSON.stringify(template));
}
const fault = async () => {
  const read = await readTemplates(folder);
  return read.ok ? undefined : read.error;
};

describe("the templates folder", () => {
  it("gives the checklists, the indicators and the sample, and skips its other folders", async () => {
    await put(join("samples", "yubei-2022", "submission.json"), JSON.stringify(SAMPLE));
    await put(join("schema", "template.json"), "not even JSON");
    await cp(SMALL, join(folder, "samples", "template.json"));
    const read = await readTemplates(folder);
    if (!read.ok) throw new Error(read.error.message);
    expect(read.value.templates.map(({ id, version }) => [id, version])).toEqual([["test-small", "2022"]]);
    expect([...read.value.indicators.keys()]).toEqual(["education-spending"]);
    expect(read.value.sample?.submission.district).toBe("重庆市渝北区");
  });

  it("is refused with file, path and code for a file that is no JSON", async () => {
    await put(CHECKLIST, "{");
    expect(await fault()).toMatchObject({ file: CHECKLIST, code: "template.not-json" });
  });

  it("is refused with the path of a value that does not fit", async () => {
    await changed((template) => {
      template.sections = [{ key: "funding", heading: "", items: [] }];
    });
    expect(await fault()).toMatchObject({ file: CHECKLIST, path: "sections/0/heading", code: "template.too-small" });
  });

  it("is refused for what only a look at the whole can tell", async () => {
    await changed((template) => {
      template.units = [];
    });
    expect(await fault()).toMatchObject({ file: CHECKLIST, code: "template.unknown-unit" });
  });

  it("gives the plans' targets, and is refused for one that cannot be read", async () => {
    const plan = {
      format: 1,
      plan: { key: "plan", title: "甲市规划", kind: "plan", region: "甲市", from: 2021, to: 2025, source: "测试" },
      records: [
        {
          id: "900-001",
          name: "巩固率",
          kind: "target",
          unit: "%",
          line: 1,
          target: { value: "95", year: 2025, operator: "=" },
        },
      ],
    };
    const file = join("targets", "plan.json");
    await put(file, JSON.stringify(plan));
    const read = await readTemplates(folder);
    expect(read.ok && read.value.plans.map((each) => each.plan.region)).toEqual(["甲市"]);
    await put(file, JSON.stringify({ ...plan, records: [{ ...plan.records[0], unit: 1 }] }));
    expect(await fault()).toMatchObject({ file, path: "records/0/unit" });
  });

  it("is refused when a file says that it belongs elsewhere", async () => {
    await changed((template) => {
      template.version = "2023";
    });
    expect(await fault()).toMatchObject({ file: CHECKLIST, path: "id", code: "template.misplaced" });
  });

  it("is refused when the sample is of an unknown checklist, or reaches out of its folder", async () => {
    const file = join("samples", "yubei-2022", "submission.json");
    await put(file, JSON.stringify({ ...SAMPLE, template: { id: "other", version: "2022" } }));
    expect(await fault()).toMatchObject({ file, code: "sample.unknown-template" });
    const evidence = [{ file: "../../secret.pdf", title: "x", links: [{ item: "pay" }] }];
    await put(file, JSON.stringify({ ...SAMPLE, evidence }));
    expect(await fault()).toMatchObject({ file, path: "evidence/0/file", code: "sample.outside-folder" });
  });
});
