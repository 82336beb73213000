// @ts-check
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, relative, sep } from "node:path";
import { ROOT } from "./project.js";

const PACKAGE = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//;

/**
 * Which packages a build takes code from, for the list of licences: a plugin that watches, and what it has seen.
 * @param {string} [file] takes the list after each build
 * @returns {{ plugin: import("vite").Plugin, folders: () => string[] }}
 */
export function shippedPackages(file) {
  /** @type {Set<string>} */
  const seen = new Set();
  const folders = () => [...seen].sort();
  return {
    folders,
    plugin: {
      name: "shipped-packages",
      apply: "build",
      generateBundle() {
        for (const id of this.getModuleIds()) {
          const folder = packageFolder(id);
          if (folder) seen.add(folder);
        }
        if (file === undefined) return;
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, `${JSON.stringify(folders(), null, 2)}\n`);
      },
    },
  };
}

/**
 * @param {string} id of a module
 * @returns {string | undefined} relative to the project, with slashes
 */
function packageFolder(id) {
  const file = id.replace(/^\0/, "").split("?")[0] ?? id;
  return PACKAGE.exec(relative(ROOT, file).split(sep).join("/"))?.[1];
}
