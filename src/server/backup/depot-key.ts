import { createHmac, hkdfSync, randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { BackupError } from "#server/backup/backup-error.ts";

export const DEPOT_FORMAT = 1;

const hex32 = z.string().regex(/^[0-9a-f]{64}$/);

/** Lies in the clear beside the backups: nothing in it helps without the passphrase. */
export const depotFile = z.strictObject({
  format: z.literal(DEPOT_FORMAT),
  encryption: z
    .strictObject({
      salt: hex32,
      // bounds of what a machine is made to do by a file that it has only read
      cost: z
        .int()
        .min(2 ** 14)
        .max(2 ** 20),
      blockSize: z.literal(8),
      parallel: z.int().min(1).max(4),
      /** tells a wrong passphrase from a damaged file */
      check: hex32,
    })
    .nullable(),
});
export type DepotFile = z.infer<typeof depotFile>;
type Encryption = NonNullable<DepotFile["encryption"]>;

export interface DepotKey {
  /** of the bytes */
  bytes: Uint8Array;
  /** of the names that they lie under: a known document's hash would tell that it is there */
  names: Uint8Array;
}

/** 128 MB and some tenths of a second for whoever tries passphrases. */
const COST = { cost: 2 ** 17, blockSize: 8, parallel: 1 } as const;

export async function newEncryption(
  passphrase: string,
  cost: number = COST.cost,
): Promise<{ encryption: Encryption; key: DepotKey }> {
  const base = { ...COST, cost, salt: randomBytes(32).toString("hex") };
  const { check, key } = await derived(passphrase, base);
  return { encryption: { ...base, check: check.toString("hex") }, key };
}

/** Refuses a passphrase that is not the one that the depot was made with. */
export async function depotKey(passphrase: string, encryption: Encryption): Promise<DepotKey> {
  const { check, key } = await derived(passphrase, encryption);
  if (!timingSafeEqual(check, Buffer.from(encryption.check, "hex"))) throw new BackupError("backup.passphrase");
  return key;
}

async function derived(
  passphrase: string,
  { salt, cost, blockSize, parallel }: Omit<Encryption, "check">,
): Promise<{ check: Buffer; key: DepotKey }> {
  const options = { N: cost, r: blockSize, p: parallel, maxmem: 256 * cost * blockSize };
  const master = await new Promise<Buffer>((resolve, reject) =>
    // the same words typed on two systems are the same passphrase
    scrypt(passphrase.normalize("NFKC"), Buffer.from(salt, "hex"), 32, options, (error, key) =>
      error ? reject(error) : resolve(key),
    ),
  );
  const part = (use: string): Uint8Array => new Uint8Array(hkdfSync("sha256", master, "", `ziping depot ${use}`, 32));
  return { check: Buffer.from(part("check")), key: { bytes: part("bytes"), names: part("names") } };
}

/** Under which name content lies. */
export const storedName = (sha256: string, key: DepotKey | undefined): string =>
  key ? createHmac("sha256", key.names).update(sha256).digest("hex") : sha256;
