import { describe, expect, it } from "vitest";
import { checkImports, type SourceTree, type ViolationCode } from "./check-imports.ts";
import { projectFiles, sourceTree } from "./project-files.ts";

const inMemory = (tree: SourceTree) => checkImports(tree, () => false);

describe("the import table", () => {
  it("is kept by every file of the project", () => {
    const files = new Set(projectFiles());
    expect(checkImports(sourceTree(), (path) => files.has(path))).toEqual([]);
  });

  it("accepts the imports that the architecture is made of", () => {
    const violations = inMemory({
      "src/core/result.ts": "export const ok = 1;",
      "src/core/a/a.ts": `import { z } from "zod"; import { ok } from "#core/result.ts"; export const a = [z, ok];`,
      "src/report/write.ts": `import "docx"; import { a } from "#core/a/a.ts"; export const write = a;`,
      "src/app/data/report.worker.ts": `import { write } from "#report/write.ts"; write;`,
      "src/app/features/fill/fill.tsx": `import type { Report } from "#report/write.ts"; import "react-dom/client";
        export const load = () => import("#report/write.ts");`,
      "src/app/routes/home.tsx": `import { load } from "#app/features/fill/fill.tsx"; load;`,
      "src/server/main.ts": `import { sep } from "node:path"; import { serve } from "@hono/node-server"; serve(sep);`,
      "src/server/app.ts": `import type { Pool } from "pg"; import { Hono } from "hono"; export const app = Hono;`,
      "src/cli/main.ts": `import "node:fs"; import { app } from "#server/app.ts"; app;`,
      "mocks/build-app.ts": `import { app } from "#server/app.ts"; import "sql.js"; export const build = app;`,
      "tests/core/a.test.ts": `import { build } from "#mocks/build-app.ts"; import "#core/a/a.ts"; build;`,
    });
    expect(violations).toEqual([]);
  });

  const FILLER = { "src/core/x.ts": "", "src/report/x.ts": "", "src/app/ui/x.tsx": "", "src/server/x.ts": "" };

  it.each<[ViolationCode, string, string, SourceTree]>([
    [
      "zone.forbidden",
      "core importing the report writers",
      "src/core/a.ts",
      { "src/core/a.ts": `import "#report/x.ts";` },
    ],
    ["zone.forbidden", "the app importing the server", "src/app/a.ts", { "src/app/a.ts": `import "#server/x.ts";` }],
    [
      "zone.forbidden",
      "a type crossing a wall",
      "src/app/a.ts",
      { "src/app/a.ts": `import type { X } from "#server/x.ts";` },
    ],
    [
      "zone.forbidden",
      "the server importing the app",
      "src/server/a.ts",
      { "src/server/a.ts": `import "#app/ui/x.tsx";` },
    ],
    [
      "zone.forbidden",
      "the command line importing the app",
      "src/cli/a.ts",
      { "src/cli/a.ts": `export { x } from "#app/ui/x.tsx";` },
    ],
    [
      "zone.forbidden",
      "product code importing a test",
      "mocks/a.ts",
      { "mocks/a.ts": `import "#tests/x.ts";`, "tests/x.ts": "" },
    ],
    [
      "zone.forbidden",
      "product code importing mocks",
      "src/app/a.ts",
      { "src/app/a.ts": `import "#mocks/x.ts";`, "mocks/x.ts": "" },
    ],
    ["zone.unknown", "a folder without a row", "src/helpers/a.ts", { "src/helpers/a.ts": "" }],
    [
      "zone.eager",
      "the app waiting for the report writers",
      "src/app/a.ts",
      { "src/app/a.ts": `import "#report/x.ts";` },
    ],
    [
      "package.forbidden",
      "core using a package of the server",
      "src/core/a.ts",
      { "src/core/a.ts": `import "hono/cookie";` },
    ],
    [
      "package.forbidden",
      "the app using a package of the server",
      "src/app/a.ts",
      { "src/app/a.ts": `import "kysely";` },
    ],
    ["node.forbidden", "core using Node", "src/core/a.ts", { "src/core/a.ts": `import "node:fs";` }],
    [
      "node.forbidden",
      "the server using Node outside of an adapter",
      "src/server/a.ts",
      { "src/server/a.ts": `import "node:fs";` },
    ],
    [
      "layer.forbidden",
      "shared parts importing a feature",
      "src/app/ui/a.ts",
      { "src/app/ui/a.ts": `import "#app/features/f/a.ts";`, "src/app/features/f/a.ts": "" },
    ],
    [
      "layer.forbidden",
      "data importing a feature",
      "src/app/data/a.ts",
      { "src/app/data/a.ts": `import "#app/features/f/a.ts";`, "src/app/features/f/a.ts": "" },
    ],
    [
      "feature.sideways",
      "a feature importing another",
      "src/app/features/f/a.ts",
      { "src/app/features/f/a.ts": `import "#app/features/g/a.ts";`, "src/app/features/g/a.ts": "" },
    ],
    ["path.parent", "a path that climbs", "src/core/a/a.ts", { "src/core/a/a.ts": `import "../../core/x.ts";` }],
    [
      "path.nested",
      "a relative path into a folder",
      "src/core/a.ts",
      { "src/core/a.ts": `import "./b/b.ts";`, "src/core/b/b.ts": "" },
    ],
    ["path.unresolved", "an import without its extension", "src/core/a.ts", { "src/core/a.ts": `import "#core/x";` }],
    ["export.all", "a barrel", "src/core/a.ts", { "src/core/a.ts": `export * from "./x.ts";` }],
    [
      "cycle",
      "two files that need each other",
      "src/core/a.ts",
      { "src/core/a.ts": `import "./b.ts";`, "src/core/b.ts": `import "./a.ts";` },
    ],
    ["cycle", "a cycle of types", "src/core/a.ts", { "src/core/a.ts": `import type { A } from "./a.ts";` }],
    ["core.impure", "a clock in core", "src/core/a.ts", { "src/core/a.ts": `export const now = () => new Date();` }],
    [
      "core.impure",
      "chance in core",
      "src/core/a.ts",
      { "src/core/a.ts": `export const dice = () => Math["random"]();` },
    ],
    ["core.impure", "core writing to the console", "src/core/a.ts", { "src/core/a.ts": `console.log(1);` }],
    [
      "node.reached-from-browser",
      "the server's app loading an adapter",
      "src/server/files/disk.ts",
      {
        "src/server/app.ts": `import "./x.ts"; import "#server/files/disk.ts";`,
        "src/server/files/disk.ts": `import "node:fs";`,
      },
    ],
    [
      "node.reached-from-browser",
      "the server's app loading a driver",
      "src/server/app.ts",
      { "src/server/app.ts": `import "pg";` },
    ],
  ])("reports %s on %s", (code, _, file, planted) => {
    expect(inMemory({ ...FILLER, ...planted })).toEqual([expect.objectContaining({ code, file })]);
  });

  it("does not take a name that is only spelled like a global for one", () => {
    const source = `export const a = { Date: 1, random: 2 }; export const b = a.Date + a.random;`;
    expect(inMemory({ "src/core/a.ts": source })).toEqual([]);
  });
});
