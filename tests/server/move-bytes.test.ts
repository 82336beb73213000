import { expect, it } from "vitest";
import { memoryFiles } from "#server/files/memory.ts";
import { checkBytes, copyBytes } from "#server/move/move-bytes.ts";
import { newInstallation } from "#tests/fixtures/installation.ts";

it("every file that anything names is moved: a stamped scan as well as evidence", async () => {
  const own = await newInstallation();
  await own.add("evidence");
  const { db } = own.app.deps.store;
  const to = memoryFiles();
  let told = 0;
  expect(await copyBytes({ db, from: own.app.deps.files, to }, (_, all) => (told = all))).toEqual([]);
  const { sha256 } = await db.selectFrom("scan").select("sha256").executeTakeFirstOrThrow();
  expect([told, await to.has(sha256)]).toEqual([2, true]);
  expect(await checkBytes(db, memoryFiles(), () => undefined)).toHaveLength(2);
  await own.remove();
});
