import { useElementSize } from "@mantine/hooks";
import { type KeyboardEvent, useState } from "react";
import classes from "#app/features/evidence/preview/preview.module.css";
import { refusalFor, type ViewProps } from "#app/features/evidence/preview/view-props.ts";
import { stepZoom, type Zoom, ZoomButtons } from "#app/features/evidence/preview/zoom.tsx";
import tools from "#app/ui/tool-button.module.css";

const MARGIN = 12;

/** An image, larger or smaller, turned by quarters. What is stored stays as it is. */
export function ImageView({ source, onRefused }: ViewProps) {
  const { ref, width } = useElementSize<HTMLElement>();
  const [size, setSize] = useState<{ width: number; height: number }>();
  const [zoom, setZoom] = useState<Zoom>("fit");
  const [quarters, setQuarters] = useState(0);
  const lying = quarters % 2 === 1;
  const across = (lying ? size?.height : size?.width) ?? 1;
  const actual = zoom === "fit" ? Math.min(1, Math.max(0.01, (width - 2 * MARGIN) / across)) : zoom;
  const drawn = { width: (size?.width ?? 0) * actual, height: (size?.height ?? 0) * actual };
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = stepZoom(event.key, actual);
    if (next === undefined || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    setZoom(next);
  };
  return (
    <div className={classes.view}>
      <div className={classes.bar}>
        <ZoomButtons zoom={zoom} actual={actual} fitText="适合窗口" onZoom={setZoom} />
        <button type="button" className={tools.tool} onClick={() => setQuarters(quarters + 1)}>
          向右旋转
        </button>
        {size && (
          <span className={classes.count}>
            {size.width}×{size.height}
          </span>
        )}
      </div>
      <section
        ref={ref}
        className={classes.desk}
        aria-label="图片"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <div
          className={classes.picture}
          style={lying ? { width: drawn.height, height: drawn.width } : drawn}
          data-quarters={quarters % 4}
        >
          <img
            src={source.url}
            alt={source.title}
            style={{ ...(size ? drawn : {}), transform: `translate(-50%, -50%) rotate(${quarters * 90}deg)` }}
            onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
              setSize({ width: naturalWidth, height: naturalHeight })
            }
            onError={() => onRefused(refusalFor("damaged"))}
          />
        </div>
      </section>
    </div>
  );
}
