import classes from "#app/features/evidence/preview/preview.module.css";
import tools from "#app/ui/tool-button.module.css";

/** "fit" = as wide as there is room; otherwise a factor, 1 = as large as it is. */
export type Zoom = "fit" | number;

const STEPS = [0.25, 0.33, 0.5, 0.67, 0.75, 1, 1.25, 1.5, 2, 3, 4];

/** + and − take the next step, 0 fits the width; undefined for every other key. */
export function stepZoom(key: string, actual: number): Zoom | undefined {
  if (key === "0") return "fit";
  if (key === "+" || key === "=") return STEPS.find((step) => step > actual + 0.005) ?? actual;
  if (key === "-") return STEPS.findLast((step) => step < actual - 0.005) ?? actual;
  return undefined;
}

export interface ZoomButtonsProps {
  zoom: Zoom;
  /** the factor that is shown now */
  actual: number;
  fitText: string;
  onZoom: (zoom: Zoom) => void;
}

export function ZoomButtons({ zoom, actual, fitText, onZoom }: ZoomButtonsProps) {
  const step = (key: string): void => onZoom(stepZoom(key, actual) ?? zoom);
  return (
    <>
      <button type="button" className={tools.tool} aria-label="缩小" title="缩小（-）" onClick={() => step("-")}>
        −
      </button>
      <span className={classes.zoom}>{Math.round(actual * 100)}%</span>
      <button type="button" className={tools.tool} aria-label="放大" title="放大（+）" onClick={() => step("+")}>
        ＋
      </button>
      <button
        type="button"
        className={tools.tool}
        aria-pressed={zoom === "fit"}
        title="0"
        onClick={() => onZoom("fit")}
      >
        {fitText}
      </button>
    </>
  );
}
