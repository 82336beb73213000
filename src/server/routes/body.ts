import { ApiError } from "#server/routes/api-error.ts";

const MAX_JSON_BYTES = 2 * 1024 * 1024;

const tooLarge = (): ApiError =>
  new ApiError({ code: "request.too-large", message: "提交的内容超过2 MB，请删减后再保存" });

const tooSlow = (): ApiError =>
  new ApiError({ code: "request.too-slow", message: "提交的内容长时间没有传完，请检查网络后重试" });

/** The JSON body, refused as soon as it is too long — announced or not — or takes longer than `limitMs`. */
export async function readJson(request: Request, limitMs: number): Promise<unknown> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(tooSlow()), limitMs);
  });
  try {
    return await Promise.race([readWhole(request), limit]);
  } finally {
    clearTimeout(timer);
  }
}

async function readWhole(request: Request): Promise<unknown> {
  if (Number(request.headers.get("content-length") ?? 0) > MAX_JSON_BYTES) throw tooLarge();
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let text = "";
  let size = 0;
  try {
    for await (const chunk of request.body ?? new Blob([]).stream()) {
      size += chunk.byteLength;
      if (size > MAX_JSON_BYTES) throw tooLarge();
      text += decoder.decode(chunk, { stream: true });
    }
    return JSON.parse(text + decoder.decode());
  } catch (error) {
    if (error instanceof ApiError) throw error;
    throw new ApiError({
      code: "request.invalid",
      message: "提交的内容不是有效的 JSON，请刷新页面后重试",
      details: [{ path: "body", code: "request.not-json", message: "不是有效的 JSON" }],
    });
  }
}
