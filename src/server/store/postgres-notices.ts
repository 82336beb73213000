import { sql } from "kysely";
import { Client } from "pg";
import { z } from "zod";
import { notice } from "#core/notice/notice.ts";
import type { Ear, Told } from "#server/store/notices.ts";
import type { Db } from "#server/store/store.ts";

const CHANNEL = "ziping_notices";
/** PostgreSQL takes less than 8000 bytes at once. */
const MAX_BYTES = 7000;

const told = z.array(notice.extend({ organisationId: z.string().nullable(), accountId: z.string().nullable() }));

/** Inside a transaction: PostgreSQL delivers it when that commits, to this process as to the others. */
export async function notifyPostgres(tx: Db, all: readonly Told[]): Promise<void> {
  for (const payload of payloads(all)) await sql`select pg_notify(${CHANNEL}, ${payload})`.execute(tx);
}

/** As few texts as they fit into. */
export function payloads(all: readonly Told[]): string[] {
  const texts: string[] = [];
  let batch: Told[] = [];
  for (const each of all) {
    const grown = [...batch, each];
    if (batch.length > 0 && Buffer.byteLength(JSON.stringify(grown)) > MAX_BYTES) {
      texts.push(JSON.stringify(batch));
      batch = [each];
    } else batch = grown;
  }
  return batch.length > 0 ? [...texts, JSON.stringify(batch)] : texts;
}

export function readPayload(text: string): Told[] | undefined {
  try {
    return told.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

const PING_MS = 20_000;
const ANSWER_MS = 5000;
const PAUSE_MS = 500;
const LONGEST_MS = 8000;

/**
 * A connection of its own that listens until it is given up. One that dies, or no longer answers, is replaced; what was
 * told meanwhile is lost, and the ear hears of the gap.
 */
export function listenPostgres(url: string, ear: Ear): () => Promise<void> {
  let given = false;
  let attempt = 0;
  let current: Client | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const again = (failed: Client): void => {
    if (given || current !== failed) return;
    current = undefined;
    clearTimeout(timer);
    failed.end().then(undefined, () => undefined);
    const pause = Math.min(LONGEST_MS, PAUSE_MS * 2 ** attempt);
    attempt += 1;
    // several processes that lost the same database do not all come back in the same moment
    timer = setTimeout(open, pause * (0.5 + Math.random() / 2));
  };
  const watch = (client: Client): void => {
    timer = setTimeout(() => {
      client.query("select 1").then(
        () => (given || current !== client ? undefined : watch(client)),
        () => again(client),
      );
    }, PING_MS);
    timer.unref();
  };
  const open = (): void => {
    const client = new Client({
      connectionString: url,
      connectionTimeoutMillis: ANSWER_MS,
      query_timeout: ANSWER_MS,
      keepAlive: true,
    });
    current = client;
    client.on("error", () => again(client));
    client.on("end", () => again(client));
    client.on("notification", ({ payload = "" }) => {
      const heard = readPayload(payload);
      // of a newer version: what it says is not known, that something has changed is
      if (heard) ear.told(heard);
      else ear.gap();
    });
    client
      .connect()
      .then(() => client.query(`listen ${CHANNEL}`))
      .then(
        () => {
          if (given || current !== client) return;
          attempt = 0;
          ear.gap();
          watch(client);
        },
        () => again(client),
      );
  };
  open();
  return async () => {
    given = true;
    clearTimeout(timer);
    await current?.end().then(undefined, () => undefined);
  };
}
