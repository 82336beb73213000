import type { Bytes } from "#server/files/files.ts";
import { ApiError } from "#server/routes/api-error.ts";

/** A text file in UTF-8, refused as soon as it is too long. */
export async function readText(bytes: Bytes, most: number): Promise<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let text = "";
  let size = 0;
  try {
    for await (const chunk of bytes) {
      size += chunk.byteLength;
      if (size > most)
        throw new ApiError({ code: "request.too-large", message: `文件超过${most / 1024 ** 2} MB，请核对所选文件` });
      text += decoder.decode(chunk, { stream: true });
    }
    return text + decoder.decode();
  } catch (error) {
    if (error instanceof ApiError) throw error;
    throw new ApiError({
      code: "template.import-refused",
      message: "文件不是 UTF-8 编码的文本，请选择由本系统导出的清单文件",
      details: [{ path: "", code: "import.not-text", message: "不是 UTF-8 文本" }],
    });
  }
}
