export type DotShape = "circle" | "square" | "diamond" | "triangle";
export const DOT_SHAPES: readonly DotShape[] = ["circle", "square", "diamond", "triangle"];

interface Labelled {
  /** what it says in words: it can be reached by key, and is read out */
  label?: string;
}

/** One shape of a plot with everything that it needs: drawn on the page and written into a picture alike. */
export type Mark =
  | ({ kind: "rect"; x: number; y: number; width: number; height: number; fill: string } & Labelled)
  | { kind: "line"; x1: number; y1: number; x2: number; y2: number; stroke: string; width: number; dash?: string }
  | { kind: "path"; points: readonly (readonly [x: number, y: number])[]; stroke: string; dash: string }
  | ({ kind: "dot"; x: number; y: number; size: number; shape: DotShape; fill: string } & Labelled)
  | {
      kind: "text";
      x: number;
      y: number;
      text: string;
      anchor: "start" | "middle" | "end";
      size: number;
      fill: string;
      bold?: boolean;
    };

export interface Picture {
  width: number;
  height: number;
  marks: readonly Mark[];
}

const round = (value: number): number => Math.round(value * 100) / 100;

export const pathText = (points: readonly (readonly [number, number])[]): string =>
  points.map(([x, y], index) => `${index === 0 ? "M" : "L"}${round(x)} ${round(y)}`).join("");

/** The outline of a dot, about equally large in every shape. */
export function dotPath(shape: DotShape, x: number, y: number, size: number): string {
  const corners = (...points: (readonly [number, number])[]): string =>
    `${pathText(points.map(([dx, dy]) => [x + dx * size, y + dy * size] as const))}Z`;
  switch (shape) {
    case "circle":
      return `M${round(x - size)} ${round(y)}a${size} ${size} 0 1 0 ${2 * size} 0a${size} ${size} 0 1 0 ${-2 * size} 0Z`;
    case "square":
      return corners([-0.9, -0.9], [0.9, -0.9], [0.9, 0.9], [-0.9, 0.9]);
    case "diamond":
      return corners([0, -1.3], [1.3, 0], [0, 1.3], [-1.3, 0]);
    case "triangle":
      return corners([0, -1.2], [1.15, 0.9], [-1.15, 0.9]);
  }
}
