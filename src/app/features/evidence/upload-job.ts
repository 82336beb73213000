import type { UploadEntry } from "#app/features/evidence/upload-entry.ts";
import { type KeptUpload, LARGEST_KEPT } from "#app/features/evidence/upload-store.ts";

/** A file on its way: what is shown of it, and what is known beyond that. */
export interface Job {
  entry: UploadEntry;
  sha256: string | undefined;
  /** "" = the file has none; undefined = it has not been read in this visit */
  thumbnail: string | undefined;
  /** the upload on the server */
  url: string | undefined;
  stop: AbortController | undefined;
  /** in a row without a byte having come through */
  attempts: number;
}

export const newJob = (entry: UploadEntry): Job => ({
  entry,
  sha256: undefined,
  thumbnail: undefined,
  url: undefined,
  stop: undefined,
  attempts: 0,
});

/** As an earlier visit left it. */
export function jobFrom({ id, itemKey, slot, replaces, name, size, lastModified, ...kept }: KeptUpload): Job {
  const file = kept.blob && new File([kept.blob], name, { lastModified });
  const waiting = kept.paused ? { kind: "paused" as const, sent: 0 } : { kind: "waiting" as const };
  const state = file ? waiting : { kind: "file-needed" as const };
  const place = { itemKey, slot, ...(replaces === undefined ? {} : { replaces }) };
  const job = newJob({ id, ...place, name, size, lastModified, file, state });
  return { ...job, sha256: kept.sha256, url: kept.url };
}

/** What a later visit needs to go on. */
export function keptFrom({ entry, sha256, url }: Job, accountId: string, submissionId: string): KeptUpload {
  const { id, itemKey, slot, replaces, name, size, lastModified, file, state } = entry;
  return {
    format: 1,
    id,
    accountId,
    submissionId,
    itemKey,
    name,
    size,
    lastModified,
    paused: state.kind === "paused",
    ...(slot === undefined ? {} : { slot }),
    ...(replaces === undefined ? {} : { replaces }),
    ...(sha256 === undefined ? {} : { sha256 }),
    ...(url === undefined ? {} : { url }),
    ...(file && size <= LARGEST_KEPT ? { blob: file } : {}),
  };
}
