import classes from "#app/features/reading/desk.module.css";
import { ItemView, type ItemViewProps } from "#app/features/reading/item-view.tsx";
import { ReadMark } from "#app/features/reading/read-mark.tsx";
import { VerdictDock } from "#app/features/reading/verdict-dock.tsx";
import { Notice } from "#app/ui/notice.tsx";

export interface DeskItemProps extends Omit<ItemViewProps, "readMark"> {
  /** the item is one that the reader goes through */
  reads: boolean;
  /** everything of the reader's is read */
  allRead: boolean;
  mayReturn: boolean;
  returning: boolean;
  onReturning: () => void;
  onReread: () => void;
}

/** The item scrolls, the verdict under it stays in sight. */
export function DeskItem({ reads, allRead, mayReturn, returning, onReturning, onReread, ...view }: DeskItemProps) {
  return (
    <div className={classes.middle}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard has to reach it */}
      <section className={classes.text} tabIndex={0} aria-label="条目内容">
        {allRead && (
          <div className={classes.done}>
            <Notice tone="good">要看的条目都已阅读。</Notice>
          </div>
        )}
        <ItemView {...view} readMark={reads && <ReadMark item={view.item} />} />
      </section>
      <VerdictDock
        item={view.item}
        mayReturn={mayReturn}
        returning={returning}
        onReturning={onReturning}
        onDone={view.onNext}
        onReread={onReread}
      />
    </div>
  );
}
