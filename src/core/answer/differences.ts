import { diffIndices } from "node-diff3";

/** `from[start, end)` became `content`. */
export interface Difference {
  start: number;
  end: number;
  content: string[];
}

/** Finer comparison of longer stretches takes a second and more: they count as changed from end to end. */
const MOST_UNITS = 2500;

/** Where two sequences differ. What they begin and end with alike is set aside first: most edits are small. */
export function differences(from: readonly string[], to: readonly string[]): Difference[] {
  const shorter = Math.min(from.length, to.length);
  let head = 0;
  while (head < shorter && from[head] === to[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && from[from.length - 1 - tail] === to[to.length - 1 - tail]) tail += 1;
  const [before, after] = [from.slice(head, from.length - tail), to.slice(head, to.length - tail)];
  if (before.length === 0 && after.length === 0) return [];
  if (before.length === 0 || after.length === 0 || Math.max(before.length, after.length) > MOST_UNITS)
    return [{ start: head, end: from.length - tail, content: after }];
  return diffIndices(before, after).map(({ buffer1: [start, length], buffer2Content }) => ({
    start: head + start,
    end: head + start + length,
    content: buffer2Content,
  }));
}
