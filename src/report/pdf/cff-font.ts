import { tableOf } from "#report/layout/font-metrics.ts";

/** An INDEX of the Compact Font Format: numbered runs of bytes. */
export interface Index {
  count: number;
  /** the byte after it */
  end: number;
  at: (index: number) => Uint8Array;
}

export interface DictEntry {
  /** two-byte operators are 1200 and the second byte */
  operator: number;
  operands: number[];
  /** the operands as they are written */
  raw: Uint8Array;
}

/** What a glyph needs besides its own bytes: hints and subroutines. */
export interface FontPart {
  /** entries of the Private DICT without the one that points at subroutines */
  hints: DictEntry[];
  subroutines: Index;
}

/** A font whose glyphs are numbered (CID-keyed), as all of ours are. */
export interface CffFont {
  name: string;
  box: Uint8Array | undefined;
  glyphs: Index;
  globals: Index;
  parts: FontPart[];
  partOf: (glyph: number) => number;
}

const OP = { box: 5, charStrings: 17, private: 18, subroutines: 19, parts: 1236, select: 1237 } as const;
const EMPTY: Index = { count: 0, end: 0, at: () => new Uint8Array() };

const read = new WeakMap<Uint8Array, CffFont>();

/** Reads the `CFF ` table; each font is read once, and no outline before it is asked for. */
export function readCff(file: Uint8Array): CffFont {
  const found = read.get(file);
  if (found) return found;
  const fresh = parse(file);
  read.set(file, fresh);
  return fresh;
}

function parse(file: Uint8Array): CffFont {
  const start = tableOf(new DataView(file.buffer, file.byteOffset, file.byteLength), "CFF ");
  const bytes = file.subarray(start);
  const names = readIndex(bytes, bytes[2] ?? 0);
  const tops = readIndex(bytes, names.end);
  const globals = readIndex(bytes, readIndex(bytes, tops.end).end);
  const top = readDict(tops.at(0));
  const offset = (operator: number): number => {
    const value = numberOf(top, operator);
    if (value === undefined) throw new Error(`font without CFF operator ${operator}`);
    return value;
  };
  const parts = readIndex(bytes, offset(OP.parts));
  return {
    name: String.fromCharCode(...names.at(0)),
    box: top.find((entry) => entry.operator === OP.box)?.raw,
    glyphs: readIndex(bytes, offset(OP.charStrings)),
    globals,
    parts: Array.from({ length: parts.count }, (_, index) => readPart(bytes, readDict(parts.at(index)))),
    partOf: readSelect(bytes, offset(OP.select)),
  };
}

function readPart(bytes: Uint8Array, dict: readonly DictEntry[]): FontPart {
  const [size = 0, offset = 0] = dict.find((entry) => entry.operator === OP.private)?.operands ?? [];
  const entries = readDict(bytes.subarray(offset, offset + size));
  const local = numberOf(entries, OP.subroutines);
  return {
    hints: entries.filter((entry) => entry.operator !== OP.subroutines),
    subroutines: local === undefined ? EMPTY : readIndex(bytes, offset + local),
  };
}

const numberOf = (dict: readonly DictEntry[], operator: number): number | undefined =>
  dict.find((entry) => entry.operator === operator)?.operands[0];

function unsigned(bytes: Uint8Array, at: number, size: number): number {
  let value = 0;
  for (let index = 0; index < size; index += 1) value = value * 256 + (bytes[at + index] ?? 0);
  return value;
}

function readIndex(bytes: Uint8Array, start: number): Index {
  const count = unsigned(bytes, start, 2);
  if (count === 0) return { ...EMPTY, end: start + 2 };
  const size = bytes[start + 2] ?? 1;
  const data = start + 2 + (count + 1) * size;
  const offset = (index: number): number => data + unsigned(bytes, start + 3 + index * size, size);
  return { count, end: offset(count), at: (index) => bytes.subarray(offset(index), offset(index + 1)) };
}

function readDict(bytes: Uint8Array): DictEntry[] {
  const entries: DictEntry[] = [];
  let operands: number[] = [];
  let start = 0;
  let at = 0;
  while (at < bytes.length) {
    const first = bytes[at] ?? 0;
    if (first <= 21) {
      const operator = first === 12 ? 1200 + (bytes[at + 1] ?? 0) : first;
      entries.push({ operator, operands, raw: bytes.subarray(start, at) });
      at += first === 12 ? 2 : 1;
      [operands, start] = [[], at];
      continue;
    }
    const { value, size } = readNumber(bytes, at, first);
    operands.push(value);
    at += size;
  }
  return entries;
}

function readNumber(bytes: Uint8Array, at: number, first: number): { value: number; size: number } {
  const second = bytes[at + 1] ?? 0;
  if (first === 28) return { value: (unsigned(bytes, at + 1, 2) << 16) >> 16, size: 3 };
  if (first === 29) return { value: unsigned(bytes, at + 1, 4) | 0, size: 5 };
  if (first === 30) return { value: Number.NaN, size: realSize(bytes, at) };
  if (first <= 246) return { value: first - 139, size: 1 };
  if (first <= 250) return { value: (first - 247) * 256 + second + 108, size: 2 };
  return { value: -(first - 251) * 256 - second - 108, size: 2 };
}

/** A real number is two digits a byte up to the one that holds the end mark; no value of ours is one. */
function realSize(bytes: Uint8Array, at: number): number {
  let end = at + 1;
  while (end < bytes.length && ((bytes[end] ?? 0xff) & 0x0f) !== 0x0f && (bytes[end] ?? 0xff) >> 4 !== 0x0f) end += 1;
  return end + 1 - at;
}

function readSelect(bytes: Uint8Array, start: number): (glyph: number) => number {
  if (bytes[start] === 0) return (glyph) => bytes[start + 1 + glyph] ?? 0;
  const count = unsigned(bytes, start + 1, 2);
  const first = (range: number): number => unsigned(bytes, start + 3 + 3 * range, 2);
  return (glyph) => {
    let [low, high] = [0, count - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (first(middle) <= glyph) low = middle;
      else high = middle - 1;
    }
    return bytes[start + 5 + 3 * low] ?? 0;
  };
}
