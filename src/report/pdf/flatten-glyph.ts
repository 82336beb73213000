import { type ByteWriter, byteWriter } from "#report/pdf/bytes.ts";
import type { Index } from "#report/pdf/cff-font.ts";

/** Operators of a Type 2 charstring that matter here. */
const OP = { hstem: 1, vstem: 3, callSubr: 10, return: 11, escape: 12, endChar: 14, hstemHm: 18 } as const;
const MORE = { hintMask: 19, counterMask: 20, vstemHm: 23, callGlobal: 29 } as const;
const SHORT_INTEGER = 28;
const HINTS = new Set<number>([OP.hstem, OP.vstem, OP.hstemHm, MORE.vstemHm]);
const MASKS = new Set<number>([MORE.hintMask, MORE.counterMask]);
/** Escaped operators from the flex family on; those before compute, which no outline of ours does. */
const FIRST_FLEX = 34;

interface State {
  out: ByteWriter;
  /** operands not used yet: value, and where each begins in `out` */
  stack: { value: number; at: number }[];
  hints: number;
  ended: boolean;
}

/**
 * A glyph's outline with every subroutine written out in its place, so that the subset needs none. Nothing is drawn:
 * operands are followed only as far as calls and the length of hint masks ask for it.
 */
export function flattenGlyph(code: Uint8Array, locals: Index, globals: Index): Uint8Array {
  if (locals.count + globals.count === 0) return code;
  const state: State = { out: byteWriter(2 * code.length), stack: [], hints: 0, ended: false };
  walk(code, state, locals, globals);
  return state.out.from(0);
}

function walk(code: Uint8Array, state: State, locals: Index, globals: Index): void {
  const { out, stack } = state;
  let at = 0;
  while (at < code.length && !state.ended) {
    const first = code[at] ?? 0;
    if (first >= 32 || first === SHORT_INTEGER) {
      const size = numberSize(first);
      stack.push({ value: numberAt(code, at, first), at: out.length() });
      out.bytes(code.subarray(at, at + size));
      at += size;
      continue;
    }
    at += 1;
    if (first === OP.return) return;
    if (first === OP.callSubr || first === MORE.callGlobal) {
      const called = first === OP.callSubr ? locals : globals;
      const operand = stack.pop();
      if (!operand) throw new Error("glyph calls a subroutine without a number");
      out.cut(operand.at);
      walk(called.at(operand.value + biasOf(called)), state, locals, globals);
      continue;
    }
    out.byte(first);
    if (HINTS.has(first) || MASKS.has(first)) state.hints += stack.length >> 1;
    stack.length = 0;
    if (MASKS.has(first)) {
      const size = (state.hints + 7) >> 3;
      out.bytes(code.subarray(at, at + size));
      at += size;
    }
    if (first === OP.escape) {
      const second = code[at] ?? 0;
      if (second < FIRST_FLEX) throw new Error(`glyph with operator 12 ${second}`);
      out.byte(second);
      at += 1;
    }
    state.ended = first === OP.endChar;
  }
}

function numberSize(first: number): number {
  if (first === SHORT_INTEGER) return 3;
  if (first <= 246) return 1;
  return first === 255 ? 5 : 2;
}

function numberAt(code: Uint8Array, at: number, first: number): number {
  const [second = 0, third = 0] = [code[at + 1], code[at + 2]];
  if (first === SHORT_INTEGER) return ((second << 24) | (third << 16)) >> 16;
  if (first <= 246) return first - 139;
  if (first <= 250) return (first - 247) * 256 + second + 108;
  return first === 255 ? Number.NaN : -(first - 251) * 256 - second - 108;
}

function biasOf({ count }: Index): number {
  if (count < 1240) return 107;
  return count < 33_900 ? 1131 : 32_768;
}
