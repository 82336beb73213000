// @ts-check
import { basename, dirname, relative, resolve, sep } from "node:path";
import { build } from "vite";
import { inRoot, ROOT } from "../lib/project.js";
import { shippedPackages } from "../lib/shipped-packages.js";

/** The programs of the server side; threads that they start are found in their text. */
const ENTRIES = { main: "src/server/start.ts", cli: "src/cli/main.ts" };

/** Stands for `import.meta.url` where it has been led to the right place already. */
const HERE = "import.meta.here";
const ADDRESS = /new URL\(\s*"([^"]+)"\s*,\s*import\.meta\.url\s*\)/g;
const WASM = /"((?:@[\w.-]+\/)?[\w.-]+\/[\w./-]+\.wasm)"/g;

/**
 * @typedef {object} ServerCode
 * @property {string[]} packages folders of the packages that went into it, relative to the project
 * @property {string[]} wasm WebAssembly files of packages that it opens by their name
 * @property {string[]} data folders of packages whose files it opens, below node_modules
 */

/**
 * Writes the server, the command line and their threads as plain JavaScript that needs no other package, all in one
 * folder, which stands beside `templates` and `dist` as `src` does in the project.
 * @param {string} outDir
 * @returns {Promise<ServerCode>}
 */
export async function writeServerCode(outDir) {
  const shipped = shippedPackages();
  /** @type {Set<string>} */
  const wasm = new Set();
  /** @type {Set<string>} */
  const data = new Set();
  await build({
    configFile: false,
    root: ROOT,
    mode: "production",
    logLevel: "error",
    publicDir: false,
    plugins: [findOwnFiles(wasm), findPackageFiles(data), shipped.plugin],
    ssr: { noExternal: true, target: "node" },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: true,
      target: "node22",
      minify: false,
      rolldownOptions: {
        input: Object.fromEntries(Object.entries(ENTRIES).map(([name, file]) => [name, inRoot(file)])),
        external: ["pg-native"],
        output: { format: "es", entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" },
      },
    },
  });
  return { packages: shipped.folders(), wasm: [...wasm].sort(), data: [...data].sort() };
}

/**
 * Code that looks for files beside itself must find them where the bundle has them: threads become programs of their
 * own, every other address is counted from the project's root.
 * @param {Set<string>} wasm takes the WebAssembly files that are named
 * @returns {import("vite").Plugin}
 */
function findOwnFiles(wasm) {
  /** @type {Map<string, string>} */
  const threads = new Map();
  return {
    name: "find-own-files",
    enforce: "pre",
    transform(code, id) {
      const file = projectPath(id);
      if (file === undefined) return undefined;
      for (const [, name] of code.matchAll(WASM)) if (name) wasm.add(name);
      if (/import\.meta\.(?:dirname|filename)/.test(code))
        throw new Error(`${file}: only import.meta.url is led to the right place in a bundle`);
      if (!code.includes("import.meta.url")) return undefined;
      const addressed = code.replaceAll(ADDRESS, (_all, to) => {
        const target = resolve(dirname(id), to);
        if (!to.endsWith(".ts")) return `new URL("${inBundle(target, to)}", ${HERE})`;
        const name = basename(to, ".ts");
        if ((threads.get(name) ?? target) !== target) throw new Error(`two threads are called ${name}`);
        if (!threads.has(name)) this.emitFile({ type: "chunk", id: target, fileName: `${name}.js` });
        threads.set(name, target);
        return `new URL("./${name}.js", ${HERE})`;
      });
      const rooted = addressed
        .replaceAll("import.meta.url", `new URL("../${file}", ${HERE}).href`)
        .replaceAll(HERE, "import.meta.url");
      return { code: rooted, map: null };
    },
  };
}

const PACKAGES = "virtual:packages";
const DATA_FOLDER = /__dirname\s*(?:\+\s*["'`]|\})\/(\w+)\//g;

/**
 * A package that opens files beside itself finds them under `node_modules` of the bundle.
 * @param {Set<string>} data takes their folders
 * @returns {import("vite").Plugin}
 */
function findPackageFiles(data) {
  return {
    name: "find-package-files",
    enforce: "pre",
    resolveId: (id) => (id === PACKAGES ? `\0${PACKAGES}` : undefined),
    load: (id) =>
      id === `\0${PACKAGES}`
        ? `import { fileURLToPath } from "node:url";
           export const folderOf = (path) => fileURLToPath(new URL("../node_modules/" + path, import.meta.url));`
        : undefined,
    transform(code, id) {
      const folder = /.*node_modules[/\\](.+)[/\\][^/\\]+$/.exec(id)?.[1]?.replaceAll("\\", "/");
      if (folder === undefined || !code.includes("__dirname")) return undefined;
      for (const [, name] of code.matchAll(DATA_FOLDER)) data.add(`${folder}/${name}`);
      const isModule = /^\s*(?:import|export)\b/m.test(code);
      const load = isModule
        ? `import { folderOf } from "${PACKAGES}";`
        : `const { folderOf } = require("${PACKAGES}");`;
      return { code: `${load} const __dirname = folderOf("${folder}");\n${code}`, map: null };
    },
  };
}

/**
 * The app's build holds all of `public`, so nothing of it is shipped twice.
 * @param {string} target
 * @param {string} to
 */
function inBundle(target, to) {
  const path = (projectPath(target) ?? "").replace(/^public(?=\/|$)/, "dist/app");
  return `../${path}${to.endsWith("/") ? "/" : ""}`;
}

/**
 * @param {string} id
 * @returns {string | undefined} with slashes; undefined for what is not the project's own
 */
function projectPath(id) {
  const path = relative(ROOT, id.split("?")[0] ?? id)
    .split(sep)
    .join("/");
  return path.startsWith("../") || path.includes("node_modules/") || id.startsWith("\0") ? undefined : path;
}
