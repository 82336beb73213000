import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createDraft, draftState, publishDraft, saveDraft } from "#core/api/builder.ts";
import { errorBody } from "#core/api/error.ts";
import { dropPackage, getPackage, receivedPackage } from "#core/api/package.ts";
import { getSubmission, getTemplate } from "#core/api/submission.ts";
import { applyUpgrade, planSubmissionUpgrade } from "#core/api/upgrade.ts";
import type { PackagedSubmission } from "#core/package/packaged-submission.ts";
import type { Decisions } from "#core/package/plan.ts";
import { type ApiOutput, callApi } from "#mocks/call-api.ts";
import { actorOf, expectOk, submissionOf } from "#mocks/seed.ts";
import { smallRegistry } from "#mocks/small-registry.ts";
import { changeEvidence } from "#server/services/evidence-changes.ts";
import { readHead } from "#server/services/submission-rows.ts";
import { makeRegistry } from "#server/templates/registry.ts";
import {
  attach,
  codeOf,
  confirm,
  contentOf,
  empty,
  exported,
  filled,
  type Place,
  place,
  send,
  storeOf,
  write,
} from "#tests/fixtures/package-places.ts";
import { bytesOf, json, pack, relist, unpack } from "#tests/fixtures/packages.ts";
import { readDocx } from "#tests/report/read-docx.ts";
import { flowingText, readPdf } from "#tests/report/read-pdf.ts";

/** What travels, without who and when it was written here. */
const said = ({ answers, evidence, assignments, ...rest }: PackagedSubmission) => ({
  ...rest,
  assignments,
  answers: Object.entries(answers).map(([itemKey, { answer, history }]) => ({ itemKey, answer, tip: history.at(-1) })),
  evidence: evidence.map(({ addedBy: _, ...record }) => record),
});

