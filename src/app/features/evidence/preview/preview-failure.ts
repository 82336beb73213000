/** Why a file is not shown. The file itself is never in danger: it can always be downloaded. */
export type PreviewFailure = "damaged" | "encrypted" | "too-large" | "too-slow" | "no-preview";

export const FAILURE_TEXT: Record<PreviewFailure, string> = {
  damaged: "文件内容已损坏或不完整，无法预览。请下载后核对；确已损坏的，请换成完好的文件。",
  encrypted: "文件设有打开密码，无法预览。请下载后输入密码查看；报送前请换成不加密的文件。",
  "too-large": "文件展开后过大，为避免页面停滞，不在此预览。请下载查看。",
  "too-slow": "文件展开用时过长，已停止预览。请下载查看。",
  "no-preview": "此类文件不能在页面中预览，请下载后用相应软件打开；也可另存为PDF后替换。",
};
