import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openSqlite } from "#server/store/node-sqlite.ts";
import type { Db } from "#server/store/store.ts";
import { runCommand, temporaryFolder } from "#tests/cli/run-command.ts";
import { changeData } from "#tests/cli/stored-year.ts";

const seed = (data: string, ...args: string[]) => runCommand(["seed", ...args], { DATA_DIR: data });

async function reading<T>(data: string, read: (db: Db) => Promise<T>): Promise<T> {
  const store = openSqlite(join(data, "ziping.sqlite"));
  try {
    return await read(store.db);
  } finally {
    await store.close();
  }
}

/** Everything that was said, without ids and instants. */
const contentOf = (data: string) =>
  reading(data, async (db) => ({
    answers: await db
      .selectFrom("answer")
      .innerJoin("submission", "submission.id", "answer.submission_id")
      .innerJoin("organisation", "organisation.id", "submission.organisation_id")
      .select(["organisation.name", "submission.year", "answer.item_key", "answer.body"])
      .orderBy("organisation.name")
      .orderBy("submission.year")
      .orderBy("answer.item_key")
      .execute(),
    files: await db
      .selectFrom("evidence_link")
      .innerJoin("evidence", "evidence.id", "evidence_link.evidence_id")
      .select(["item_key", "slot", "position", "title", "sha256"])
      .orderBy("sha256")
      .orderBy("item_key")
      .execute(),
    states: (await db.selectFrom("sign_off").select(["item_key", "state"]).execute())
      .map((row) => Object.values(row).join())
      .sort(),
  }));

