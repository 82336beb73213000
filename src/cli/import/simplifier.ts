import { asOfficial } from "#core/importer/simplified.ts";
import type { Simplify } from "#core/importer/source-line.ts";

/** The converter and its dictionary come in only for a text that needs them. */
export async function loadSimplifier(): Promise<Simplify> {
  const { Converter } = await import("opencc-js/t2cn");
  return asOfficial(Converter({ from: "t", to: "cn" }));
}
