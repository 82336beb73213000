import type { ByteSource } from "#core/evidence/byte-source.ts";
import { findBytes } from "#core/evidence/find-bytes.ts";
import type { Inflate } from "#core/evidence/inspection.ts";

const STEP = 64 * 1024;
/** the data of a stream is only looked through for its end */
const LONG_STEP = 1024 * 1024;
/** A dictionary is short; what is longer without an end is no PDF. */
const LONGEST = 4 * 1024 * 1024;
const MOST_PACKED = 16 * 1024 * 1024;
const MOST_UNPACKED = 64 * 1024 * 1024;
/** the longest word that is looked for may lie across two readings */
const OVERLAP = 16;

const END_OF_OBJECT = /endobj|stream\r?\n/g;
const END_OF_STREAM = Uint8Array.from("endstream", (letter) => letter.charCodeAt(0));

/**
 * The objects of a PDF as text, in the order of the file, without the data of its streams: pictures and fonts are
 * skipped, streams of objects are unpacked. The table of places is not used: broken ones are common, and a search from
 * the front sees what every viewer could be made to see.
 */
export async function* pdfObjects(source: ByteSource, inflate: Inflate): AsyncGenerator<string> {
  const reader = windowOn(source);
  for (;;) {
    const end = await reader.find(END_OF_OBJECT, LONGEST);
    yield end.before;
    if (end.word === undefined) return;
    if (end.word === "endobj") continue;
    const start = reader.position();
    const stated = await statedEnd(source, end.before, start);
    const sought = await soughtEnd(source, stated ?? start);
    if (sought === undefined) return;
    if (/\/ObjStm\b/.test(end.before)) yield* unpacked(source, inflate, end.before, start, stated ?? sought);
    reader.jump(sought + END_OF_STREAM.length);
  }
}

/** Where a stream says that it ends, if it does end there; many are too long to be read for that. */
async function statedEnd(source: ByteSource, dictionary: string, start: number): Promise<number | undefined> {
  const length = /\/Length\s+(\d+)(?!\s+\d+\s+R|\d)/.exec(dictionary)?.[1];
  if (length === undefined) return undefined;
  const end = start + Number(length);
  return /^\s*endstream/.test(latin1(await source.read(end, 32))) ? end : undefined;
}

async function soughtEnd(source: ByteSource, from: number): Promise<number | undefined> {
  for (let at = from, step = STEP; ; step = LONG_STEP) {
    const bytes = await source.read(at, step);
    const found = findBytes(bytes, END_OF_STREAM);
    if (found >= 0) return at + found;
    if (bytes.length <= OVERLAP) return undefined;
    at += bytes.length - OVERLAP;
  }
}

interface Window {
  /** the text up to the next match, at most `keep` letters of it, and the match; without one the rest */
  find: (pattern: RegExp, keep: number) => Promise<{ before: string; word: string | undefined }>;
  /** where the next search begins */
  position: () => number;
  jump: (to: number) => void;
}

function windowOn(source: ByteSource): Window {
  let text = "";
  /** where in the file the text begins */
  let base = 0;
  const jump = (to: number): void => {
    text = to >= base && to <= base + text.length ? text.slice(to - base) : "";
    base = to;
  };
  return {
    position: () => base,
    jump,
    find: async (pattern, keep) => {
      // what is long is read in longer parts: each one makes the whole text anew
      for (let from = 0, step = STEP; ; step = Math.min(2 * step, LONG_STEP)) {
        pattern.lastIndex = from;
        const match = pattern.exec(text);
        if (match) {
          const before = text.slice(0, match.index);
          jump(base + match.index + match[0].length);
          return { before, word: match[0].trimEnd() };
        }
        if (text.length > keep + OVERLAP) jump(base + text.length - OVERLAP);
        from = Math.max(0, text.length - OVERLAP);
        const bytes = await source.read(base + text.length, step);
        if (bytes.length === 0) return { before: text, word: undefined };
        text += latin1(bytes);
      }
    },
  };
}

/** The objects in a stream of objects (ISO 32000-1, 7.5.7); nothing where it is broken or under a password. */
async function* unpacked(
  source: ByteSource,
  inflate: Inflate,
  dictionary: string,
  start: number,
  end: number,
): AsyncGenerator<string> {
  if (end - start > MOST_PACKED) return;
  const packed = await source.read(start, end - start);
  const text = /\/FlateDecode\b/.test(dictionary) ? await inflated(inflate, packed) : latin1(packed);
  const first = Number(/\/First\s+(\d+)/.exec(dictionary)?.[1] ?? 0);
  const places = [...text.slice(0, first).matchAll(/\d+\s+(\d+)/g)].map(([, offset]) => first + Number(offset));
  for (const [index, place] of places.entries()) yield text.slice(place, places[index + 1]);
}

async function inflated(inflate: Inflate, packed: Uint8Array): Promise<string> {
  let text = "";
  try {
    for await (const chunk of inflate(once(packed), "deflate")) {
      text += latin1(chunk);
      if (text.length > MOST_UNPACKED) break;
    }
  } catch {
    return text;
  }
  return text;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function latin1(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return text;
}
