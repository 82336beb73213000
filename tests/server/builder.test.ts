import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { z } from "zod";
import * as api from "#core/api/builder.ts";
import type { Endpoint } from "#core/api/endpoint.ts";
import { errorBody } from "#core/api/error.ts";
import { listTemplates } from "#core/api/submission.ts";
import { templateChanges } from "#core/api/template-change.ts";
import * as upgradeApi from "#core/api/upgrade.ts";
import type { MockApp } from "#mocks/assemble-app.ts";
import { buildApp } from "#mocks/build-app.ts";
import { type ApiInput, callApi } from "#mocks/call-api.ts";
import { actorOf, type SeededOrganisation, seedOrganisation, submissionOf } from "#mocks/seed.ts";
import { smallTemplate } from "#tests/fixtures/small-template.ts";
import { expectError } from "#tests/server/expect-error.ts";

let app: MockApp;
let district: SeededOrganisation;

/** A district that works without a city office: it makes its checklists itself. */
beforeEach(async () => {
  app = await buildApp();
  district = await seedOrganisation(app, "district", "yb", "重庆市渝北区");
  app.become(actorOf(district, "editor").accountId);
});
afterEach(async () => {
  expect(app.logged).toEqual([]);
  await app.close();
});

async function call<R extends z.ZodType>(
  endpoint: Endpoint<z.ZodType, z.ZodType, z.ZodType, R>,
  input: ApiInput = {},
): Promise<z.output<R>> {
  const { status, body } = await callApi(app, endpoint, input);
  if (status >= 300 || !endpoint.response) throw new Error(`${endpoint.summary}: ${JSON.stringify(body)}`);
  return endpoint.response.parse(body);
}

const START = {
  from: "version",
  base: { id: "test-small", version: "2022" },
  version: "2023",
  year: 2023,
  title: "测试用小清单（2023年）",
};
let keys = 0;
const importFile = (body: BodyInit) => {
  keys += 1;
  return callApi(app, api.importTemplate, { query: { key: `import-${keys}-key` }, body });
};
const begin = () => call(api.createDraft, { body: { start: START, key: "begin-one" } });

describe("a checklist's way through the API", () => {
  it("goes from this year's to next year's, to the running year and to those who fill it in", async () => {
    const { id } = await begin();
    const edits = [
      { kind: "set", at: { kind: "item", key: "pay" }, patch: { heading: "提高教师待遇" } },
      { kind: "remove", at: { kind: "field", key: "规划文件" } },
    ];
    await call(api.saveDraft, { params: { draftId: id }, body: { base: 0, key: "save-one", edits } });
    const since = await call(api.draftSince, { params: { draftId: id, after: "0" } });
    expect(since.saves.map((each) => each.edits)).toEqual([edits]);
    const preview = await call(api.previewPublish, { params: { draftId: id } });
    expect(preview).toMatchObject({ publishable: true, difference: { summary: "修改2项", running: 1 } });
    const published = await call(api.publishDraft, { params: { draftId: id }, body: { revision: 1 } });
    expect(published).toMatchObject({ version: "2023", source: "published", base: START.base });
    expect((await call(listTemplates)).map(({ version }) => version)).toEqual(["2023", "2022"]);
    expect((await call(api.listVersions)).map(({ source }) => source)).toEqual(["published", "bundled"]);
    const changes = await call(templateChanges, { query: { id: "test-small", version: "2023" } });
    expect(changes.base).toMatchObject({ version: "2022" });
    expect(changes.items["pay"]?.map(({ text }) => text)).toEqual(["标题由“保障教师待遇”改为“提高教师待遇”"]);
    expect(changes.items["new-schools"]?.map(({ text }) => text)).toEqual(["取消数据项“规划文件”"]);
    const params = { submissionId: submissionOf(district) };
    expect(await call(upgradeApi.listUpgrades, { params })).toMatchObject({
      current: { version: "2022" },
      frozen: false,
      targets: [{ version: "2023" }],
    });
    const { basis, verdict } = await call(upgradeApi.planSubmissionUpgrade, { params, query: { version: "2023" } });
    expect(verdict).not.toBe("");
    const done = await call(upgradeApi.applyUpgrade, { params, body: { version: "2023", basis, key: "upgrade-one" } });
    expect(done).toMatchObject({ from: "2022", to: "2023" });
    expect(await call(upgradeApi.listOrphans, { params })).toEqual([]);
    expectError(
      await callApi(app, upgradeApi.planSubmissionUpgrade, { params, query: { version: "2023" } }),
      "upgrade.target",
    );
  });

  it("tells an editor who is late, and what an edit that does not fit was", async () => {
    const { id } = await begin();
    const save = (base: number, key: string, edits: unknown) =>
      callApi(app, api.saveDraft, { params: { draftId: id }, body: { base, key, edits } });
    const title = (text: string) => [{ kind: "set", at: { kind: "template" }, patch: { title: text } }];
    expect((await save(0, "save-one", title("甲"))).status).toBe(200);
    expectError(await save(0, "save-two", title("乙")), "draft.stale");
    expectError(await save(7, "save-six", title("乙")), "draft.stale");
    const { details } = expectError(
      await save(1, "save-bad", [{ kind: "remove", at: { kind: "item", key: "none" } }]),
      "draft.invalid",
    );
    expect(details).toMatchObject([{ code: "builder.gone", path: "none" }]);
    expectError(await save(1, "save-odd", [{ kind: "explode" }]), "request.invalid");
    expectError(await save(1, "save-none", []), "request.invalid");
  });

  it("is closed to a district's editor as soon as a city office works here", async () => {
    const { id } = await begin();
    await seedOrganisation(app, "city", "cq", "市教育督导室");
    expectError(await callApi(app, api.getDraft, { params: { draftId: id } }), "access.denied");
    expectError(await callApi(app, api.createDraft, { body: { start: START, key: "begin-two" } }), "access.denied");
  });
});

