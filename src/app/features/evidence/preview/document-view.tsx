import DOMPurify from "dompurify";
import { useLayoutEffect, useRef } from "react";
import classes from "#app/features/evidence/preview/preview.module.css";
import type { PreviewWorker } from "#app/features/evidence/preview/preview-task.ts";
import { useOpened } from "#app/features/evidence/preview/use-opened.ts";
import type { ViewProps } from "#app/features/evidence/preview/view-props.ts";

const open = (worker: PreviewWorker, bytes: Uint8Array<ArrayBuffer>) => worker.run("document", { bytes });

/** A Word file without its layout: words, headings, lists, tables and pictures. */
export function DocumentView(props: ViewProps) {
  const opened = useOpened(props, open);
  if (opened === undefined) return <p className={classes.waiting}>正在打开Word文档…</p>;
  return (
    <div className={classes.view}>
      <p className={classes.facts}>简化预览：文字、表格和图片与原件一致，版式从略；版式以下载的原件为准。</p>
      <section
        className={classes.desk}
        data-ground="paper"
        aria-label="文档内容"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
      >
        <Cleaned html={opened.value} />
      </section>
    </div>
  );
}

/** What the converter made of a stranger's file: nothing of it runs, leads away or fetches anything. */
function Cleaned({ html }: { html: string }) {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const clean = DOMPurify.sanitize(html, {
      USE_PROFILES: { html: true },
      ALLOWED_URI_REGEXP: /^data:image\/(?:png|jpeg|gif|bmp|webp);base64,/i,
      ALLOW_DATA_ATTR: false,
      FORBID_TAGS: ["style", "form", "input", "button", "video", "audio", "source"],
      FORBID_ATTR: ["href", "style", "class", "id", "name", "srcset"],
      RETURN_DOM_FRAGMENT: true,
    });
    place.current?.replaceChildren(clean);
  }, [html]);
  return <div ref={place} className={classes.document} />;
}
