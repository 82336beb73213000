// @ts-check
// Stands in the bundle and needs nothing but the runtime: starts the server, opens the browser at it, and says in this
// window what a person must know.
import { spawn } from "node:child_process";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { connect } from "node:net";
import { networkInterfaces } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseEnv } from "node:util";

const PROGRAM = fileURLToPath(new URL("./", import.meta.url));
const HOME = resolve(PROGRAM, "..");
const SETTINGS = join(HOME, "设置.txt");
const FIRST_PORT = 8080;
const PORTS_TRIED = 20;
const LOG_LIMIT_BYTES = 10 * 1024 * 1024;

const say = (/** @type {string} */ text) => process.stdout.write(`${text}\n`);

process.umask(0o077);
const settings = existsSync(SETTINGS) ? parseEnv(readFileSync(SETTINGS, "utf8").replace(/^\uFEFF/, "")) : {};
/** What the environment says comes before what the file says. */
const env = { ...settings, ...process.env };
const dataDir = env.DATA_DIR ? resolve(HOME, env.DATA_DIR) : join(HOME, "data");
const addressFile = join(dataDir, "address.txt");
const logFile = join(dataDir, "ziping.log");

process.exitCode = await launch();
if (process.exitCode !== 0 && process.platform !== "win32" && process.stdin.isTTY) await enterPressed();

/** @returns {Promise<number>} exit code */
async function launch() {
  if (!canWrite()) return 1;
  const running = await runningAddress();
  if (running) {
    say(`自评通已经在运行：${running}\n已为您打开浏览器。这个窗口可以关闭，正在运行的那个窗口请不要关闭。`);
    openBrowser(running);
    return 0;
  }
  const port = env.PORT ? Number(env.PORT) : await freePort();
  if (port === undefined) {
    say(
      `端口 ${FIRST_PORT} 至 ${FIRST_PORT + PORTS_TRIED - 1} 都被占用。请在 ${SETTINGS} 中写一行 PORT=9000（换成空闲的端口）再启动。`,
    );
    return 1;
  }
  say("自评通正在启动，请稍候……");
  return runServer({ ...env, DATA_DIR: dataDir, PORT: String(port) });
}

function canWrite() {
  try {
    mkdirSync(dataDir, { recursive: true });
    appendFileSync(logFile, "");
    return true;
  } catch {
    say(
      `不能写入数据文件夹：${dataDir}\n请把整个文件夹移到有写入权限的位置（例如 D 盘或“文档”），不要放在 Program Files 中；\n或在 ${SETTINGS} 中写一行 DATA_DIR=另一个文件夹。`,
    );
    return false;
  }
}

/** The address of a server that works on this data folder already. */
async function runningAddress() {
  if (!existsSync(addressFile)) return undefined;
  const address = readFileSync(addressFile, "utf8").trim();
  const answer = await fetch(`${address}/api/health`, { signal: AbortSignal.timeout(2000) }).catch(() => undefined);
  return answer?.ok ? address : undefined;
}

async function freePort() {
  for (let port = FIRST_PORT; port < FIRST_PORT + PORTS_TRIED; port += 1) {
    if (!(await answers(port))) return port;
    say(`端口 ${port} 已被其他程序占用，改用下一个。`);
  }
  return undefined;
}

/**
 * @param {number} port
 * @returns {Promise<boolean>} somebody listens there
 */
function answers(port) {
  const host = !env.HOST || env.HOST === "0.0.0.0" || env.HOST === "::" ? "127.0.0.1" : env.HOST;
  return new Promise((done) => {
    const socket = connect({ port, host, timeout: 1000 });
    const end = (/** @type {boolean} */ answered) => {
      socket.destroy();
      done(answered);
    };
    socket.once("connect", () => end(true));
    socket.once("timeout", () => end(false));
    socket.once("error", () => end(false));
  });
}

/**
 * @param {NodeJS.ProcessEnv} serverEnv
 * @returns {Promise<number>}
 */
function runServer(serverEnv) {
  const child = spawn(process.execPath, [join(PROGRAM, "server", "main.js")], {
    cwd: HOME,
    env: serverEnv,
    stdio: ["ignore", "pipe", "pipe"],
  });
  // Ctrl+C reaches the server from the window as well; a repeated request is one request to it
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]))
    process.on(signal, () => child.kill(signal === "SIGINT" ? "SIGINT" : "SIGTERM"));
  let told = "";
  createInterface({ input: child.stdout }).on("line", (line) => {
    const address = /自评通已启动：(http:\S+?)（/.exec(line)?.[1];
    if (address) welcome(address);
    else if (line.startsWith("{")) keep(line);
    else say(line);
  });
  createInterface({ input: child.stderr }).on("line", (line) => {
    if (line.startsWith("{")) keep(line);
    else told += `${line}\n`;
  });
  return new Promise((done) => {
    child.on("error", (error) => {
      say(`无法启动：${error.message}`);
      done(1);
    });
    child.on("close", (code) => {
      rmSync(addressFile, { force: true });
      if (told) say(told.trimEnd());
      say(code === 0 ? "自评通已停止，数据都已保存。" : `自评通意外结束（${code ?? "被终止"}）。详细记录在 ${logFile}`);
      done(code ?? 1);
    });
  });
}

/** @param {string} address */
function welcome(address) {
  const url = new URL(address);
  const everywhere = url.hostname === "0.0.0.0" || url.hostname === "[::]";
  if (everywhere) url.hostname = "127.0.0.1";
  const own = url.origin;
  writeFileSync(addressFile, `${own}\n`);
  say(`\n自评通已启动。请用浏览器打开：${own}`);
  if (everywhere) for (const other of lanAddresses(url.port)) say(`同事在自己的电脑上打开：${other}`);
  say(`数据保存在：${dataDir}`);
  say("使用期间请不要关闭这个窗口。停止：在这个窗口按 Ctrl+C。\n");
  openBrowser(own);
}

/** @param {string} port */
const lanAddresses = (port) =>
  Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter(({ family, internal }) => family === "IPv4" && !internal)
    .map(({ address }) => `http://${address}:${port}`);

/** @param {string} address */
function openBrowser(address) {
  if (process.argv.includes("--no-browser")) return;
  if (process.platform === "linux" && !env.DISPLAY && !env.WAYLAND_DISPLAY) return;
  const [command, ...args] =
    process.platform === "win32" ? ["rundll32", "url.dll,FileProtocolHandler", address] : ["xdg-open", address];
  const browser = spawn(command ?? "", args, { stdio: "ignore", detached: true });
  browser.on("error", () => say("没有能自动打开的浏览器，请自己打开上面的地址。"));
  browser.unref();
}

/** @param {string} line of the server's log; the file and one before it are all that is kept */
function keep(line) {
  if (existsSync(logFile) && statSync(logFile).size > LOG_LIMIT_BYTES) renameSync(logFile, `${logFile}.1`);
  appendFileSync(logFile, `${line}\n`);
}

async function enterPressed() {
  process.stdout.write("按回车键关闭窗口。");
  await new Promise((done) => process.stdin.once("data", done));
  process.stdin.destroy();
}
