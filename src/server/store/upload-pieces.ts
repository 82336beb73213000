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
    const added = await db
      .insertInto("upload_piece")
      .columns(["upload_id", "start", "size", "key"])
      .expression((eb) =>
        eb
          .selectFrom("upload")
          .select((select) => [
            "id",
            select.val(start).as("start"),
            select.val(size).as("size"),
            select.val(key).as("key"),
          ])
          .where("id", "=", uploadId),
      )
      .onConflict((conflict) => conflict.columns(["upload_id", "start"]).doNothing())
      .executeTakeFirst();
    return added.numInsertedOrUpdatedRows === 1n;
  },
  clear: async (uploadId) => {
    await db.deleteFrom("upload_piece").where("upload_id", "=", uploadId).execute();
  },
  knows: async (key) =>
    (await db.selectFrom("upload_piece").select("key").where("key", "=", key).executeTakeFirst()) !== undefined,
});
