// @ts-check
import { ensureBuilt } from "./lib/build.js";
import { ensureInstalled } from "./lib/install.js";
import { becomeProgram } from "./lib/run.js";

ensureInstalled();
const built = await ensureBuilt();
if (built.ok) {
  becomeProgram(["src/server/start.ts"]);
} else {
  console.error(built.output);
  console.error("[ziping] 界面文件生成失败，服务未启动 / the app could not be built, the server was not started");
  process.exitCode = 1;
}
