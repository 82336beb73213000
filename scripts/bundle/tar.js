// @ts-check
import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";

/**
 * @typedef {object} Entry
 * @property {string} path with slashes
 * @property {Uint8Array} bytes
 * @property {boolean} executable
 */

const BLOCK = 512;
/** Where a header has its fields: offset and length in bytes, by POSIX ustar. */
const FIELDS = /** @satisfies {Record<string, [offset: number, length: number]>} */ ({
  name: [0, 100],
  mode: [100, 8],
  owner: [108, 8],
  group: [116, 8],
  size: [124, 12],
  time: [136, 12],
  checksum: [148, 8],
  type: [156, 1],
  magic: [257, 8],
  prefix: [345, 155],
});

/**
 * Writes a .tar.gz that depends on nothing but its entries and the time.
 * @param {string} file
 * @param {readonly Entry[]} entries
 * @param {{ time: Date, level: number }} options
 */
export async function writeTarGz(file, entries, { time, level }) {
  const blocks = function* () {
    for (const entry of entries) {
      yield header(entry, time);
      yield entry.bytes;
      yield new Uint8Array((BLOCK - (entry.bytes.length % BLOCK)) % BLOCK);
    }
    yield new Uint8Array(2 * BLOCK);
  };
  await pipeline(Readable.from(blocks()), createGzip({ level }), createWriteStream(file));
}

/**
 * @param {Entry} entry
 * @param {Date} time
 */
function header({ path, bytes, executable }, time) {
  const block = new Uint8Array(BLOCK);
  /** @type {(field: keyof typeof FIELDS, text: string) => void} */
  const put = (field, text) => {
    const [offset = 0, length = 0] = FIELDS[field];
    const encoded = new TextEncoder().encode(text);
    if (encoded.length > length) throw new Error(`${path}: too long for a tar header`);
    block.set(encoded, offset);
  };
  /** @type {(field: keyof typeof FIELDS, value: number) => void} */
  const putNumber = (field, value) => put(field, value.toString(8).padStart((FIELDS[field][1] ?? 0) - 1, "0"));
  const [prefix, name] = split(path);
  put("name", name);
  put("prefix", prefix);
  putNumber("mode", executable ? 0o755 : 0o644);
  putNumber("owner", 0);
  putNumber("group", 0);
  putNumber("size", bytes.length);
  putNumber("time", Math.floor(time.getTime() / 1000));
  put("type", "0");
  put("magic", "ustar\u000000");
  put("checksum", " ".repeat(8));
  const sum = block.reduce((total, byte) => total + byte, 0);
  put("checksum", `${sum.toString(8).padStart(6, "0")}\0 `);
  return block;
}

/**
 * A long path in two fields, parted at a slash.
 * @param {string} path
 * @returns {[prefix: string, name: string]}
 */
function split(path) {
  const length = (/** @type {string} */ text) => new TextEncoder().encode(text).length;
  if (length(path) <= FIELDS.name[1]) return ["", path];
  const parts = path.split("/");
  const cut = parts.findIndex((_, index) => length(parts.slice(index).join("/")) <= FIELDS.name[1]);
  return [parts.slice(0, cut).join("/"), parts.slice(cut).join("/")];
}
