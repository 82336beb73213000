/** Pixels of a picture, four bytes each: red, green, blue, opacity. */
export interface Pixels {
  data: Uint8ClampedArray;
  width: number;
  height: number;
}

/** The longest side that a picture in a report needs: 160 mm at 250 dots an inch. */
export const LONGEST_SIDE = 1600;

/** What the picture measures once it is small enough. */
export function fitted({ width, height }: { width: number; height: number }): { width: number; height: number } {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** A smaller picture by averaging areas, on white where it is transparent. */
export function shrink(from: Pixels, size: { width: number; height: number }): Pixels {
  const data = new Uint8ClampedArray(4 * size.width * size.height);
  const across = edges(from.width, size.width);
  const down = edges(from.height, size.height);
  const sums = new Float64Array(4 * size.width);
  for (let y = 0; y < size.height; y += 1) {
    sums.fill(0);
    const [top, bottom] = [down[y] ?? 0, down[y + 1] ?? 0];
    for (let row = top; row < bottom; row += 1) addRow(sums, from, row, across);
    for (let x = 0; x < size.width; x += 1) {
      const count = (bottom - top) * ((across[x + 1] ?? 0) - (across[x] ?? 0));
      const at = 4 * (y * size.width + x);
      for (let part = 0; part < 3; part += 1) data[at + part] = (sums[4 * x + part] ?? 0) / count;
      data[at + 3] = 255;
    }
  }
  return { data, ...size };
}

/** Where each target pixel's share of the source begins; none is empty. */
const edges = (from: number, to: number): Uint32Array =>
  Uint32Array.from({ length: to + 1 }, (_, index) => Math.floor((index * from) / to));

function addRow(sums: Float64Array, { data, width }: Pixels, row: number, across: Uint32Array): void {
  let at = 4 * row * width;
  for (let x = 0; x + 1 < across.length; x += 1) {
    const end = 4 * (row * width + (across[x + 1] ?? 0));
    let [red, green, blue] = [0, 0, 0];
    for (; at < end; at += 4) {
      const opacity = data[at + 3] ?? 255;
      const white = 255 - opacity;
      red += white + ((data[at] ?? 0) * opacity) / 255;
      green += white + ((data[at + 1] ?? 0) * opacity) / 255;
      blue += white + ((data[at + 2] ?? 0) * opacity) / 255;
    }
    sums[4 * x] = (sums[4 * x] ?? 0) + red;
    sums[4 * x + 1] = (sums[4 * x + 1] ?? 0) + green;
    sums[4 * x + 2] = (sums[4 * x + 2] ?? 0) + blue;
  }
}

export function isOpaque({ data }: Pixels): boolean {
  for (let at = 3; at < data.length; at += 4) if (data[at] !== 255) return false;
  return true;
}
