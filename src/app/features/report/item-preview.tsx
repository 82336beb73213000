import { useCallback, useRef, useState } from "react";
import { useWorkspace } from "#app/data/workspace-context.tsx";
import { Desk, type DeskHandle } from "#app/features/report/desk.tsx";
import { MissingCharacters } from "#app/features/report/job-status.tsx";
import { PageBar } from "#app/features/report/page-bar.tsx";
import type { Zoom } from "#app/features/report/page-places.ts";
import type { PreviewLayout } from "#app/features/report/preview-messages.ts";
import classes from "#app/features/report/report.module.css";
import { useItemLinks } from "#app/features/report/use-item-links.ts";
import { usePreview } from "#app/features/report/use-preview.ts";
import { anchorOf } from "#core/document/anchor.ts";

export interface ItemPreviewProps {
  itemKey: string;
  onOpen: (itemKey: string) => void;
}

/** The report's pages next to the form, at the place that the form is about. */
export function ItemPreview({ itemKey, onOpen }: ItemPreviewProps) {
  const preview = usePreview({ shell: undefined, text: false });
  const { layout, failure } = preview;
  const workspace = useWorkspace();
  const linkTo = useItemLinks();
  const [zoom, setZoom] = useState<Zoom>("fit");
  const [page, setPage] = useState(0);
  const desk = useRef<DeskHandle>(null);
  const spotOf = useCallback(
    (pages: PreviewLayout) => {
      const id = anchorOf(workspace.template, itemKey);
      const { page: at = 0, y = 0 } = pages.places.find((place) => place.id === id) ?? {};
      return { id: itemKey, spot: { page: at, y } };
    },
    [workspace, itemKey],
  );
  return (
    <div className={classes.beside}>
      {failure && <p className={classes.failure}>预览没有更新：{failure}</p>}
      {!layout && !failure && <p className={classes.waiting}>正在排版…</p>}
      {layout && (
        <>
          <div className={classes.bar}>
            <PageBar
              page={page}
              pages={layout.pages.length}
              zoom={zoom}
              onZoom={setZoom}
              onTurn={(direction) => desk.current?.turn(direction)}
            />
            {layout.missing.length > 0 && <MissingCharacters missing={layout.missing} />}
          </div>
          <Desk
            ref={desk}
            layout={layout}
            drawn={preview.drawn}
            want={preview.want}
            zoom={zoom}
            anchor={spotOf(layout)}
            linkTo={linkTo}
            onOpen={onOpen}
            onPage={setPage}
          />
        </>
      )}
    </div>
  );
}
