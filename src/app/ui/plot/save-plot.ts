import type { Picture } from "#app/ui/plot/mark.ts";
import { svgText } from "#app/ui/plot/svg-text.ts";
import { saveFile } from "#app/ui/save-file.ts";
import type { DataSheet } from "#core/document/data-sheet.ts";
import { safeName } from "#core/safe-name.ts";

const NAME = { characters: 80, bytes: 240 };
const SHEET_NAME = 31;
const XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/** Pixels for one of the page's, so that it prints well; large pictures get fewer. */
const SCALE = 2;
const MOST_PIXELS = 8000;

const fileName = (title: string, extension: string): string => `${safeName(title, NAME) || "图"}.${extension}`;

/** The picture as it would be printed, made by the browser itself. */
export async function savePng(title: string, picture: Picture): Promise<void> {
  const { svg, width, height } = svgText(title, picture);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const scale = Math.min(SCALE, MOST_PIXELS / Math.max(width, height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (!blob) throw new Error("the picture could not be made");
  saveFile(blob, fileName(title, "png"));
}

/** The figures behind the picture, digit for digit. */
export async function saveXlsx(title: string, sheet: DataSheet): Promise<void> {
  const { writeWorkbook } = await import("#report/xlsx/write-workbook.ts");
  const name =
    sheet.name
      .replace(/[\\/?*[\]:']/g, " ")
      .slice(0, SHEET_NAME)
      .trim() || "数据";
  const bytes = writeWorkbook([{ ...sheet, name }]);
  saveFile(new Blob([new Uint8Array(bytes)], { type: XLSX_TYPE }), fileName(title, "xlsx"));
}
