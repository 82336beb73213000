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

const loaded = new WeakMap<LoadFont, Map<string, Promise<Uint8Array>>>();

/** Reads each font once per loader; one that could not be read is asked for again. */
function remembering(load: LoadFont): LoadFont {
  const known = loaded.get(load) ?? new Map<string, Promise<Uint8Array>>();
  loaded.set(load, known);
  return (fileName) => {
    const found = known.get(fileName);
    if (found) return found;
    const fresh = load(fileName);
    known.set(fileName, fresh);
    fresh.catch(() => known.delete(fileName));
    return fresh;
  };
}

/** The fonts that a text needs. The large fallback is loaded only when some character is missing from another font. */
export async function loadFonts(loadFont: LoadFont, text: Iterable<string>): Promise<FontSet> {
  const load = remembering(loadFont);
  const [title, hei, kai, fangsong, song] = await Promise.all([
    load(FONT_FILES.title),
    load(FONT_FILES.hei),
    load(FONT_FILES.kai),
    load(FONT_FILES.fangsong),
    load(FONT_FILES.song),
  ]);
  const fonts = { title, hei, kai, fangsong, song };
  const metrics = TEXT_ROLES.map((role) => readMetrics(fonts[role]));
  const used = new Uint8Array(0x10000);
  for (const piece of text) for (let index = 0; index < piece.length; index += 1) used[piece.charCodeAt(index)] = 1;
  const lacking = used.some(
    (seen, code) => seen === 1 && code !== 10 && metrics.some((font) => font.advance(code) === undefined),
  );
  return lacking ? { ...fonts, fallback: await load(FONT_FILES.fallback) } : fonts;
}
