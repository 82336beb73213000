import { SHELF_TEXT } from "#app/data/shelf.ts";
import { useShelf } from "#app/data/workspace-context.tsx";
import { Notice } from "#app/ui/notice.tsx";
import classes from "#app/ui/shelf-notice.module.css";

/** The browser keeps nothing: said at once, where one writes. */
export function ShelfNotice() {
  const shelf = useShelf();
  if (shelf === "keeps") return null;
  return (
    <div className={classes.notice}>
      <Notice tone="danger">{SHELF_TEXT[shelf]}</Notice>
    </div>
  );
}
