import { enableCompileCache, flushCompileCache } from "node:module";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

const SETTLED_MS = 10_000;

// beside the built app, not in a folder that others may write: the next start strips no types and compiles nothing
enableCompileCache(fileURLToPath(new URL("../../dist/code", import.meta.url)));
await import("#server/main.ts");
setTimeout(settle, SETTLED_MS).unref();

/** What starting has left behind goes back to the system, to the last page, and what it has compiled is kept. */
function settle(): void {
  flushCompileCache();
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  if (typeof collect === "function") collect({ type: "major", execution: "sync", flavor: "last-resort" });
}
