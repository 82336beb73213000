/** Without 0/O, 1/I/L: a code is read from a screen or a sheet of paper and typed. */
const ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

/** XXXX-XXXX-XXXX, 59 bits. */
export function freshCode(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(64));
  // bytes beyond the last full round of the alphabet would favour its first letters
  const fair = [...bytes].filter((byte) => byte < 256 - (256 % ALPHABET.length));
  const letters = fair.slice(0, 12).map((byte) => ALPHABET.charAt(byte % ALPHABET.length));
  return (letters.join("").match(/.{4}/g) ?? []).join("-");
}
