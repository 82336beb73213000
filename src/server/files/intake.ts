import { SNIFF_BYTES } from "#core/evidence/sniff.ts";
import { err, ok, type Result } from "#core/result.ts";
import type { Bytes, PutFault, PutOptions } from "#server/files/files.ts";

/**
 * Reads an upload to its end and hands every chunk on, once the head has been accepted.
 * An exception of `write` is the store's and passes through; one of the stream is the sender's.
 */
export async function takeIn(
  stream: Bytes,
  options: PutOptions,
  write: (chunk: Uint8Array<ArrayBuffer>) => Promise<void> | void,
): Promise<Result<{ size: number }, PutFault>> {
  if (options.expected !== undefined && options.expected > options.limit) return refuse(stream, "too-large");
  const reader = stream.getReader();
  const held: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  let accepted = false;
  const release = async (): Promise<boolean> => {
    accepted = true;
    if (!options.accept(joined(held).subarray(0, SNIFF_BYTES))) return false;
    for (const chunk of held.splice(0)) await write(chunk);
    return true;
  };
  try {
    for (;;) {
      const step = await next(reader);
      if (step === "interrupted") return err("interrupted");
      if (step === undefined) break;
      size += step.byteLength;
      if (size > options.limit) return err("too-large");
      if (accepted) await write(step);
      else {
        held.push(step);
        if (size >= SNIFF_BYTES && !(await release())) return err("refused");
      }
    }
    if (options.expected !== undefined && size !== options.expected) return err("interrupted");
    if (size === 0) return err("empty");
    if (!accepted && !(await release())) return err("refused");
    return ok({ size });
  } finally {
    // what is left unread is thrown away; a stream that has ended or broken off has nothing to cancel
    reader.cancel().then(undefined, () => undefined);
  }
}

async function next(
  reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>,
): Promise<Uint8Array<ArrayBuffer> | undefined | "interrupted"> {
  try {
    const { done, value } = await reader.read();
    return done ? undefined : value;
  } catch {
    return "interrupted";
  }
}

async function refuse(stream: Bytes, fault: PutFault): Promise<Result<never, PutFault>> {
  await stream.cancel().then(undefined, () => undefined);
  return err(fault);
}

export function joined(chunks: readonly Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
  const [only] = chunks;
  if (only !== undefined && chunks.length === 1) return only;
  const all = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0));
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.byteLength;
  }
  return all;
}

export const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** SHA-256 by the platform, in Node and in the browser alike. */
export const sha256Of = async (bytes: Uint8Array<ArrayBuffer>): Promise<string> =>
  hex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
