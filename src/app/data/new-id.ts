/** A random name, 128 bits in hexadecimal. `crypto.randomUUID` is missing where the page comes by plain http from another machine. */
export const newId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
