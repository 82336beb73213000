export type PreviewKind = "pdf" | "image" | "document" | "workbook" | "text" | "archive" | "none";

const OPEN_XML = "application/vnd.openxmlformats-officedocument.";

/** How a file is shown in the page, by its media type. */
export function previewKind(mediaType: string): PreviewKind {
  if (mediaType === "application/pdf") return "pdf";
  if (mediaType.startsWith("image/")) return "image";
  if (mediaType.startsWith("text/")) return "text";
  if (mediaType === "application/zip") return "archive";
  if (mediaType.startsWith(`${OPEN_XML}wordprocessingml`)) return "document";
  if (mediaType.startsWith(`${OPEN_XML}spreadsheetml`)) return "workbook";
  return "none";
}
