import type { PageSize } from "#app/features/report/preview-messages.ts";

/** CSS pixels per point at the paper's own size. */
export const FULL_SIZE = 96 / 72;

/** Pixels around and between the sheets. */
export const SHEET_GAP = 16;

export type Zoom = "fit" | "full";

export interface SheetPlace {
  top: number;
  width: number;
  height: number;
  /** pixels per point */
  scale: number;
}

/** Where each sheet stands on the desk, whether it is drawn or not. */
export function placeSheets(pages: readonly PageSize[], room: number, zoom: Zoom): SheetPlace[] {
  let top = SHEET_GAP;
  return pages.map((page) => {
    const scale = zoom === "full" ? FULL_SIZE : Math.max(0.1, (room - 2 * SHEET_GAP) / page.width);
    const place = { top, width: page.width * scale, height: page.height * scale, scale };
    top += place.height + SHEET_GAP;
    return place;
  });
}

export const deskHeight = (places: readonly SheetPlace[]): number => {
  const last = places.at(-1);
  return last ? last.top + last.height + SHEET_GAP : 0;
};

/** The sheet at a height; the last one that begins above it. */
export const sheetAt = (places: readonly SheetPlace[], y: number): number =>
  Math.max(
    0,
    places.findLastIndex((place) => place.top <= y),
  );

/** Sheets within one window's height of the window. */
export function sheetsNear(places: readonly SheetPlace[], scrollTop: number, windowHeight: number): number[] {
  const [from, to] = [scrollTop - windowHeight, scrollTop + 2 * windowHeight];
  return places.flatMap(({ top, height }, index) => (top + height >= from && top <= to ? [index] : []));
}

/** Seen again after a turn, so that the eye finds its line. */
const OVERLAP = 40;

/** Where a turn leads: on through a sheet that is taller than the window, then to the next one's head. */
export function turned(
  places: readonly SheetPlace[],
  scrollTop: number,
  windowHeight: number,
  direction: 1 | -1,
): number {
  const step = Math.max(windowHeight - OVERLAP, OVERLAP);
  const here = sheetAt(places, scrollTop + SHEET_GAP);
  const sheet = places[here];
  if (!sheet) return scrollTop;
  const headOf = (place: SheetPlace): number => place.top - SHEET_GAP;
  const footOf = (place: SheetPlace): number =>
    Math.max(headOf(place), place.top + place.height + SHEET_GAP - windowHeight);
  if (direction === 1) {
    const foot = footOf(sheet);
    if (foot > scrollTop + 1) return Math.min(foot, scrollTop + step);
    const next = places[here + 1];
    return next ? headOf(next) : scrollTop;
  }
  if (headOf(sheet) < scrollTop - 1) return Math.max(headOf(sheet), scrollTop - step);
  const previous = places[here - 1];
  return previous ? footOf(previous) : 0;
}
