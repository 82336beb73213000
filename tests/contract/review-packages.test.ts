import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ConcludedReview, concludedReview } from "#core/api/conclusion.ts";
import { receivedPackage } from "#core/api/package.ts";
import { actorOf, seedOrganisation, submissionOf } from "#mocks/seed.ts";
import { headOf } from "#mocks/seed-review.ts";
import { readConclusion } from "#server/services/review/conclusion-rows.ts";
import { reopenReview } from "#server/services/review/conclusions.ts";
import { readFlowState } from "#server/services/review/flow-state.ts";
import { listProblems } from "#server/services/review/problem-list.ts";
import { readResult } from "#server/services/review/result.ts";
import { returnItems } from "#server/services/review/return-items.ts";
import { STORES, type TestDatabase } from "#tests/contract/each-store.ts";
import { codeOf, confirm, empty, exported, type Place, send, storeOf } from "#tests/fixtures/package-places.ts";
import { bytesOf, json, type PackedFiles, pack, relist, reseal, unpack } from "#tests/fixtures/packages.ts";
import {
  bring,
  bringIn,
  conclude,
  exportedReview,
  open,
  openYear,
  PROBLEM,
  recall,
  reviewWhole,
  reword,
  submit,
  submitted,
} from "#tests/fixtures/review-packages.ts";

