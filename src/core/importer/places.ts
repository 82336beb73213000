import type { Destination, Segment } from "#core/importer/import-result.ts";
import type { Range } from "#core/importer/source-line.ts";

export interface Places {
  /** what was said of a stretch before is replaced */
  put: (range: Range, destination: Destination) => void;
  segments: () => Segment[];
}

/** Says of every character of the source where it goes. What nobody claims is unplaced, blanks go with what precedes them. */
export function placesOf(source: string): Places {
  const kinds: Destination[] = [{ kind: "unplaced" }];
  const owner = new Uint32Array(source.length);
  const put = ({ start, end }: Range, destination: Destination): void => {
    kinds.push(destination);
    owner.fill(kinds.length - 1, Math.max(0, start), Math.max(0, end));
  };
  const segments = (): Segment[] => {
    const found: Segment[] = [];
    for (let start = 0; start < source.length; ) {
      let end = start + 1;
      while (end < source.length && owner[end] === owner[start]) end += 1;
      const destination = kinds[owner[start] ?? 0] ?? { kind: "unplaced" };
      const last = found.at(-1);
      if (last && owner[start] === 0 && source.slice(start, end).trim() === "") last.end = end;
      else if (last && same(last, destination)) last.end = end;
      else found.push({ start, end, ...destination });
      start = end;
    }
    return found;
  };
  return { put, segments };
}

const same = (a: Destination, b: Destination): boolean =>
  a.kind === b.kind && (a.kind !== "item" || (b.kind === "item" && a.item === b.item));
