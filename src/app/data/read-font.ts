import type { LoadFont } from "#report/fonts.ts";

const loaded = new Map<string, Promise<Uint8Array>>();

/** Fonts are files of this installation; each is fetched once, and again only after a failure. */
export const readFont: LoadFont = (fileName) => {
  const known = loaded.get(fileName);
  if (known) return known;
  const loading = fetchFont(fileName);
  loaded.set(fileName, loading);
  loading.catch(() => loaded.delete(fileName));
  return loading;
};

async function fetchFont(fileName: string): Promise<Uint8Array> {
  const response = await fetch(`/fonts/${fileName}`);
  if (!response.ok) throw new Error(`字体 ${fileName} 读取失败（${response.status}）`);
  return new Uint8Array(await response.arrayBuffer());
}
