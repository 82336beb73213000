import { sizeText } from "#app/features/evidence/file-text.ts";
import { sentOf, type UploadEntry, type UploadState } from "#app/features/evidence/upload-entry.ts";
import { assertNever } from "#core/result.ts";

const megabytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1);

/** 12.3 / 40.0 MB: how much, never how fast. */
export const amountText = (sent: number, size: number): string =>
  size < 1024 * 1024 ? `${sizeText(sent)} / ${sizeText(size)}` : `${megabytes(sent)} / ${megabytes(size)}MB`;

export function stateText(entry: UploadEntry): string {
  const { state, size } = entry;
  const amount = amountText(sentOf(entry), size);
  switch (state.kind) {
    case "waiting":
      return "排队等待上传";
    case "reading":
      return `正在核对文件，${Math.round(state.share * 100)}%`;
    case "sending":
      return `已传${amount}`;
    case "checking":
      return "已传完，正在检查内容…";
    case "paused":
      return `已暂停，已传${amount}`;
    case "offline":
      return `等待网络，恢复后自动继续，已传${amount}`;
    case "signed-out":
      return `等待重新登录，登录后自动继续，已传${amount}`;
    case "file-needed":
      return "上次没有传完。请重新选择这个文件，从断开处继续";
    case "known":
      return `材料库中已有内容完全相同的文件《${state.existing.title}》，无需再传`;
    case "refused":
      return `不能上传：${state.message}`;
    case "failed":
      return `没有传成：${state.message}`;
    default:
      return assertNever(state);
  }
}

/** All files together, for the head of the list: what is still to come, and how much of that is there. */
export function totalText(entries: readonly UploadEntry[]): string {
  const coming = entries.filter(({ state }) => !SETTLED.has(state.kind));
  if (coming.length === 0) return `${entries.length}个文件没有上传`;
  const sent = coming.reduce((sum, entry) => sum + sentOf(entry), 0);
  const size = coming.reduce((sum, entry) => sum + entry.size, 0);
  return `${coming.length}个文件，共已传${amountText(sent, size)}`;
}

const SETTLED = new Set<UploadState["kind"]>(["known", "refused", "failed"]);