describe("a package", () => {
  it("carries a submission whole to an installation that has nothing of it", async () => {
    const from = await filled();
    const to = await empty();
    const bytes = await exported(from);
    const received = await send(to, bytes);
    expect(received.status).toBe(200);
    const { plan } = receivedPackage.parse(received.body);
    expect(plan).toMatchObject({ submissionId: null, importedAt: null, bringsTemplate: false, year: 2022 });
    expect(plan.items.map(({ itemKey, standing }) => `${itemKey} ${standing}`).sort()).toEqual([
      "pay new",
      "spending new",
    ]);
    expect(plan.evidence.map(({ title, standing }) => `${title} ${standing}`)).toEqual(["决算报表 new"]);
    const done = await confirm(to, received.body);
    expect(done).toMatchObject({ status: 200, body: { outcome: "imported" } });
    const { submissionId } = done.body as { submissionId: string };
    expect(said(await contentOf(to, submissionId))).toEqual(
      said(await contentOf(from, submissionOf(from.organisation))),
    );
    const seen = await callApi(to.app, getSubmission, { params: { submissionId } });
    expect(seen.status).toBe(200);
    expect(await readdir(join(to.folder, "packages"))).toEqual([]);
  });

  it("brings the composed report along, as Word and as PDF, of the very content that it carries", async () => {
    const from = await filled();
    const files = await unpack(await exported(from));
    const reports = [...files.keys()].filter((name) => name.startsWith("report/"));
    expect(reports.map((name) => name.split(".").at(-1))).toEqual(["docx", "pdf"]);
    const [word, pdf] = reports.map((name) => files.get(name) ?? new Uint8Array());
    expect(readDocx(word ?? new Uint8Array()).paragraphs.join("\n")).toContain("工资按时发放。");
    expect(flowingText(await readPdf(pdf ?? new Uint8Array()))).toContain("工资按时发放。");
  });

  it("leaves material of an earlier year as unvouched for as it was", async () => {
    const from = await filled();
    await from.app.deps.store.db.updateTable("evidence").set({ carried: 2021 }).execute();
    const to = await empty();
    expect((await confirm(to, (await send(to, await exported(from))).body)).status).toBe(200);
    const rows = await to.app.deps.store.db.selectFrom("evidence").select("carried").execute();
    expect(rows).toEqual([{ carried: 2021 }]);
  });

  it("says nothing has happened when it is imported a second time", async () => {
    const from = await filled();
    const to = await empty();
    const bytes = await exported(from);
    await confirm(to, (await send(to, bytes)).body);
    const before = await storeOf(to);
    const again = await send(to, bytes);
    const { plan } = receivedPackage.parse(again.body);
    expect(plan.importedAt).not.toBeNull();
    expect([...plan.items, ...plan.evidence].every(({ standing }) => standing === "same")).toBe(true);
    expect(await confirm(to, again.body)).toMatchObject({ status: 200, body: { outcome: "already" } });
    expect(await storeOf(to)).toEqual(before);
  });

  it("may be confirmed twice, and is carried out once", async () => {
    const from = await filled();
    const to = await empty();
    const received = await send(to, await exported(from));
    const both = await Promise.all([confirm(to, received.body), confirm(to, received.body)]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    const revisions = await to.app.deps.store.db.selectFrom("answer_revision").selectAll().execute();
    expect(revisions).toHaveLength(2);
  });

  it("brings its checklist along, which then is there to be worked with", async () => {
    const from = await filled();
    const small = await smallRegistry();
    const to = await place("city", "市教育督导室", {
      templates: makeRegistry([], [...small.indicators.values()], [], undefined),
    });
    const received = await send(to, await exported(from));
    expect(receivedPackage.parse(received.body).plan.bringsTemplate).toBe(true);
    const done = await confirm(to, received.body);
    expect(done.status).toBe(200);
    const shown = await callApi(to.app, getTemplate, { query: { id: "test-small", version: "2022" } });
    expect(shown.status).toBe(200);
  });

  it("gives the city a copy that no district's account can change", async () => {
    const from = await filled();
    const to = await empty("city");
    const done = await confirm(to, (await send(to, await exported(from))).body);
    const { submissionId } = done.body as { submissionId: string };
    expect(said(await contentOf(to, submissionId)).answers).toHaveLength(2);
    const refused = await callApi(to.app, getSubmission, { params: { submissionId } });
    expect(refused.status).toBe(404);
  });
});

describe("a package about a year that is here already", () => {
  async function both(): Promise<{ from: Place; to: Place; submissionId: string }> {
    const from = await filled();
    const to = await empty();
    const done = await confirm(to, (await send(to, await exported(from))).body);
    const { submissionId } = done.body as { submissionId: string };
    to.organisation = { ...to.organisation, submissionId };
    return { from, to, submissionId };
  }
  const standings = (output: ApiOutput): string[] =>
    receivedPackage
      .parse(output.body)
      .plan.items.map(({ itemKey, standing }) => `${itemKey} ${standing}`)
      .sort();
  const narrative = async (at: Place, itemKey: string): Promise<string | undefined> =>
    (await contentOf(at, submissionOf(at.organisation))).answers[itemKey]?.answer.narrative;

  it("takes over what is newer there, and keeps what is newer here", async () => {
    const { from, to } = await both();
    await write(from, "spending", "那边改过。");
    await write(to, "pay", "这边改过。");
    const received = await send(to, await exported(from));
    expect(standings(received)).toEqual(["pay ours-newer", "spending theirs-newer"]);
    expect((await confirm(to, received.body)).status).toBe(200);
    expect(await narrative(to, "spending")).toBe("那边改过。");
    expect(await narrative(to, "pay")).toBe("这边改过。");
  });

  it("writes nothing where both sides have changed, until somebody says which one is right", async () => {
    const { from, to } = await both();
    await write(from, "spending", "那边改过。");
    await write(to, "spending", "这边改过。");
    const received = await send(to, await exported(from));
    expect(standings(received)).toEqual(["pay same", "spending both-changed"]);
    const before = await storeOf(to);
    expect(codeOf(await confirm(to, received.body))).toBe("package.undecided");
    expect(await storeOf(to)).toEqual(before);
    const ours: Decisions = { items: { spending: "ours" }, evidence: {} };
    expect((await confirm(to, received.body, ours)).status).toBe(200);
    expect(await narrative(to, "spending")).toBe("这边改过。");
    await write(from, "spending", "那边又改过。");
    const again = await send(to, await exported(from));
    const theirs: Decisions = { items: { spending: "theirs" }, evidence: {} };
    expect((await confirm(to, again.body, theirs)).status).toBe(200);
    expect(await narrative(to, "spending")).toBe("那边又改过。");
  });

  it("refuses a confirmation of what is no longer true", async () => {
    const { from, to } = await both();
    await write(from, "spending", "那边改过。");
    const received = await send(to, await exported(from));
    await write(to, "spending", "这边刚刚改过。");
    const before = await storeOf(to);
    expect(codeOf(await confirm(to, received.body))).toBe("package.plan-changed");
    expect(await storeOf(to)).toEqual(before);
    const { packageId } = receivedPackage.parse(received.body);
    const now = await callApi(to.app, getPackage, { params: { packageId } });
    expect(standings(now)).toEqual(["pay same", "spending both-changed"]);
  });

  it("asks about a record that is described otherwise, and takes over the side that is chosen", async () => {
    const { from, to } = await both();
    const { app, organisation } = from;
    const [record] = (await contentOf(from, submissionOf(organisation))).evidence;
    const head = await readHead(app.deps.store.db, app.deps.templates, submissionOf(organisation));
    if (!record || !head) throw new Error("nothing to describe");
    const change = { evidenceId: record.id, title: "决算报表（修订）" };
    expectOk(await changeEvidence(app.deps, actorOf(organisation, "editor"), head, change));
    await attach(from, "预算批复");
    const received = await send(to, await exported(from));
    expect(receivedPackage.parse(received.body).plan.evidence.map(({ standing }) => standing)).toEqual([
      "both-changed",
      "new",
    ]);
    expect((await confirm(to, received.body, { items: {}, evidence: { [record.id]: "theirs" } })).status).toBe(200);
    const titles = (await contentOf(to, submissionOf(to.organisation))).evidence.map(({ title }) => title);
    expect(titles.sort()).toEqual(["决算报表（修订）", "预算批复"]);
  });

  it("can be thrown away, and then is gone", async () => {
    const { from, to } = await both();
    await write(from, "spending", "那边改过。");
    const before = await storeOf(to);
    const received = await send(to, await exported(from));
    const { packageId } = receivedPackage.parse(received.body);
    expect((await callApi(to.app, dropPackage, { params: { packageId } })).status).toBe(204);
    expect(await storeOf(to)).toEqual(before);
    expect((await confirm(to, received.body)).status).toBe(404);
  });
});

describe("a package of a version of the checklist that the district made", () => {
  const START = {
    from: "version",
    base: { id: "test-small", version: "2022" },
    version: "2023",
    year: 2023,
    title: "测试用小清单（2023年）",
  };

  /** The district publishes a version of its own and goes over to it. */
  async function upgraded(at: Place): Promise<void> {
    at.app.become(actorOf(at.organisation, "editor").accountId);
    const made = await callApi(at.app, createDraft, { body: { start: START, key: "begin-one" } });
    const { id } = draftState.parse(made.body);
    const edits = [
      { kind: "set", at: { kind: "item", key: "pay" }, patch: { heading: "提高教师待遇" } },
      { kind: "remove", at: { kind: "field", key: "规划文件" } },
    ];
    const params = { draftId: id };
    await callApi(at.app, saveDraft, { params, body: { base: 0, key: "save-one", edits } });
    const published = await callApi(at.app, publishDraft, { params, body: { revision: 1 } });
    expect(published.status).toBe(200);
    const submission = { submissionId: submissionOf(at.organisation) };
    const planned = await callApi(at.app, planSubmissionUpgrade, { params: submission, query: { version: "2023" } });
    const basis = planSubmissionUpgrade.response?.parse(planned.body).basis;
    const done = await callApi(at.app, applyUpgrade, {
      params: submission,
      body: { version: "2023", basis, key: "upgrade-one" },
    });
    expect(done.status).toBe(200);
  }

  it("comes to a city that has never heard of the version, whole and with the version", async () => {
    const from = await filled();
    await upgraded(from);
    const to = await empty("city");
    const received = await send(to, await exported(from));
    const { plan } = receivedPackage.parse(received.body);
    expect(plan).toMatchObject({ bringsTemplate: true, upgradesFrom: null, template: { version: "2023" } });
    const done = await confirm(to, received.body);
    expect(done.status).toBe(200);
    const { submissionId } = done.body as { submissionId: string };
    expect(said(await contentOf(to, submissionId))).toEqual(
      said(await contentOf(from, submissionOf(from.organisation))),
    );
    const shown = await callApi(to.app, getTemplate, { query: { id: "test-small", version: "2023" } });
    expect(shown.status).toBe(200);
  });

  it("takes the city's copy of the earlier version along to the new one", async () => {
    const from = await filled();
    const to = await empty("city");
    expect((await confirm(to, (await send(to, await exported(from))).body)).status).toBe(200);
    await upgraded(from);
    await write(from, "pay", "升级以后写的。");
    const received = await send(to, await exported(from));
    expect(receivedPackage.parse(received.body).plan).toMatchObject({ bringsTemplate: true, upgradesFrom: "2022" });
    const done = await confirm(to, received.body);
    expect(done.status).toBe(200);
    const { submissionId } = done.body as { submissionId: string };
    const copy = await contentOf(to, submissionId);
    expect(copy.template.version).toBe("2023");
    expect(said(copy)).toEqual(said(await contentOf(from, submissionOf(from.organisation))));
    const again = await send(to, await exported(from));
    const { plan } = receivedPackage.parse(again.body);
    expect(plan).toMatchObject({ bringsTemplate: false, upgradesFrom: null });
    expect(plan.items.every(({ standing }) => standing === "same")).toBe(true);
  });

  it("is refused where the same version says something else, and by a district that is on another version", async () => {
    const from = await filled();
    const earlier = await exported(from);
    await upgraded(from);
    const bytes = await exported(from);
    const files = await unpack(bytes);
    const template = json(files.get("template.json"));
    const other = await pack(relist(files.set("template.json", bytesOf({ ...template, title: "改过的清单" }))));
    const city = await empty("city");
    expect((await confirm(city, (await send(city, bytes)).body)).status).toBe(200);
    const before = await storeOf(city);
    const conflict = await send(city, other);
    expect(codeOf(conflict)).toBe("package.template-conflict");
    expect(codeOf(await send(city, earlier))).toBe("package.template-conflict");
    expect(await storeOf(city)).toEqual(before);
    const second = await filled();
    const refused = await send(second, bytes);
    expect(codeOf(refused)).toBe("package.template-conflict");
    expect(errorBody.parse(refused.body).error.message).toContain("请先在本系统把自评升级到2023版，再导入");
  });
});
