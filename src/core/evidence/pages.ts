const RANGE = /^\d{1,5}(?:—\d{1,5})?$/;

/** Pages as they are cited, 3-5,8 → 3—5、8. What is no list of pages stays as it was typed. */
export function normalisePages(text: string): string {
  const trimmed = text.trim();
  const parts = (/^第?(.*?)页?$/.exec(trimmed)?.[1] ?? "")
    .replace(/\s/g, "")
    .replace(/[-–—~～至到－]+/g, "—")
    .split(/[,，、;；]/);
  return parts.every((part) => RANGE.test(part)) ? parts.join("、") : trimmed;
}

/** The highest page that is cited; undefined where the text is no list of pages. */
export function lastPageCited(text: string): number | undefined {
  const parts = normalisePages(text).split("、");
  if (!parts.every((part) => RANGE.test(part))) return undefined;
  return Math.max(...parts.flatMap((part) => part.split("—").map(Number)));
}
