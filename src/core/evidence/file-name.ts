const LONGEST = 255;

/** Control characters, and marks that turn the direction or have no width: they make a name look like another. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/**
 * The name that a file is kept under: without folders, without what cannot be seen, at most 255 characters, with its
 * extension. It is only shown and given to downloads; no file is ever stored under it.
 */
export function cleanFileName(name: string): string {
  const last = name.split(/[/\\]/).pop() ?? "";
  const visible = last.replace(INVISIBLE, "").replace(/\s+/g, " ").trim().normalize("NFC");
  const named = /^\.*$/.test(visible) ? "未命名文件" : visible;
  const letters = [...named];
  if (letters.length <= LONGEST) return named;
  const extension = /\.[^.\s]{1,10}$/.exec(named)?.[0] ?? "";
  return letters.slice(0, LONGEST - extension.length).join("") + extension;
}
