/** Written out, not variables of the page: the same colours go into exported pictures. */
export const INK = "#1c2430";
export const INK_2 = "#4d5868";
export const LINE = "#dfe3ea";
export const LINE_STRONG = "#c3cad6";
export const ACCENT = "#274981";
export const WARN = "#8a5300";
export const PAPER = "#ffffff";
export const BLANK = "#f6f7f9";

export interface Shade {
  ground: string;
  ink: string;
}

/** From little to much. The figure stands in every cell: the shade only helps the eye. */
export const SHADES: readonly Shade[] = [
  { ground: "#fdf3e1", ink: INK },
  { ground: "#eef3fb", ink: INK },
  { ground: "#b5c8ea", ink: INK },
  { ground: "#4a72bd", ink: PAPER },
  { ground: "#274981", ink: PAPER },
];

/** By the names that the three systems have; an exported picture takes what is there. */
export const PLOT_FONT = "PingFang SC, Microsoft YaHei, Noto Sans SC, Noto Sans CJK SC, sans-serif";

/** Lines and dots are told apart by strokes and shapes first. */
export const DASHES = ["", "7 3", "2 3", "9 3 2 3", "4 4"];
