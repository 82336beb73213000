/**
 * Who may import whom. Every folder under src, and each top folder with code, must have a row: a folder without one is
 * itself a violation, so the table cannot fall behind the tree.
 */
export interface Zone {
  /** rows that files of this zone may import; their own is always allowed */
  imports: readonly string[];
  /** rows that may be reached by `import()` or from a `.worker.ts` file only, so that the first screen never waits for them */
  lazily?: readonly string[];
  /** npm packages, a trailing `/*` standing for a whole scope */
  packages: readonly string[] | "any";
  /** files that may use `node:` modules */
  node: readonly string[] | "any";
}

const APP_PACKAGES = [
  "@codemirror/*",
  "@mantine/*",
  "@noble/hashes",
  "@tabler/icons-react",
  "@tanstack/*",
  "dompurify",
  "fflate",
  "idb",
  "mammoth",
  "opencc-js",
  "pdfjs-dist",
  "react",
  "react-dom",
  "react-hook-form",
  "tus-js-client",
  "uqr",
  "zod",
];

export const IMPORT_TABLE: Readonly<Record<string, Zone>> = {
  "src/core": { imports: [], packages: ["zod", "@noble/hashes", "decimal.js", "feelin", "node-diff3"], node: [] },
  "src/report": { imports: ["src/core"], packages: ["client-zip", "docx", "pdfmake", "fflate"], node: [] },
  "src/app": { imports: ["src/core"], lazily: ["src/report"], packages: APP_PACKAGES, node: [] },
  "src/server": {
    imports: ["src/core", "src/report"],
    packages: [
      "@hono/node-server",
      "@jsquash/*",
      "@tus/server",
      "aws4fetch",
      "better-auth",
      "hono",
      "kysely",
      "omggif",
      "openid-client",
      "pg",
      "pino",
      "zod",
    ],
    node: [
      "src/server/client-address.ts",
      "src/server/backup/backup-process.ts",
      "src/server/backup/backup-source.ts",
      "src/server/backup/copy-database.ts",
      "src/server/backup/database-facts.ts",
      "src/server/backup/depot.ts",
      "src/server/backup/depot-key.ts",
      "src/server/backup/before-upgrade.ts",
      "src/server/backup/installed-backups.ts",
      "src/server/backup/newest.ts",
      "src/server/backup/disk-room.ts",
      "src/server/backup/take-files.ts",
      "src/server/backup/frames.ts",
      "src/server/backup/make-backup.ts",
      "src/server/backup/manifest.ts",
      "src/server/backup/read-backup.ts",
      "src/server/backup/restore-backup.ts",
      "src/server/backup/restore-mark.ts",
      "src/server/backup/restored-database.ts",
      "src/server/backup/retention.ts",
      "src/server/backup/run-backup.ts",
      "src/server/files/disk.ts",
      "src/server/files/arrival-store.ts",
      "src/server/files/disk-arrivals.ts",
      "src/server/files/disk-parcels.ts",
      "src/server/files/in-batches.ts",
      "src/server/files/s3/s3-arrivals.ts",
      "src/server/files/s3/s3-files.ts",
      "src/server/files/s3/s3-parcels.ts",
      "src/server/files/serve-tus.ts",
      "src/server/images/codecs.ts",
      "src/server/main.ts",
      "src/server/start.ts",
      "src/server/move/move-rows.ts",
      "src/server/observe/node-machine.ts",
      "src/server/open-stored-bytes.ts",
      "src/server/reports/disk-supplies.ts",
      "src/server/reports/report-thread.ts",
      "src/server/reports/threaded-reports.ts",
      "src/server/static-files.ts",
      "src/server/store/folder-lock.ts",
      "src/server/store/node-sqlite.ts",
      "src/server/templates/read-folder.ts",
    ],
  },
  "src/cli": {
    imports: ["src/core", "src/report", "src/server"],
    packages: ["mammoth", "opencc-js", "zod"],
    node: "any",
  },
  mocks: { imports: ["src/core", "src/report", "src/server", "src/app"], packages: "any", node: "any" },
  scripts: { imports: [], packages: "any", node: "any" },
  bench: {
    imports: ["src/core", "src/report", "src/server", "src/app", "mocks", "scripts"],
    packages: "any",
    node: "any",
  },
  tests: {
    imports: ["src/core", "src/report", "src/app", "src/server", "src/cli", "mocks", "bench", "scripts"],
    packages: "any",
    node: "any",
  },
};

/** Inside the app: files under the first path never import files under the others. */
export const APP_LAYERS: Readonly<Record<string, readonly string[]>> = {
  "src/app/ui": ["src/app/features", "src/app/routes"],
  "src/app/data": ["src/app/features", "src/app/routes"],
  "src/app/features": ["src/app/routes"],
};

export const FEATURES = "src/app/features";

/** What must run in a browser (mocks run the server's app there): nothing that is loaded from here may need Node. */
export const isBrowserRoot = (file: string): boolean => file.startsWith("src/app/") || file === "src/server/app.ts";
export const NODE_ONLY_PACKAGES = [
  "@hono/node-server",
  "@jsquash/jpeg",
  "@jsquash/png",
  "@jsquash/webp",
  "@tus/server",
  "pg",
  "pino",
];

/** What core must take as an argument instead. */
export const IMPURE_GLOBALS = ["Date", "console", "crypto", "fetch", "globalThis", "performance"];
export const IMPURE_MEMBERS = ["Math.random"];
