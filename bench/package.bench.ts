import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Row } from "./row.ts";

const SCRIPT = fileURLToPath(new URL("package-once.ts", import.meta.url));

/** A package with 2 GB of evidence, written and taken in again, each in a process whose memory is its own. */
export async function packageBench(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), "ziping-package-bench-"));
  const run = async (task: string): Promise<Record<string, number>> => {
    const { stdout } = await promisify(execFile)(process.execPath, [SCRIPT, task, folder]);
    return JSON.parse(stdout) as Record<string, number>;
  };
  try {
    const written = await run("export");
    const read = await run("import");
    return [
      { name: "导出含2 GB材料的数据包", value: written.export ?? Number.NaN, unit: "ms" },
      { name: "导出时峰值内存（含备料）", value: written.peak ?? Number.NaN, unit: "MB", budget: 300 },
      { name: "收下并校验2 GB数据包", value: read.receive ?? Number.NaN, unit: "ms" },
      { name: "再校验并导入2 GB数据包", value: read.import ?? Number.NaN, unit: "ms" },
      { name: "导入时峰值内存", value: read.peak ?? Number.NaN, unit: "MB", budget: 300 },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
