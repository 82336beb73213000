import { signingSecret } from "#server/auth/secret.ts";
import type { Db } from "#server/store/store.ts";

const NONCE_BYTES = 12;
const text = new TextEncoder();

/** AES-256-GCM under a key of its own that follows from the installation's secret. */
async function keyOf(db: Db): Promise<CryptoKey> {
  const root = await crypto.subtle.importKey("raw", text.encode(await signingSecret(db)), "HKDF", false, ["deriveKey"]);
  const derivation = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: text.encode("two-factor") };
  return crypto.subtle.deriveKey(derivation, root, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

const algorithm = (nonce: Uint8Array<ArrayBuffer>, owner: string): AesGcmParams => ({
  name: "AES-GCM",
  iv: nonce,
  additionalData: text.encode(owner),
});

/** Opens for the same `owner` only: a row that is copied to another account is worth nothing. */
export async function seal(db: Db, owner: string, secret: Uint8Array<ArrayBuffer>): Promise<string> {
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const sealed = await crypto.subtle.encrypt(algorithm(nonce, owner), await keyOf(db), secret);
  return btoa(String.fromCharCode(...nonce, ...new Uint8Array(sealed)));
}

export async function unseal(db: Db, owner: string, sealed: string): Promise<Uint8Array> {
  const bytes = Uint8Array.from(atob(sealed), (letter) => letter.charCodeAt(0));
  const nonce = bytes.slice(0, NONCE_BYTES);
  return new Uint8Array(
    await crypto.subtle.decrypt(algorithm(nonce, owner), await keyOf(db), bytes.slice(NONCE_BYTES)),
  );
}
