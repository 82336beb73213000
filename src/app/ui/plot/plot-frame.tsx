import { Button } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { Notice } from "#app/ui/notice.tsx";
import type { Picture } from "#app/ui/plot/mark.ts";
import classes from "#app/ui/plot/plot.module.css";
import { PlotTable } from "#app/ui/plot/plot-table.tsx";
import { savePng, saveXlsx } from "#app/ui/plot/save-plot.ts";
import type { DataSheet } from "#core/document/data-sheet.ts";

export interface PlotFrameProps {
  title: string;
  sheet: DataSheet;
  /** the picture that is exported */
  picture: () => Picture;
  /** what to do first where there is nothing to draw */
  empty: string;
  children: ReactNode;
}

/** What stands around every plot: its title, the same as a table, and both as files. */
export function PlotFrame({ title, sheet, picture, empty, children }: PlotFrameProps) {
  const [asTable, setAsTable] = useState(false);
  const { failed, run } = useSaving();
  const hasData = sheet.rows.length > 0 && sheet.columns.length > 1;
  return (
    <figure className={classes.figure}>
      <div className={classes.head}>
        <figcaption className={classes.title}>{title}</figcaption>
        {hasData && (
          <div className={classes.tools}>
            <Button size="compact-sm" variant="default" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
              {asTable ? "看图" : "看表"}
            </Button>
            <Button
              size="compact-sm"
              variant="default"
              aria-label={`${title}：导出图片`}
              onClick={() => run(() => savePng(title, picture()))}
            >
              导出图片
            </Button>
            <Button
              size="compact-sm"
              variant="default"
              aria-label={`${title}：导出表格`}
              onClick={() => run(() => saveXlsx(title, sheet))}
            >
              导出表格
            </Button>
          </div>
        )}
      </div>
      {failed && <Notice tone="warn">没有导出成功，请重试；仍不行时请改用“看表”复制。</Notice>}
      {!hasData && <p className={classes.empty}>{empty}</p>}
      {hasData && asTable && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key
        <section className={classes.scroll} aria-label={`${title}（表）`} tabIndex={0}>
          <PlotTable caption={title} sheet={sheet} />
        </section>
      )}
      {hasData && !asTable && children}
    </figure>
  );
}

function useSaving() {
  const [failed, setFailed] = useState(false);
  const run = (save: () => Promise<void>): void => {
    setFailed(false);
    save().catch(() => setFailed(true));
  };
  return { failed, run };
}
