import { UnreadableFile } from "#app/features/evidence/upload-digest.ts";
import { isTooLarge } from "#core/api/upload.ts";
import { ACCEPTED_TEXT } from "#core/evidence/inspection.ts";
import { SNIFF_BYTES, sniff } from "#core/evidence/sniff.ts";

/** Why a file need not be sent at all. The server looks again, and further. */
export async function refusalOf(file: File): Promise<string | undefined> {
  if (file.size === 0) return "文件是空的，请检查后重新选择";
  if (isTooLarge(file.size)) return "文件超过2GB，请压缩或拆分后上传";
  const head = await file
    .slice(0, SNIFF_BYTES)
    .arrayBuffer()
    .catch(() => {
      throw new UnreadableFile();
    });
  return sniff(new Uint8Array(head), file.name) === undefined ? `不接受这种文件。${ACCEPTED_TEXT}` : undefined;
}
