import classes from "#app/features/report/page-bar.module.css";
import type { Zoom } from "#app/features/report/page-places.ts";
import type { PreviewPlace } from "#app/features/report/preview-messages.ts";
import tools from "#app/ui/tool-button.module.css";

export interface PageBarProps {
  page: number;
  pages: number;
  zoom: Zoom;
  onZoom: (zoom: Zoom) => void;
  onTurn: (direction: 1 | -1) => void;
}

/** Where one is, and how large it is shown. */
export function PageBar({ page, pages, zoom, onZoom, onTurn }: PageBarProps) {
  return (
    <div className={classes.bar}>
      <button type="button" className={tools.tool} aria-label="上一页（PageUp）" onClick={() => onTurn(-1)}>
        ‹
      </button>
      <span className={classes.count}>
        第{Math.min(page + 1, pages)}页，共{pages}页
      </span>
      <button type="button" className={tools.tool} aria-label="下一页（PageDown）" onClick={() => onTurn(1)}>
        ›
      </button>
      <button
        type="button"
        className={`${tools.tool} ${classes.zoom}`}
        aria-pressed={zoom === "fit"}
        onClick={() => onZoom(zoom === "fit" ? "full" : "fit")}
      >
        适合宽度
      </button>
    </div>
  );
}

export interface JumpProps {
  places: readonly PreviewPlace[];
  onJump: (place: PreviewPlace) => void;
}

/** Headings and annexes as a list beside the pages. */
export function JumpList({ places, onJump }: JumpProps) {
  return (
    <nav className={classes.list} aria-label="报告目录">
      <ul>
        {places.map((place) => (
          <li key={place.id}>
            <button type="button" data-level={place.level} onClick={() => onJump(place)}>
              <span>{place.text}</span>
              <span className={classes.page}>{place.page + 1}</span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The same where there is no room beside the pages. */
export function JumpMenu({ places, onJump }: JumpProps) {
  return (
    <select
      className={classes.menu}
      aria-label="跳到"
      value=""
      onChange={(event) => {
        const place = places.find((each) => each.id === event.currentTarget.value);
        if (place) onJump(place);
      }}
    >
      <option value="" disabled>
        跳到…
      </option>
      {places.map((place) => (
        <option key={place.id} value={place.id}>
          {"　".repeat(place.level - 1)}
          {place.text}
        </option>
      ))}
    </select>
  );
}
