import { sizeText } from "#app/features/evidence/file-text.ts";
import classes from "#app/features/evidence/preview/preview.module.css";
import type { PreviewWorker } from "#app/features/evidence/preview/preview-task.ts";
import { useOpened } from "#app/features/evidence/preview/use-opened.ts";
import type { ViewProps } from "#app/features/evidence/preview/view-props.ts";

const MAX_SHOWN = 1_000;
const open = (worker: PreviewWorker, bytes: Uint8Array<ArrayBuffer>) => worker.run("archive", { bytes });

/** What a ZIP holds, by name: nothing in it is unpacked. */
export function ArchiveView(props: ViewProps) {
  const opened = useOpened(props, open);
  if (opened === undefined) return <p className={classes.waiting}>正在读取压缩包目录…</p>;
  const entries = opened.value;
  return (
    <div className={classes.view}>
      <p className={classes.facts}>
        压缩包内有{entries.length}个文件
        {entries.length > MAX_SHOWN && `，列出前${MAX_SHOWN}个`}；查看内容请下载后解压。
      </p>
      <section
        className={classes.desk}
        data-ground="paper"
        aria-label="压缩包目录"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
      >
        <ul className={classes.entries}>
          {entries.slice(0, MAX_SHOWN).map(({ name, size }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a ZIP may hold one name twice
            <li key={index}>
              {name} <span>{sizeText(size)}</span>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
