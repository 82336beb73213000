import { CommandError } from "#cli/command.ts";
import { readTemplates } from "#server/templates/read-folder.ts";
import type { Registry } from "#server/templates/registry.ts";

/** The checklists of a folder; the first fault ends the command with file, place and code. */
export async function installedTemplates(folder: string): Promise<Registry> {
  const read = await readTemplates(folder);
  if (read.ok) return read.value;
  const { file, path, code, message } = read.error;
  throw new CommandError(`清单文件有误：${file}\n位置：${path || "整个文件"}\n代码：${code}\n说明：${message}`);
}