describe("a checklist's file", () => {
  it("goes out and comes back as it was", async () => {
    const out = await callApi(app, api.templateFile, { query: { id: "test-small", version: "2022" } });
    expect(out.headers.get("content-disposition")).toContain("test-small-2022.json");
    const came = await importFile(JSON.stringify({ ...Object(out.body), id: "test-copy" }));
    const { draft, base } = api.draftState.parse(came.body);
    expect({ ...draft.template, id: "test-small" }).toEqual(smallTemplate);
    expect(base).toBeNull();
  });

  const whole = JSON.stringify(smallTemplate);
  it.each([
    ["nothing", "", "import.not-json"],
    ["another file", "PK\u0003\u0004 not a checklist", "import.not-json"],
    ["half of itself", whole.slice(0, 2000), "import.not-json"],
    ["a list", "[1, 2, 3]", "import.format"],
    ["null", "null", "import.format"],
    ["a newer format", JSON.stringify({ ...smallTemplate, format: 2 }), "import.format"],
    ["no sections", JSON.stringify({ ...smallTemplate, sections: [] }), "import.too-small"],
    ["a path for a name", JSON.stringify({ ...smallTemplate, id: "../../etc" }), "import.invalid-format"],
    ["words that nobody knows", JSON.stringify({ ...smallTemplate, script: "x" }), "import.unrecognized-keys"],
    ["a prototype", whole.replace('"format":1', '"format":1,"__proto__":{"admin":true}'), "import.unrecognized-keys"],
    ["a bomb of brackets", "[".repeat(500_000), "import.not-json"],
  ])("of %s is refused with its place and reason", async (_, text, code) => {
    const { details = [], message } = expectError(await importFile(text), "template.import-refused");
    expect(details.map((each) => each.code)).toContain(code);
    expect(message).toContain("清单文件不能导入");
    for (const each of details) expect(each.message).not.toBe("");
    expect(await call(api.listDrafts)).toEqual([]);
  });

  it("that is no text, or too long, is refused before it is read", async () => {
    expectError(await importFile(new Uint8Array([0xff, 0xfe, 0x00, 0x80])), "template.import-refused");
    expectError(await importFile(new Uint8Array(api.MAX_TEMPLATE_FILE_BYTES + 1).fill(32)), "request.too-large");
  });

  it("damaged anywhere is taken in as a draft or refused in words, never a fault of ours", async () => {
    const junk = fc.oneof(
      fc.constantFrom('"', "{", "}", "[", "]", ",", ":", "null", "1e999", "\\u0000", "-", "true"),
      fc.string(),
    );
    const damage = fc.tuple(fc.nat(whole.length), fc.nat(40), junk);
    await fc.assert(
      fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 3 }), async (damages) => {
        const text = damages.reduce((now, [at, cut, put]) => now.slice(0, at) + put + now.slice(at + cut), whole);
        const { status, body } = await importFile(text.replace('"version":"2022"', '"version":"2023"'));
        if (status === 200) {
          const { id } = api.draftState.parse(body);
          await callApi(app, api.previewPublish, { params: { draftId: id } });
          await callApi(app, api.discardDraft, { params: { draftId: id } });
          return;
        }
        const { code, details = [] } = errorBody.parse(body).error;
        expect(code).toMatch(/^template\.(import-refused|version-taken)$/);
        expect(details.length).toBeGreaterThan(0);
        for (const each of details) expect(each.message).not.toBe("");
      }),
      { numRuns: 400, seed: Number(process.env.FC_SEED ?? 20221108) },
    );
    // neither a refusal nor a discarded draft leaves anything behind
    expect(await call(api.listDrafts)).toEqual([]);
  });

  it("with two items of one key comes in, is shown its faults and cannot be published", async () => {
    const [section, ...rest] = smallTemplate.sections;
    if (!section) throw new Error("no section");
    const doubled = { ...section, items: [...section.items, ...section.items] };
    const text = JSON.stringify({ ...smallTemplate, version: "2023", sections: [doubled, ...rest] });
    const { id } = api.draftState.parse((await importFile(text)).body);
    const { faults } = await call(api.previewPublish, { params: { draftId: id } });
    expect(faults.filter(({ severity }) => severity === "error").length).toBeGreaterThan(0);
    const refused = await callApi(app, api.publishDraft, { params: { draftId: id }, body: { revision: 0 } });
    expect(expectError(refused, "template.faulty").details?.length).toBeGreaterThan(0);
  });
});
