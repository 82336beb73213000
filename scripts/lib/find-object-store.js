// @ts-check
import { spawnSync } from "node:child_process";
import { say } from "./project.js";

/**
 * A Python that has OpenStack Swift, which speaks S3: the one that SWIFT_PYTHON names, the system's, one that apt brings.
 * @returns {string | undefined}
 */
export function findObjectStore() {
  const named = process.env.SWIFT_PYTHON;
  if (named) return hasSwift(named) ? named : undefined;
  return onSystem() ?? fromApt();
}

export const OBJECT_STORE_ADVICE = `没有可用的 OpenStack Swift，对象存储测试无法运行。请任选一种办法：
  1. Debian/Ubuntu：sudo apt-get install -y --no-install-recommends python3-swift
  2. 其他系统：在 Python 虚拟环境中 pip install swift，再 SWIFT_PYTHON=/path/to/python npm test
No OpenStack Swift was found${process.env.SWIFT_PYTHON ? ` (SWIFT_PYTHON=${process.env.SWIFT_PYTHON} has none)` : ""}: do one of the above.`;

const onSystem = () => ["/usr/bin/python3", "python3"].find(hasSwift);

/** @param {string} python */
function hasSwift(python) {
  return spawnSync(python, ["-c", "import swift.proxy.server, swift.common.middleware.s3api.s3api"]).status === 0;
}

function fromApt() {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return undefined;
  say("尝试用 apt-get 安装 OpenStack Swift / asking apt-get for OpenStack Swift …");
  spawnSync("apt-get", ["update"], { stdio: "inherit" });
  spawnSync("apt-get", ["install", "-y", "--no-install-recommends", "python3-swift"], { stdio: "inherit" });
  return onSystem();
}
