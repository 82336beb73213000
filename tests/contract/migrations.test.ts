import { readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readEvidence, readRevisions } from "#server/services/evidence-records.ts";
import { appliedMigration, MIGRATIONS, migrate, NewerDatabaseError } from "#server/store/migrate.ts";
import type { Migration } from "#server/store/migration.ts";
import type { Schema } from "#server/store/schema.ts";
import { STORES, type TestDatabase } from "#tests/contract/each-store.ts";

const clock = (): Date => new Date("2022-11-08T00:00:00Z");

const TABLES: Record<keyof Schema, true> = {
  setting: true,
  organisation: true,
  unit: true,
  auth_user: true,
  auth_session: true,
  auth_credential: true,
  auth_verification: true,
  account_profile: true,
  sign_in_failure: true,
  failed_sign_in: true,
  two_factor: true,
  recovery_code: true,
  submission: true,
  answer: true,
  answer_revision: true,
  assignment: true,
  evidence: true,
  evidence_link: true,
  evidence_revision: true,
  upload: true,
  upload_piece: true,
  upload_lease: true,
  thumbnail: true,
  carry: true,
  sign_off: true,
  comment_thread: true,
  comment: true,
  presence: true,
  parcel: true,
  packaged_template: true,
  template_draft: true,
  template_draft_edit: true,
  published_template: true,
  submission_upgrade: true,
  submission_orphan: true,
  cycle: true,
  cycle_district: true,
  duty: true,
  submission_flow: true,
  flow_step: true,
  snapshot: true,
  snapshot_item: true,
  snapshot_file: true,
  snapshot_figure: true,
  snapshot_target: true,
  scan: true,
  verdict: true,
  verdict_revision: true,
  item_return: true,
  reading: true,
  phrase: true,
  conclusion: true,
  problem: true,
  problem_step: true,
  problem_evidence: true,
  audit_event: true,
  audit_head: true,
};

it("has one file per migration, numbered from 1 without a gap", async () => {
  const files = await readdir(fileURLToPath(new URL("../../src/server/store/migrations", import.meta.url)));
  const expected = MIGRATIONS.map(({ name }, index) => `${String(index + 1).padStart(4, "0")}-${name}.ts`);
  expect(files.sort()).toEqual(expected);
});

describe.each(STORES)("migrations on $name", ({ create, processes }) => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await create();
  });
  afterEach(() => database.dispose());

  it("run each once, and leave every table of the schema", async () => {
    const store = database.open();
    const all = MIGRATIONS.map((_, index) => index + 1);
    expect(await migrate(store, clock)).toEqual(all);
    expect(await migrate(store, clock)).toEqual([]);
    expect(await appliedMigration(store.db)).toBe(MIGRATIONS.length);
    for (const table of Object.keys(TABLES)) await sql`select * from ${sql.table(table)}`.execute(store.db);
  });

  it("refuse a database that a newer version has written", async () => {
    const store = database.open();
    await migrate(store, clock);
    await sql`insert into schema_migration (number, name, applied_at) values (${MIGRATIONS.length + 1}, 'future', '')`.execute(
      store.db,
    );
    await expect(migrate(store, clock)).rejects.toThrow(NewerDatabaseError);
  });

  it("leave the evidence of older versions out of the report", async () => {
    const store = database.open();
    await migrate(store, clock, MIGRATIONS.slice(0, 1));
    const at = clock().toISOString();
    for (const statement of [
      sql`insert into organisation (id, kind, name, created_at) values ('o', 'district', '甲区', ${at})`,
      sql`insert into auth_user (id, name, email, "emailVerified", username, "createdAt", "updatedAt")
          values ('u', '甲', 'u@example.test', 0, 'u', ${at}, ${at})`,
      sql`insert into submission (id, organisation_id, template_id, template_version, year, created_at)
          values ('s', 'o', 't', '1', 2022, ${at})`,
      sql`insert into evidence (id, submission_id, title, file_name, media_type, size, sha256, added_at, added_by)
          values ('e', 's', '照片', 'a.png', 'image/png', 1, ${"a".repeat(64)}, ${at}, 'u')`,
    ])
      await statement.execute(store.db);
    expect(await migrate(store, clock)).toEqual(MIGRATIONS.slice(1).map((_, index) => index + 2));
    expect(await readEvidence(store.db, "s")).toMatchObject([{ id: "e", title: "照片", inReport: false }]);
  });

  it("take the file of an older version's record as its first revision, and nothing said of it", async () => {
    const store = database.open();
    await migrate(store, clock, MIGRATIONS.slice(0, 3));
    const at = clock().toISOString();
    for (const statement of [
      sql`insert into organisation (id, kind, name, created_at) values ('o', 'district', '甲区', ${at})`,
      sql`insert into auth_user (id, name, email, "emailVerified", username, "createdAt", "updatedAt")
          values ('u', '甲', 'u@example.test', 0, 'u', ${at}, ${at})`,
      sql`insert into submission (id, organisation_id, template_id, template_version, year, created_at)
          values ('s', 'o', 't', '1', 2022, ${at})`,
      sql`insert into evidence (id, submission_id, title, file_name, media_type, size, sha256, added_at, added_by)
          values ('e', 's', '照片', 'a.png', 'image/png', 1, ${"a".repeat(64)}, ${at}, 'u')`,
      sql`insert into evidence_link (evidence_id, item_key, slot, position) values ('e', 'i', null, 1)`,
    ])
      await statement.execute(store.db);
    await migrate(store, clock);
    const file = { fileName: "a.png", mediaType: "image/png", size: 1, sha256: "a".repeat(64), flags: [] };
    expect(await readRevisions(store.db, "s", "e")).toEqual([{ revision: 1, ...file, addedAt: at, addedBy: "甲" }]);
    expect(await readEvidence(store.db, "s")).toMatchObject([
      { ...file, revision: 1, docNumber: "", date: null, confidential: false, links: [{ itemKey: "i", order: 1 }] },
    ]);
  });

  it("leave nothing of one that fails half-way", async () => {
    const store = database.open();
    const broken: Migration = {
      name: "broken",
      up: async (tx) => {
        await sql`create table half_way (id text)`.execute(tx);
        throw new Error("power cut");
      },
    };
    await expect(migrate(store, clock, [...MIGRATIONS, broken])).rejects.toThrow("power cut");
    expect(await appliedMigration(store.db)).toBe(MIGRATIONS.length);
    await expect(sql`select * from half_way`.execute(store.db)).rejects.toThrow();
  });

  it("run once when everybody starts together", async () => {
    const stores = Array.from({ length: processes }, () => database.open());
    const runs = await Promise.all([...stores, ...stores].map((store) => migrate(store, clock)));
    expect(runs.flat().toSorted((one, other) => one - other)).toEqual(MIGRATIONS.map((_, index) => index + 1));
  });
});
