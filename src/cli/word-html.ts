import { CommandError } from "#cli/command.ts";
import { writeOutNumbers } from "#report/ooxml/write-out-numbers.ts";

/** A Word document as HTML, the numbers that Word counts written out; mammoth comes in only when it is needed. */
export async function wordHtml(bytes: Uint8Array<ArrayBuffer>, path: string): Promise<string> {
  const { default: mammoth } = await import("mammoth");
  try {
    const { value } = await mammoth.convertToHtml(
      { buffer: Buffer.from(writeOutNumbers(bytes)) },
      { convertImage: mammoth.images.imgElement(async () => ({ src: "" })) },
    );
    return value;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new CommandError(`${path} 不是完好的 Word 文档（.docx），请用 Word 或 WPS 打开后另存一次`);
  }
}