describe("seed", () => {
  it("fills an empty installation with districts at different stages, and leaves a sound log", async () => {
    const data = await temporaryFolder();
    const { code, said } = await seed(data, "--districts", "4", "--items", "8", "--files", "3");
    expect(code).toBe(0);
    expect(said.filter((line) => line.includes("密码"))).toHaveLength(1);
    expect(said.join("\n")).toMatch(/密码（只显示这一次）：[0-9a-f]{5}-[0-9a-f]{5}-[0-9a-f]{5}$/);
    const counted = await reading(data, async (db) => {
      const count = async (table: "organisation" | "auth_user" | "submission" | "evidence" | "evidence_link") =>
        (await db.selectFrom(table).selectAll().execute()).length;
      return [
        await count("organisation"),
        await count("auth_user"),
        await count("submission"),
        (await count("evidence")) === (await count("evidence_link")),
      ];
    });
    expect(counted).toEqual([5, 4 * 5 + 7, 4, true]);
    const { answers, files, states } = await contentOf(data);
    const names = [...new Set(answers.map(({ name }) => name))];
    const perDistrict = names.map((name) => answers.filter((each) => each.name === name).length).sort();
    expect(perDistrict.slice(1)).toEqual([8, 8, 8]);
    expect(perDistrict[0]).toBeLessThan(8);
    expect(files.length % 3).toBe(0);
    expect(files.length).toBeGreaterThanOrEqual(3 * 8 * 3);
    expect(states.some((each) => each.endsWith("taken-over"))).toBe(true);
    const verified = await runCommand(["audit", "--verify"], { DATA_DIR: data });
    expect(verified).toMatchObject({ code: 0, complained: [] });
  });

  it("takes the districts through the city's review, with days that make a curve", async () => {
    const data = await temporaryFolder();
    const wish = ["--districts", "7", "--items", "12", "--files", "0"];
    expect((await seed(data, ...wish)).said.join()).toContain("市级评价：已开启");
    const kept = await reading(data, async (db) => ({
      phases: (await db.selectFrom("submission_flow").select(["phase", "round"]).execute())
        .map(({ phase, round }) => `${phase} ${round}`)
        .sort(),
      steps: (await db.selectFrom("flow_step").select(["at", "event", "reason"]).execute()).sort((a, b) =>
        a.at < b.at ? -1 : 1,
      ),
      log: (await db.selectFrom("audit_event").select("at").orderBy("id").execute()).map(({ at }) => at),
      readers: (await db.selectFrom("verdict").select(["submission_id", "item_key"]).execute()).map((row) =>
        Object.values(row).join(),
      ),
      problems: (await db.selectFrom("problem").select("state").execute()).map(({ state }) => state),
      inspectors: new Set((await db.selectFrom("duty").select("account_id").execute()).map((row) => row.account_id)),
    }));
    expect(new Set(kept.phases.map((each) => each.split(" ")[0]))).toEqual(
      new Set(["concluded", "drafting", "returned", "reviewing", "submitted"]),
    );
    expect(kept.phases).toContain("submitted 2");
    expect(new Set(kept.steps.map(({ at }) => at.slice(0, 10))).size).toBeGreaterThan(6);
    expect(kept.steps.filter(({ event }) => event === "submit").every(({ reason }) => reason?.includes("演示"))).toBe(
      true,
    );
    expect(kept.log).toEqual([...kept.log].sort());
    expect(new Set(kept.readers).size).toBeLessThan(kept.readers.length);
    expect(new Set(kept.problems).size).toBeGreaterThan(2);
    expect(kept.inspectors.size).toBe(4);
    expect((await seed(data, ...wish)).said.join()).toContain("市级评价：本年度已有，未改动");
    expect((await runCommand(["audit", "--verify"], { DATA_DIR: data })).code).toBe(0);
  });

  it("gives the same for the same words, and something else for others", async () => {
    const [first, second, other] = [await temporaryFolder(), await temporaryFolder(), await temporaryFolder()];
    const wish = ["--districts", "2", "--items", "3", "--files", "1"];
    for (const data of [first, second]) await seed(data, ...wish, "--seed", "甲");
    await seed(other, ...wish, "--seed", "乙");
    expect(await contentOf(second)).toEqual(await contentOf(first));
    expect(await contentOf(other)).not.toEqual(await contentOf(first));
  });

  it("adds another year to a demonstration, with files that both years have, and changes nothing twice", async () => {
    const data = await temporaryFolder();
    const wish = ["--districts", "1", "--items", "2", "--files", "2"];
    await seed(data, ...wish);
    const before = await contentOf(data);
    const again = await seed(data, ...wish);
    expect(again.code).toBe(0);
    expect(again.said[0]).toContain("本年度已有，未改动");
    expect(await contentOf(data)).toEqual(before);
    expect((await seed(data, ...wish, "--year", "2023")).code).toBe(0);
    const { answers, files } = await contentOf(data);
    expect(new Set(answers.map(({ year }) => year))).toEqual(new Set([2022, 2023]));
    expect(files.length).toBeGreaterThan(before.files.length);
    expect((await seed(data, ...wish, "--seed", "其他")).code).toBe(1);
  });

  it("refuses data that somebody works with, and changes nothing", async () => {
    const data = await temporaryFolder();
    const wish = ["--districts", "1", "--items", "1", "--files", "1"];
    await seed(data, ...wish);
    // what tells a demonstration from everybody's own is this mark alone
    await changeData(data, (db) => db.deleteFrom("setting").where("key", "=", "demo.seed").execute());
    const before = await contentOf(data);
    const refused = await seed(data, ...wish, "--year", "2023");
    expect(refused).toMatchObject({ code: 1, said: [] });
    expect(refused.complained.join()).toContain("seed.not-demo");
    expect(await contentOf(data)).toEqual(before);
  });

  it.each([
    [[], 2, "--districts"],
    [["--districts", "0"], 2, "--districts"],
    [["--districts", "41"], 2, "1至40"],
    [["--districts", "2", "--items", "some"], 2, "--items"],
    [["--districts", "2", "--files", "-1"], 2, "--files"],
    [["--districts", "2", "--year", "2001"], 1, "2001年的清单"],
  ] as const)("does not take %j", async (args, code, word) => {
    const outcome = await seed(await temporaryFolder(), ...args);
    expect(outcome.code).toBe(code);
    expect(outcome.complained.join()).toContain(word);
  });
});
