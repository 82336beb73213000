import { useElementSize, useMergedRef } from "@mantine/hooks";
import {
  type KeyboardEvent,
  type Ref,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import classes from "#app/features/report/desk.module.css";
import {
  deskHeight,
  placeSheets,
  SHEET_GAP,
  type SheetPlace,
  sheetAt,
  sheetsNear,
  turned,
  type Zoom,
} from "#app/features/report/page-places.ts";
import type { PreviewLayout, PreviewPlace } from "#app/features/report/preview-messages.ts";
import { Sheet, type SheetProps } from "#app/features/report/sheet.tsx";
import type { Preview } from "#app/features/report/use-preview.ts";

/** Points from the top of a page. */
export interface Spot {
  page: number;
  y: number;
}

export interface DeskHandle {
  goTo: (spot: Spot) => void;
  turn: (direction: 1 | -1) => void;
}

export interface DeskProps extends Pick<SheetProps, "linkTo" | "onOpen"> {
  layout: PreviewLayout;
  drawn: Preview["drawn"];
  want: Preview["want"];
  zoom: Zoom;
  /** what should stay where it is in the window while the text around it changes; another id is scrolled to */
  anchor?: { id: string; spot: Spot };
  onPage: (page: number) => void;
  ref?: Ref<DeskHandle>;
}

/** The pages on a desk. Each has its place; only those near the window are drawn. */
export function Desk({ layout, drawn, want, zoom, anchor, onPage, linkTo, onOpen, ref }: DeskProps) {
  const { ref: measure, width, height } = useElementSize<HTMLElement>();
  const scroller = useRef<HTMLElement>(null);
  const [scrollTop, setScrollTop] = useState(0);
  // before the desk has been measured nothing has a place
  const places = useMemo(
    () => (width === 0 ? [] : placeSheets(layout.pages, width, zoom)),
    [layout.pages, width, zoom],
  );
  const near = sheetsNear(places, scrollTop, height);
  const page = sheetAt(places, scrollTop + height / 3);

  useSteadyScroll(scroller, places, anchor);
  useEffect(() => onPage(page), [page, onPage]);
  const nearText = near.join(" ");
  useEffect(() => want(nearText === "" ? [] : nearText.split(" ").map(Number)), [nearText, want]);

  const turn = (direction: 1 | -1): void => {
    const desk = scroller.current;
    if (desk) desk.scrollTop = turned(places, desk.scrollTop, desk.clientHeight, direction);
  };
  useImperativeHandle(ref, () => ({
    goTo: (spot) => scroller.current?.scrollTo({ top: topOf(places, spot) - SHEET_GAP }),
    turn,
  }));
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "PageDown" && event.key !== "PageUp") return;
    event.preventDefault();
    turn(event.key === "PageDown" ? 1 : -1);
  };
  return (
    <section
      ref={useMergedRef(measure, scroller)}
      className={classes.desk}
      aria-label="报告预览"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
      tabIndex={0}
      onKeyDown={onKeyDown}
      onScroll={(event) => setScrollTop(event.currentTarget.scrollTop)}
    >
      <div
        role="document"
        aria-label={layout.title}
        className={classes.sheets}
        style={{ height: deskHeight(places), minWidth: Math.max(0, ...places.map((place) => place.width)) }}
      >
        {headingsAbove(layout.places, near[0] ?? 0).map(({ id, level, text }) => (
          // biome-ignore lint/a11y/useSemanticElements: its level is known only here
          <div key={id} role="heading" aria-level={level + 1} className={classes.unseen}>
            {text}
          </div>
        ))}
        {near.map((index) => {
          const [place, size, content] = [places[index], layout.pages[index], drawn.get(index)];
          if (!place || !size) return null;
          const { top, width: sheetWidth, height: sheetHeight } = place;
          return (
            // biome-ignore lint/a11y/useSemanticElements: no form, and too many to be landmarks
            <div
              key={index}
              role="group"
              aria-label={`第${index + 1}页`}
              className={classes.sheet}
              style={{ top, width: sheetWidth, height: sheetHeight }}
            >
              {content && <Sheet page={content} size={size} number={index + 1} linkTo={linkTo} onOpen={onOpen} />}
            </div>
          );
        })}
      </div>
    </section>
  );
}

/** Under which headings a page begins: said, not shown, so that what follows has its place for those who listen. */
function headingsAbove(places: readonly PreviewPlace[], page: number): PreviewPlace[] {
  const open: PreviewPlace[] = [];
  for (const place of places.filter((each) => each.page < page)) {
    while ((open.at(-1)?.level ?? 0) >= place.level) open.pop();
    open.push(place);
  }
  return open;
}

const topOf = (places: readonly SheetPlace[], { page, y }: Spot): number => {
  const place = places[page];
  return place ? place.top + y * place.scale : 0;
};

/** Keeps what is being read in its place when pages are set anew or change their size. */
function useSteadyScroll(
  scroller: { readonly current: HTMLElement | null },
  places: readonly SheetPlace[],
  anchor: DeskProps["anchor"],
): void {
  const before = useRef<{ places: readonly SheetPlace[]; anchor: DeskProps["anchor"] } | undefined>(undefined);
  useLayoutEffect(() => {
    const desk = scroller.current;
    const old = before.current;
    if (!desk || places.length === 0) return;
    before.current = { places, anchor };
    if (anchor && old?.anchor?.id !== anchor.id) {
      desk.scrollTop = topOf(places, anchor.spot) - SHEET_GAP;
      return;
    }
    if (!old || old.places === places) return;
    const held = anchor && old.anchor ? [old.anchor.spot, anchor.spot] : sameSpot(old.places, desk.scrollTop);
    const [from, to] = held;
    if (from && to) desk.scrollTop += topOf(places, to) - topOf(old.places, from);
  }, [scroller, places, anchor]);
}

/** The point of a page at the window's upper edge. */
function sameSpot(places: readonly SheetPlace[], scrollTop: number): Spot[] {
  const page = sheetAt(places, scrollTop);
  const place = places[page];
  if (!place) return [];
  const spot = { page, y: (scrollTop - place.top) / place.scale };
  return [spot, spot];
}
