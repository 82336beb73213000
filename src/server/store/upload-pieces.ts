import { sql } from "kysely";
import type { Pieces } from "#server/files/pieces.ts";
import type { Db } from "#server/store/store.ts";

/** A stretch is added once only: the key of its row holds the upload and the place, so two writers cannot both go on. */
export const uploadPieces = (db: Db): Pieces => ({
  list: async (uploadId) => {
    const upload = await db.selectFrom("upload").select("inspection").where("id", "=", uploadId).executeTakeFirst();
    if (!upload) return undefined;
    const rows = await db
      .selectFrom("upload_piece")
      .select(["start", "size", "key"])
      .where("upload_id", "=", uploadId)
      .orderBy("start")
      .execute();
    // looked into, and nothing left: its bytes have become content
    if (rows.length === 0 && upload.inspection !== null) return undefined;
    return rows.map(({ start, size, key }) => ({ start: Number(start), size: Number(size), key }));
  },
  add: async (uploadId, { start, size, key }) => {
    // only while the upload is there; PostgreSQL must be told what the values are
    const added = await sql`
      insert into upload_piece (upload_id, start, size, key)
      select id, cast(${start} as bigint), cast(${size} as bigint), cast(${key} as text) from upload where id = ${uploadId}
      on conflict (upload_id, start) do nothing`.execute(db);
    return added.numAffectedRows === 1n;
  },
  clear: async (uploadId) => {
    await db.deleteFrom("upload_piece").where("upload_id", "=", uploadId).execute();
  },
  knows: async (key) =>
    (await db.selectFrom("upload_piece").select("key").where("key", "=", key).executeTakeFirst()) !== undefined,
});
