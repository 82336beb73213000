import type { Block } from "#core/document/model.ts";
import type { Frame } from "#report/page.ts";

/** Titles that a table takes along when it turns. */
const FOLLOWS_TABLE = new Set<Block["kind"]>(["annex", "caption"]);

/** How each block's page stands: a wide table lies, and what names it lies with it. */
export function orientations(blocks: readonly Block[]): Frame["orientation"][] {
  const result: Frame["orientation"][] = [];
  for (let index = blocks.length - 1; index >= 0; index -= 1) {
    const block = blocks[index];
    const wide = block?.kind === "table" && block.wide === true;
    const named = block !== undefined && FOLLOWS_TABLE.has(block.kind) && result[index + 1] === "landscape";
    result[index] = wide || named ? "landscape" : "portrait";
  }
  return result;
}
