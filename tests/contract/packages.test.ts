import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { importPackage as importContract, receivedPackage } from "#core/api/package.ts";
import { NO_DECISIONS } from "#core/package/plan.ts";
import { submissionOf } from "#mocks/seed.ts";
import { importPackage } from "#server/services/package-import.ts";
import { migrate } from "#server/store/migrate.ts";
import { atOneMoment, type Db } from "#server/store/store.ts";
import { STORES, type TestDatabase } from "#tests/contract/each-store.ts";
import {
  codeOf,
  confirm,
  contentOf,
  empty,
  exported,
  filled,
  type Place,
  roleOf,
  rowsOf,
  send,
  storeOf,
} from "#tests/fixtures/package-places.ts";
import { bytesOf, json, pack, relist, unpack } from "#tests/fixtures/packages.ts";

const imported = importContract.response;

describe.each(STORES)("packages on $name", ({ create }) => {
  let database: TestDatabase;
  let from: Place;
  let to: Place;
  let bytes: Uint8Array<ArrayBuffer>;

  beforeEach(async () => {
    database = await create();
    from = await filled();
    bytes = await exported(from);
    to = await empty("district", { store: database.open() });
  });
  afterEach(() => database.dispose());

  const bring = async (): Promise<string> => {
    const done = await confirm(to, (await send(to, bytes)).body);
    expect(done.status).toBe(200);
    return imported?.parse(done.body).submissionId ?? "";
  };

  it("bring a year whole, and the year can be taken along from here again", async () => {
    const id = await bring();
    const [theirs, ours] = [await contentOf(from, submissionOf(from.organisation)), await contentOf(to, id)];
    const said = ({ answers, evidence }: typeof ours) => ({
      answers: Object.entries(answers).map(([key, { answer, history }]) => [key, answer, history.at(-1)]),
      evidence: evidence.map(({ addedBy: _, ...record }) => record),
    });
    expect(said(ours)).toEqual(said(theirs));
    to.organisation = { ...to.organisation, submissionId: id };
    const back = await send(from, await exported(to));
    const { plan } = receivedPackage.parse(back.body);
    expect([...plan.items, ...plan.evidence].every(({ standing }) => standing === "same")).toBe(true);
  });

  it("change nothing when they are brought a second time", async () => {
    await bring();
    const before = await storeOf(to);
    const again = await send(to, bytes);
    expect(receivedPackage.parse(again.body).plan.importedAt).not.toBeNull();
    expect(await confirm(to, again.body)).toMatchObject({ status: 200, body: { outcome: "already" } });
    expect(await storeOf(to)).toEqual(before);
  });

  it("are written once when the same one is confirmed several times at once, and when it was received twice", async () => {
    const first = await send(to, bytes);
    const second = await send(to, bytes);
    const done = await Promise.all([first, first, second].map(({ body }) => confirm(to, body)));
    expect(done.filter(({ status }) => status === 200).length).toBeGreaterThan(0);
    for (const each of done) if (each.status !== 200) expect(codeOf(each)).toBe("package.plan-changed");
    const revisions = await to.app.deps.store.db.selectFrom("answer_revision").selectAll().execute();
    expect(revisions).toHaveLength(2);
    expect(await to.app.deps.store.db.selectFrom("submission").selectAll().execute()).toHaveLength(1);
  });

  it("that are refused leave no row and no file", async () => {
    const before = await storeOf(to);
    const forged = await unpack(bytes);
    const content = json(forged.get("submission.json"));
    forged.set(
      "submission.json",
      bytesOf({ ...content, answers: { ...content.answers, unknown: content.answers.pay } }),
    );
    const cases: [string, Uint8Array<ArrayBuffer>][] = [
      ["package.damaged", bytes.slice(0, bytes.length - 100)],
      ["package.damaged", bytes.map((byte, at) => (at === 500 ? byte ^ 1 : byte))],
      ["package.invalid", await pack(relist(forged))],
    ];
    for (const [code, sent] of cases) {
      const refused = await send(to, sent);
      expect([refused.status, codeOf(refused)]).toEqual([422, code]);
      expect(await storeOf(to)).toEqual(before);
    }
  });

  it("that fail while they are written leave no row, can be confirmed again, and then are whole", async () => {
    const received = await send(to, bytes);
    const rows = async () => rowsOf(to);
    const before = await rows();
    const { packageId, digest } = receivedPackage.parse(received.body);
    /** fails at the n-th time that it is asked what time it is: every row that is written asks */
    const failingAt = (n: number) => {
      let asked = 0;
      const clock = (): Date => {
        asked += 1;
        if (asked === n) throw new Error("stopped here");
        return to.app.deps.clock();
      };
      return importPackage({ ...to.app.deps, clock }, roleOf(to), packageId, { digest, decisions: NO_DECISIONS });
    };
    for (let step = 1; step <= 6; step += 1) {
      await expect(failingAt(step)).rejects.toThrow("stopped here");
      expect(await rows()).toEqual(before);
    }
    expect((await confirm(to, received.body)).status).toBe(200);
    expect(await readdir(join(to.folder, "packages"))).toEqual([]);
  });
});

// where one process has the data folder to itself, nothing can be saved meanwhile
describe.each(STORES.filter(({ processes }) => processes > 1))("rows of a package on $name", ({ create }) => {
  it("are those of one moment, whatever is saved while they are read", async () => {
    const database = await create();
    onTestFinished(() => database.dispose());
    const [own, other] = [database.open(), database.open().db];
    await migrate(own, () => new Date("2022-11-08T00:00:00Z"));
    const row = { id: "o", kind: "district" as const, name: "原名", created_at: "2022-11-08T00:00:00.000Z" };
    await other.insertInto("organisation").values(row).execute();
    const named = (db: Db) => db.selectFrom("organisation").select("name").execute();
    const seen = await atOneMoment(own.db, async (tx) => {
      const first = await named(tx);
      await other.updateTable("organisation").set({ name: "改名" }).execute();
      return [first, await named(tx)];
    });
    expect(seen).toEqual([[{ name: "原名" }], [{ name: "原名" }]]);
    expect(await named(own.db)).toEqual([{ name: "改名" }]);
  });
});