describe.each(STORES)("a review across an air gap on $name", ({ create }) => {
  let databases: TestDatabase[];
  let district: Place;
  let city: Place;
  let own: string;
  let copy: string;

  beforeEach(async () => {
    databases = [await create(), await create()];
    const [ours, theirs] = databases;
    district = await submitted({ store: ours?.open() });
    own = submissionOf(district.organisation);
    city = await empty("city", { store: theirs?.open() });
    copy = await bringIn(city, await exported(district));
  });
  afterEach(async () => {
    for (const database of databases) await database.dispose();
  });

  const db = (at: Place) => at.app.deps.store.db;
  const flowOf = (at: Place, id: string) => readFlowState(db(at), id);
  const hashes = async (at: Place) =>
    (await db(at).selectFrom("snapshot").select(["round", "hash"]).orderBy("round").execute()).map(({ hash }) => hash);
  const problems = async () =>
    (await listProblems(district.app.deps, db(district), actorOf(district.organisation, "editor"), {})).map(
      ({ number, itemKey, text, state }) => ({ number, itemKey, text, state }),
    );
  const concludedAt = async (at: Place, id: string): Promise<ConcludedReview> =>
    concludedReview.parse(await readConclusion(db(at), id));
  const refused = async (to: Place, bytes: Uint8Array<ArrayBuffer>): Promise<string> => {
    const before = await storeOf(to);
    const output = await send(to, bytes);
    expect(await storeOf(to)).toEqual(before);
    return codeOf(output);
  };
  const reopen = async (): Promise<void> => {
    const { version } = await flowOf(city, copy);
    const supervisor = actorOf(city.organisation, "supervisor");
    const done = await reopenReview(city.app.deps, db(city), supervisor, copy, { version, reason: "复核" });
    expect(done.ok).toBe(true);
  };

  it("goes out as a frozen version, and comes back as a conclusion with its problems", async () => {
    expect(await flowOf(city, copy)).toMatchObject({ phase: "submitted", round: 1, currentRound: 1 });
    expect(await hashes(city)).toEqual(await hashes(district));
    await reviewWhole(city, copy);
    const bytes = await exportedReview(city, copy);
    const names = [...(await unpack(bytes)).keys()];
    expect(names.slice(0, 2)).toEqual(["manifest.json", "review.json"]);
    expect(names.slice(2).map((name) => name.split(".").at(-1))).toEqual(["docx", "pdf", "xlsx"]);
    const received = await send(district, bytes);
    expect(receivedPackage.parse(received.body).plan).toMatchObject({
      submissionId: own,
      importedAt: null,
      items: [],
      review: { round: 1, problems: 1, replaces: false },
    });
    expect((await flowOf(district, own)).phase).toBe("submitted");
    expect(await confirm(district, received.body)).toMatchObject({ status: 200, body: { outcome: "imported" } });
    expect(await flowOf(district, own)).toMatchObject({ phase: "concluded", round: 1, currentRound: 1 });
    const [sent, told] = [await concludedAt(city, copy), await concludedAt(district, own)];
    expect(told).toEqual({ ...sent, submissionId: own });
    expect(await problems()).toEqual([{ number: 1, ...PROBLEM, state: "open" }]);
    const editor = actorOf(district.organisation, "editor");
    const seen = await readResult(db(district), editor, await headOf(district.app, district.organisation));
    expect(seen.concluded).toEqual(told);
    const kinds = await db(district).selectFrom("audit_event").select("kind").orderBy("id", "desc").limit(3).execute();
    expect(kinds.map(({ kind }) => kind)).toEqual(["review.imported", "submission.flow", "submission.flow"]);
  });

  it("changes nothing when it is brought twice, or exported anew and brought again", async () => {
    await reviewWhole(city, copy);
    const bytes = await exportedReview(city, copy);
    await bringIn(district, bytes);
    const before = await storeOf(district);
    for (const again of [bytes, await exportedReview(city, copy)]) {
      const received = await send(district, again);
      expect(receivedPackage.parse(received.body).plan.importedAt).not.toBeNull();
      expect(await confirm(district, received.body)).toMatchObject({ status: 200, body: { outcome: "already" } });
      expect(await storeOf(district)).toEqual(before);
    }
  });

  it("is superseded by a later conclusion of the same version, and not by an earlier one", async () => {
    await reviewWhole(city, copy);
    const first = await exportedReview(city, copy);
    await reopen();
    await conclude(city, copy, [PROBLEM, { itemKey: "pay", text: "待遇未落实" }], "复核后");
    const second = await exportedReview(city, copy);
    await bringIn(district, first);
    await bringIn(district, second);
    expect((await concludedAt(district, own)).opinion).toBe("复核后");
    expect((await problems()).map(({ text }) => text)).toEqual([PROBLEM.text, "待遇未落实"]);
    expect(await refused(district, first)).toBe("package.older-review");
    const manifest = await unpack(first);
    manifest.set("manifest.json", bytesOf({ ...json(manifest.get("manifest.json")), madeAt: "2099-01-01T00:00:00Z" }));
    expect(await refused(district, await pack(manifest))).toBe("package.older-review");
  });

  it("is refused whole when it was altered, even under a seal of its own", async () => {
    await reviewWhole(city, copy);
    const bytes = await exportedReview(city, copy);
    const forged = async (change: (files: PackedFiles) => void): Promise<Uint8Array<ArrayBuffer>> => {
      const files = await unpack(bytes);
      change(files);
      return pack(relist(files));
    };
    const saying = (more: object) => (files: PackedFiles) =>
      void files.set("review.json", bytesOf({ ...json(files.get("review.json")), ...more }));
    const cases: [string, Uint8Array<ArrayBuffer>][] = [
      ["package.damaged", bytes.slice(0, bytes.length - 100)],
      ["package.damaged", bytes.map((byte, at) => (at === 900 ? byte ^ 1 : byte))],
      ["package.altered", reseal(bytes.map((byte, at) => (at === bytes.length - 40_000 ? byte ^ 1 : byte)))],
      ["package.altered", await forged(saying({ opinion: "改过" }))],
      ["package.altered", await forged(saying({ problems: [] }))],
      ["package.altered", await forged(saying({ year: 2021 }))],
      ["package.invalid", await forged(saying({ city: "" }))],
      ["package.invalid", await forged(saying({ more: 1 }))],
      ["package.hostile", await forged((files) => void files.set("submission.json", bytesOf({})))],
      ["package.altered", await forged((files) => void files.delete("review.json"))],
    ];
    for (const [index, [code, sent]] of cases.entries())
      expect([index, await refused(district, sent)]).toEqual([index, code]);
    expect(await problems()).toEqual([]);
  });

  it("is refused where it is somebody else's, another version's, or the city's own", async () => {
    await reviewWhole(city, copy);
    const bytes = await exportedReview(city, copy);
    expect(await refused(city, bytes)).toBe("package.for-district");
    expect(await refused(await submitted({}, "重庆市江北区"), bytes)).toBe("package.other-district");
    expect(await refused(await empty("district"), bytes)).toBe("package.other-version");
    const differs = await submitted();
    await recall(differs);
    await reword(differs, "pay", "教师年平均工资{{教师平均工资}}，已足额发放。");
    expect(await refused(differs, bytes)).toBe("package.other-version");
    const received = await send(district, bytes);
    await recall(district);
    expect(codeOf(await confirm(district, received.body))).toBe("package.other-version");
    expect(await problems()).toEqual([]);
  });

  it("is refused where the city reviews in the same installation", async () => {
    await reviewWhole(city, copy);
    const bytes = await exportedReview(city, copy);
    await openYear({ ...city, app: district.app, organisation: await localCity() }, own);
    expect(await refused(district, bytes)).toBe("package.reviewed-here");
  });
  const localCity = () => seedOrganisation(district.app, "city", "here", "本市");

  it("takes in a newer version until an inspector opens the one that stands", async () => {
    expect((await bring(city, await exported(district))).status).toBe(200);
    expect(await hashes(city)).toHaveLength(1);
    await recall(district);
    await reword(district, "pay", "教师年平均工资{{教师平均工资}}，已足额发放。");
    await submit(district);
    await bringIn(city, await exported(district));
    expect(await flowOf(city, copy)).toMatchObject({ phase: "submitted", round: 2, currentRound: 2 });
    expect(await hashes(city)).toEqual(await hashes(district));
    await openYear(city, copy);
    await open(city, copy);
    await recall(district);
    await reword(district, "pay", "再改一次，教师年平均工资{{教师平均工资}}。");
    await submit(district);
    expect(codeOf(await bring(city, await exported(district)))).toBe("submission.frozen");
    expect(await flowOf(city, copy)).toMatchObject({ phase: "reviewing", currentRound: 2 });
  });

  it("answers a return with what was returned, and with nothing else", async () => {
    await openYear(city, copy);
    await open(city, copy);
    const { version } = await flowOf(city, copy);
    const inspector = actorOf(city.organisation, "inspector");
    const items = [{ itemKey: "pay", reason: "请补充" }];
    const back = { version, due: "2999-01-01", items };
    expect((await returnItems(city.app.deps, db(city), inspector, copy, back)).ok).toBe(true);
    await recall(district);
    await reword(district, "pay", "教师年平均工资{{教师平均工资}}，已足额发放。");
    await submit(district);
    const answer = await exported(district);
    await recall(district);
    await reword(district, "spending", "全区教育支出{{教育支出}}，另有说明。");
    await submit(district);
    expect(codeOf(await bring(city, await exported(district)))).toBe("submission.frozen");
    expect(await flowOf(city, copy)).toMatchObject({ phase: "returned", currentRound: 1 });
    await bringIn(city, answer);
    expect(await flowOf(city, copy)).toMatchObject({ phase: "submitted", round: 2, returned: ["pay"] });
    expect((await hashes(city))[1]).toBe((await hashes(district))[1]);
  });

  it("stays a draft where what came is not what its hash says, or was never submitted", async () => {
    const forged = await unpack(await exported(district));
    const content = json(forged.get("submission.json"));
    forged.set("submission.json", bytesOf({ ...content, submitted: { ...content.submitted, hash: "0".repeat(64) } }));
    const elsewhere = await empty("city");
    const id = await bringIn(elsewhere, await pack(relist(forged)));
    expect(await flowOf(elsewhere, id)).toMatchObject({ phase: "drafting", round: 0 });
    await recall(district);
    const third = await empty("city");
    const draft = await bringIn(third, await exported(district));
    expect(await flowOf(third, draft)).toMatchObject({ phase: "drafting", round: 0 });
  });
});
