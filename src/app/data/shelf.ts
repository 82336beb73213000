/** Whether the browser's own store keeps what is typed. */
export type Shelf = "keeps" | "full" | "closed";

/** Why a write to the browser's store failed: no room, or no store at all (private window, forbidden by policy). */
export const shelfAfter = (error: unknown): Shelf =>
  error instanceof DOMException && error.name === "QuotaExceededError" ? "full" : "closed";

export const SHELF_TEXT: Record<Exclude<Shelf, "keeps">, string> = {
  full: "本机浏览器存储空间已满，无法在本机留底。填写的内容仍直接保存到服务器；断网时请勿关闭本页，并请清理磁盘或浏览器空间。",
  closed:
    "本机浏览器不允许留底（可能是无痕窗口或已禁用本地存储）。填写的内容仍直接保存到服务器；断网时请勿关闭本页，建议改用普通窗口。",
};
