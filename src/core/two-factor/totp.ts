import { hmac } from "@noble/hashes/hmac.js";
import { sha1 } from "@noble/hashes/legacy.js";

/** RFC 6238 as every authenticator app has it: HMAC-SHA-1, thirty seconds, six digits. */
const STEP_MS = 30_000;
const DIGITS = 6;
/** The clocks of two machines differ; the step before and the step after are taken as well. */
const TOLERANCE = 1;
const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

export const stepAt = (milliseconds: number): number => Math.floor(milliseconds / STEP_MS);

/** RFC 4226: the code of one step. */
export function codeOf(secret: Uint8Array, step: number): string {
  const counter = new Uint8Array(8);
  new DataView(counter.buffer).setBigUint64(0, BigInt(step));
  const mac = hmac(sha1, secret, counter);
  const offset = (mac.at(-1) ?? 0) & 0xf;
  const number = new DataView(mac.buffer, mac.byteOffset + offset, 4).getUint32(0) & 0x7fffffff;
  return String(number % 10 ** DIGITS).padStart(DIGITS, "0");
}

/** The step that the code belongs to, and that may be used up by it; every step is compared, whichever fits. */
export function matchingStep(secret: Uint8Array, code: string, milliseconds: number): number | undefined {
  const now = stepAt(milliseconds);
  let found: number | undefined;
  for (let step = now - TOLERANCE; step <= now + TOLERANCE; step += 1)
    if (equalDigits(codeOf(secret, step), code)) found = step;
  return found;
}

/** In the same time wherever they differ. */
function equalDigits(one: string, other: string): boolean {
  let difference = one.length ^ other.length;
  for (let at = 0; at < one.length; at += 1) difference |= one.charCodeAt(at) ^ other.charCodeAt(at);
  return difference === 0;
}

/** RFC 4648 without padding, as it is typed into an app. */
export function base32(bytes: Uint8Array): string {
  let bits = "";
  for (const byte of bytes) bits += byte.toString(2).padStart(8, "0");
  return (bits.match(/.{1,5}/g) ?? []).map((five) => BASE32.charAt(Number.parseInt(five.padEnd(5, "0"), 2))).join("");
}

/** What the app reads from the QR code. */
export function enrolmentUri(secret: Uint8Array, username: string): string {
  return `otpauth://totp/${ISSUER}:${encodeURIComponent(username)}?secret=${base32(secret)}&issuer=${ISSUER}`;
}
/** In Latin letters, which need no encoding: some apps show nothing else. */
const ISSUER = "Ziping";
