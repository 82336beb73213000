import { readMetrics } from "#report/layout/font-metrics.ts";

/** What a font is for. The PDF embeds our files; Word gets the official names only, those fonts are not free. */
export const TEXT_ROLES = ["title", "hei", "kai", "fangsong", "song"] as const;
export type TextRole = (typeof TEXT_ROLES)[number];
export type FontRole = TextRole | "fallback";

export const FONT_FILES: Record<FontRole, string> = {
  title: "title.otf",
  hei: "hei.otf",
  kai: "kai.otf",
  fangsong: "fangsong.otf",
  song: "song.otf",
  fallback: "fallback.otf",
};

export const WORD_FONTS: Record<TextRole, string> = {
  title: "方正小标宋简体",
  hei: "黑体",
  kai: "楷体_GB2312",
  fangsong: "仿宋_GB2312",
  song: "宋体",
};

/** Bytes by role. The fallback (GBK, for characters that the others lack) may be absent where no text needs it. */
export type FontSet = Readonly<Record<TextRole, Uint8Array> & { fallback?: Uint8Array }>;

/** Reads one of FONT_FILES: from disk in Node, by fetch in the browser. */
export type LoadFont = (fileName: string) => Promise<Uint8Array>;

/** The fonts that a text needs. The large fallback is loaded only when some character is missing from another font. */
export async function loadFonts(load: LoadFont, text: Iterable<string>): Promise<FontSet> {
  const [title, hei, kai, fangsong, song] = await Promise.all([
    load(FONT_FILES.title),
    load(FONT_FILES.hei),
    load(FONT_FILES.kai),
    load(FONT_FILES.fangsong),
    load(FONT_FILES.song),
  ]);
  const fonts = { title, hei, kai, fangsong, song };
  const metrics = TEXT_ROLES.map((role) => readMetrics(fonts[role]));
  const characters = new Set<string>();
  for (const piece of text) for (const character of piece) if (character !== "\n") characters.add(character);
  const lacking = [...characters].some((character) =>
    metrics.some((font) => font.advance(character.codePointAt(0) ?? 0) === undefined),
  );
  return lacking ? { ...fonts, fallback: await load(FONT_FILES.fallback) } : fonts;
}
