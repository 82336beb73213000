import type { ByteSource } from "#core/evidence/byte-source.ts";
import type { MediaType } from "#core/evidence/evidence.ts";
import { type Inspection, type Refusal, refuseContent } from "#core/evidence/inspection.ts";
import { hasNoControls } from "#core/evidence/text-bytes.ts";
import { ok, type Result } from "#core/result.ts";

const STEP = 1024 * 1024;

/** Text all the way, not only at its beginning. */
export async function inspectText(source: ByteSource, mediaType: MediaType): Promise<Result<Inspection, Refusal>> {
  for (let at = 0; at < source.size; at += STEP)
    if (!hasNoControls(await source.read(at, STEP)))
      return refuseContent("文件中有不属于文本的内容，可能已损坏或改过扩展名。请用原来的程序另存后再上传");
  return ok({ mediaType, flags: [] });
}
