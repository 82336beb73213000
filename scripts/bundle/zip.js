// @ts-check
import { writeFileSync } from "node:fs";
import { zip } from "fflate";

/**
 * Writes a .zip whose names are marked as UTF-8 where they need it.
 * @param {string} file
 * @param {readonly import("./tar.js").Entry[]} entries
 * @param {{ time: Date, level: number }} options
 * @returns {Promise<void>}
 */
export function writeZip(file, entries, { time, level }) {
  const depth = /** @type {import("fflate").ZipOptions["level"]} */ (level);
  const files = Object.fromEntries(entries.map(({ path, bytes }) => [path, bytes]));
  return new Promise((resolve, reject) => {
    zip(files, { level: depth, mtime: time }, (error, bytes) => {
      if (error) return reject(error);
      writeFileSync(file, bytes);
      resolve();
    });
  });
}
