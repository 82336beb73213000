import { type PDFDocumentProxy, RenderingCancelledException, TextLayer } from "pdfjs-dist/legacy/build/pdf.mjs";
import { type CSSProperties, type RefObject, useEffect, useRef, useState } from "react";
import classes from "#app/features/evidence/preview/pdf-page.module.css";

/** Browsers refuse larger canvases, and nobody can tell the difference. */
const MAX_DOTS = 16_000_000;
const NEAR = "600px 0px";

type Size = Record<"width" | "height", number>;
type State = "waiting" | "text" | "scan" | "failed";

export interface PdfPageProps {
  pdf: PDFDocumentProxy;
  number: number;
  /** CSS pixels per point */
  scale: number;
  /** in points, until the page itself has been read */
  estimate: Size;
  scroller: RefObject<HTMLElement | null>;
}

/** One page: its place is always there, its picture and its text while it is near the window. */
export function PdfPage({ pdf, number, scale, estimate, scroller }: PdfPageProps) {
  const place = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const text = useRef<HTMLDivElement>(null);
  const near = useNear(place, scroller);
  const [size, setSize] = useState(estimate);
  const [state, setState] = useState<State>("waiting");

  useEffect(() => {
    if (!near) return;
    let left = false;
    let cancel = (): void => undefined;
    const draw = async (): Promise<void> => {
      const page = await pdf.getPage(number);
      const [sheet, layer] = [canvas.current, text.current];
      if (left || !sheet || !layer) return;
      const { width, height } = page.getViewport({ scale: 1 });
      setSize((known) => (known.width === width && known.height === height ? known : { width, height }));
      const dots = Math.min(scale * devicePixelRatio, Math.sqrt(MAX_DOTS / (width * height)));
      sheet.width = Math.floor(width * dots);
      sheet.height = Math.floor(height * dots);
      const drawing = page.render({ canvas: sheet, viewport: page.getViewport({ scale: dots }) });
      cancel = () => drawing.cancel();
      await drawing.promise;
      if (left) return;
      layer.replaceChildren();
      const words = new TextLayer({
        textContentSource: page.streamTextContent(),
        container: layer,
        viewport: page.getViewport({ scale }),
      });
      cancel = () => words.cancel();
      await words.render();
      if (!left) setState(words.textDivs.length > 0 ? "text" : "scan");
    };
    draw().catch((error: unknown) => {
      if (!left && !(error instanceof RenderingCancelledException)) setState("failed");
    });
    return () => {
      left = true;
      cancel();
    };
  }, [near, pdf, number, scale]);

  const style: CSSProperties & Record<"--total-scale-factor", number> = {
    width: size.width * scale,
    height: size.height * scale,
    "--total-scale-factor": scale,
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: no form, and too many to be landmarks
    <div
      ref={place}
      role="group"
      aria-label={state === "scan" ? `第${number}页（扫描图像，没有文字）` : `第${number}页`}
      className={classes.page}
      data-page={number}
      data-state={state}
      style={style}
    >
      {near && (
        <>
          <canvas ref={canvas} className={classes.canvas} aria-hidden />
          <div ref={text} className={classes.text} />
          {state === "failed" && <p className={classes.failed}>本页内容已损坏，无法显示；请下载后核对。</p>}
        </>
      )}
    </div>
  );
}

function useNear(place: RefObject<HTMLElement | null>, scroller: RefObject<HTMLElement | null>): boolean {
  const [near, setNear] = useState(false);
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const observer = new IntersectionObserver((entries) => setNear(entries.at(-1)?.isIntersecting ?? false), {
      root: scroller.current,
      rootMargin: NEAR,
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [place, scroller]);
  return near;
}
