import type { BackupReason } from "#core/api/backup.ts";
import type { Keep } from "#core/backup/keep.ts";
import type { Room } from "#server/backup/disk-room.ts";
import type { StoreKind } from "#server/store/store.ts";

/** The installation that is copied; it may be at work. */
export interface BackupSource {
  kind: StoreKind;
  /** about how much its database takes */
  databaseBytes: () => Promise<number>;
  /** as it is at one moment, into a file that is not there yet */
  copyDatabase: (path: string) => Promise<void>;
  /** bytes that may turn out to be damaged */
  /** a folder on the data's own disk, for what must not lie unencrypted elsewhere */
  scratch: string;
  read: (sha256: string) => Promise<AsyncIterable<Uint8Array> | undefined>;
}

export interface BackupTask {
  source: BackupSource;
  folder: string;
  passphrase: string | undefined;
  reason: BackupReason;
  /** of the program */
  version: string;
  now: Date;
  /** absent = every backup stays */
  keep?: Keep | undefined;
  told?: (done: number, all: number) => void;
  /** replaces the disk's own word, so that a test can fill it */
  room?: (folder: string) => Promise<Room>;
  /** replaces the work that a guess of the passphrase costs, so that tests need not wait */
  cost?: number;
}
