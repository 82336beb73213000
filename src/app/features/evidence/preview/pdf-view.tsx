import { useElementSize, useMergedRef } from "@mantine/hooks";
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from "react";
import { type OpenPdf, openPdf, pdfRefusal } from "#app/features/evidence/preview/pdf-document.ts";
import { PdfPage } from "#app/features/evidence/preview/pdf-page.tsx";
import classes from "#app/features/evidence/preview/preview.module.css";
import type { ViewProps } from "#app/features/evidence/preview/view-props.ts";
import { stepZoom, type Zoom, ZoomButtons } from "#app/features/evidence/preview/zoom.tsx";
import tools from "#app/ui/tool-button.module.css";

/** CSS pixels per point: at 100 % a page is as large as on paper. */
const PAPER = 96 / 72;
const MARGIN = 12;

/** A PDF as its pages under each other; those near the window are drawn. */
export function PdfView({ source, page, onRefused }: ViewProps) {
  const [open, setOpen] = useState<OpenPdf>();
  const refuse = useRef(onRefused);
  refuse.current = onRefused;
  useEffect(() => {
    let left = false;
    const { opened, close } = openPdf(source.url);
    opened.then(
      (found) => !left && setOpen(found),
      (error: unknown) => !left && refuse.current(pdfRefusal(error)),
    );
    return () => {
      left = true;
      close();
      setOpen(undefined);
    };
  }, [source.url]);
  return open ? <Pages open={open} first={page} /> : <p className={classes.waiting}>正在打开PDF…</p>;
}

function Pages({ open: { pdf, size }, first }: { open: OpenPdf; first: number }) {
  const { ref: measure, width } = useElementSize<HTMLDivElement>();
  const scroller = useRef<HTMLDivElement>(null);
  const [zoom, setZoom] = useState<Zoom>("fit");
  const [current, setCurrent] = useState(first);
  const scale = zoom === "fit" ? Math.max(0.1, (width - 2 * MARGIN) / size.width) : zoom * PAPER;
  const shown = width > 0;

  const pageAt = (number: number): HTMLElement | undefined =>
    scroller.current?.querySelector<HTMLElement>(`[data-page="${number}"]`) ?? undefined;
  const goTo = (number: number): void => {
    const target = pageAt(Math.max(1, Math.min(pdf.numPages, number)));
    if (target && scroller.current) scroller.current.scrollTop = target.offsetTop - MARGIN;
  };
  const follow = (): void => {
    const desk = scroller.current;
    if (!desk) return;
    const line = desk.scrollTop + desk.clientHeight / 3;
    const pages = [...desk.querySelectorAll<HTMLElement>("[data-page]")];
    const at = pages.findIndex((each) => each.offsetTop + each.offsetHeight > line);
    setCurrent(at < 0 ? pdf.numPages : at + 1);
  };

  // what is being read stays in the window when the pages change their size
  const reading = useRef(first);
  reading.current = current;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another size moves the pages
  useLayoutEffect(() => {
    if (shown) goTo(reading.current);
  }, [shown, scale]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const next = stepZoom(event.key, zoom === "fit" ? scale / PAPER : zoom);
    if (next === undefined || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    setZoom(next);
  };
  return (
    <div className={classes.view}>
      <div className={classes.bar}>
        <button
          type="button"
          className={tools.tool}
          aria-label="上一页"
          disabled={current <= 1}
          onClick={() => goTo(current - 1)}
        >
          ‹
        </button>
        <span className={classes.count} aria-live="polite">
          第{current}页，共{pdf.numPages}页
        </span>
        <button
          type="button"
          className={tools.tool}
          aria-label="下一页"
          disabled={current >= pdf.numPages}
          onClick={() => goTo(current + 1)}
        >
          ›
        </button>
        <ZoomButtons zoom={zoom} actual={scale / PAPER} fitText="适合宽度" onZoom={setZoom} />
      </div>
      <section
        ref={useMergedRef(measure, scroller)}
        className={classes.desk}
        aria-label="PDF各页"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        onKeyDown={onKeyDown}
        onScroll={follow}
      >
        {shown &&
          Array.from({ length: pdf.numPages }, (_, index) => (
            <PdfPage
              // biome-ignore lint/suspicious/noArrayIndexKey: a page is its number
              key={index}
              pdf={pdf}
              number={index + 1}
              scale={scale}
              estimate={size}
              scroller={scroller}
            />
          ))}
      </section>
    </div>
  );
}
