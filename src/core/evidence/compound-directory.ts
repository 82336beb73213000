import type { ByteSource } from "#core/evidence/byte-source.ts";

/** A stream or storage of a compound file (MS-CFB). */
export interface CompoundEntry {
  name: string;
  /** first sector; small streams lie elsewhere and are not read */
  start: number;
  size: number;
}

export interface CompoundFile {
  entries: readonly CompoundEntry[];
  /** the first bytes of a large stream */
  headOf: (entry: CompoundEntry) => Promise<DataView | undefined>;
}

const HEADER = 512;
const IN_HEADER = 109;
const LAST_SECTOR = 0xfffffffa;
const ENTRY = 128;
/** A directory of 64 thousand streams; chains that go in circles end here too. */
const MOST_SECTORS = 16_384;
const SMALL_STREAM = 4096;

/** The directory by way of the allocation table; undefined where the file is broken. */
export async function readCompound(source: ByteSource): Promise<CompoundFile | undefined> {
  const header = viewOf(await source.read(0, HEADER));
  if (header.byteLength < HEADER) return undefined;
  const shift = header.getUint16(30, true);
  if (shift !== 9 && shift !== 12) return undefined;
  const size = 2 ** shift;
  const sector = async (index: number): Promise<DataView | undefined> => {
    const view = viewOf(await source.read((index + 1) * size, size));
    return view.byteLength > 0 ? view : undefined;
  };
  const follow = tableReader(await tableSectors(header, size, sector), size, sector);
  const entries: CompoundEntry[] = [];
  let at: number | undefined = header.getUint32(48, true);
  for (let count = 0; at !== undefined && at < LAST_SECTOR; count += 1) {
    const view: DataView | undefined = count < MOST_SECTORS ? await sector(at) : undefined;
    if (!view) return undefined;
    entries.push(...entriesIn(view));
    at = await follow(at);
  }
  return {
    entries,
    headOf: async ({ start, size: length }) => (length >= SMALL_STREAM ? sector(start) : undefined),
  };
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

type Sector = (index: number) => Promise<DataView | undefined>;

/** Where the allocation table lies: the first 109 places stand in the header, the others in a chain of their own. */
async function tableSectors(header: DataView, size: number, sector: Sector): Promise<number[]> {
  const places = Array.from({ length: IN_HEADER }, (_, index) => header.getUint32(76 + index * 4, true));
  let at = header.getUint32(68, true);
  for (let count = 0; at < LAST_SECTOR && count < MOST_SECTORS; count += 1) {
    const view = await sector(at);
    if (!view || view.byteLength < size) break;
    for (let place = 0; place < size - 4; place += 4) places.push(view.getUint32(place, true));
    at = view.getUint32(size - 4, true);
  }
  return places.filter((place) => place < LAST_SECTOR);
}

/** The sector after a sector; neighbours share a page of the table. */
function tableReader(places: readonly number[], size: number, sector: Sector) {
  const perSector = size / 4;
  let page: { index: number; view: DataView | undefined } | undefined;
  return async (from: number): Promise<number | undefined> => {
    const index = Math.floor(from / perSector);
    const place = places[index];
    if (place === undefined) return undefined;
    if (page?.index !== index) page = { index, view: await sector(place) };
    const at = (from % perSector) * 4;
    return page.view && at + 4 <= page.view.byteLength ? page.view.getUint32(at, true) : undefined;
  };
}

function entriesIn(view: DataView): CompoundEntry[] {
  const entries: CompoundEntry[] = [];
  for (let at = 0; at + ENTRY <= view.byteLength; at += ENTRY) {
    const length = Math.min(32, Math.floor(view.getUint16(at + 64, true) / 2) - 1);
    if (length <= 0) continue;
    const letters = Array.from({ length }, (_, index) => view.getUint16(at + index * 2, true));
    entries.push({
      name: String.fromCharCode(...letters),
      start: view.getUint32(at + 116, true),
      size: view.getUint32(at + 120, true),
    });
  }
  return entries;
}
