import { dotPath, type Mark, type Picture, pathText } from "#app/ui/plot/mark.ts";
import { INK, PAPER, PLOT_FONT } from "#app/ui/plot/palette.ts";

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Also without what XML cannot carry at all. */
const escaped = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cs}\ufffe\uffff]/gu, " ").replace(/[&<>"]/g, (each) => ENTITIES[each] ?? each);

const TITLE_HEIGHT = 34;
const MARGIN = 12;

/** A picture by itself, as an SVG file: title on top, paper below, fonts by the names that systems have. */
export function svgText(
  title: string,
  { width, height, marks }: Picture,
): { svg: string; width: number; height: number } {
  const [fullWidth, fullHeight] = [width + 2 * MARGIN, height + TITLE_HEIGHT + 2 * MARGIN];
  const size = `width="${fullWidth}" height="${fullHeight}" viewBox="0 0 ${fullWidth} ${fullHeight}"`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="${PLOT_FONT}"><rect width="${fullWidth}" height="${fullHeight}" fill="${PAPER}"/><text x="${MARGIN}" y="${MARGIN + 18}" font-size="16" font-weight="600" fill="${INK}">${escaped(title)}</text><g transform="translate(${MARGIN} ${MARGIN + TITLE_HEIGHT})">${marks.map(markText).join("")}</g></svg>`;
  return { svg, width: fullWidth, height: fullHeight };
}

function markText(mark: Mark): string {
  switch (mark.kind) {
    case "rect":
      return `<rect x="${mark.x}" y="${mark.y}" width="${mark.width}" height="${mark.height}" fill="${mark.fill}"/>`;
    case "line":
      return `<line x1="${mark.x1}" y1="${mark.y1}" x2="${mark.x2}" y2="${mark.y2}" stroke="${mark.stroke}" stroke-width="${mark.width}" stroke-dasharray="${mark.dash ?? ""}"/>`;
    case "path":
      return `<path d="${pathText(mark.points)}" fill="none" stroke="${mark.stroke}" stroke-width="1.6" stroke-dasharray="${mark.dash}"/>`;
    case "dot":
      return `<path d="${dotPath(mark.shape, mark.x, mark.y, mark.size)}" fill="${mark.fill}" stroke="${PAPER}" stroke-width="1"/>`;
    case "text":
      return `<text x="${mark.x}" y="${mark.y}" text-anchor="${mark.anchor}" font-size="${mark.size}" fill="${mark.fill}" font-weight="${mark.bold ? 600 : 400}">${escaped(mark.text)}</text>`;
  }
}
