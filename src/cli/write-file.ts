import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { CommandError } from "#cli/command.ts";

const REASONS: Record<string, string> = {
  EACCES: "没有写入权限",
  EPERM: "没有写入权限",
  EROFS: "所在磁盘只读",
  ENOSPC: "磁盘空间不足",
  EISDIR: "同名文件夹已存在",
  ENOTDIR: "路径中有一段不是文件夹",
  EEXIST: "路径中有一段不是文件夹",
  ENAMETOOLONG: "文件名过长",
};

/** Writes the whole file or nothing: a reader never sees half of it, an existing file is replaced at once. */
export async function writeWhole(path: string, bytes: Uint8Array | string | AsyncIterable<Uint8Array>): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(temporary, "w");
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true, recursive: false }).catch(() => undefined);
    const reason = error instanceof Error && "code" in error ? REASONS[String(error.code)] : undefined;
    if (!reason) throw error;
    throw new CommandError(`无法写入 ${path}：${reason}`);
  }
}
