import { z } from "zod";

/** How something of a package stands to what is here. */
export const standing = z.enum(["new", "same", "theirs-newer", "ours-newer", "both-changed"]);
export type Standing = z.infer<typeof standing>;

export const STANDING_TEXT: Record<Standing, string> = {
  new: "新增",
  same: "相同",
  "theirs-newer": "数据包较新",
  "ours-newer": "本系统较新",
  "both-changed": "两边都改过",
};

/** A content's hash now, and those of everything that it has been. */
export interface Lineage {
  tip: string;
  history: readonly string[];
}

/** By descent, never by clocks: theirs is newer where what is here was once theirs. Where both or neither holds, people decide. */
export function standingOf(ours: Lineage | undefined, theirs: Lineage): Standing {
  if (ours === undefined) return "new";
  if (ours.tip === theirs.tip) return "same";
  const ahead = theirs.history.includes(ours.tip);
  const behind = ours.history.includes(theirs.tip);
  if (ahead === behind) return "both-changed";
  return ahead ? "theirs-newer" : "ours-newer";
}
