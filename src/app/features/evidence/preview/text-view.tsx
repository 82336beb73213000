import { useEffect, useRef, useState } from "react";
import { fetchBytes } from "#app/data/client.ts";
import { type DecodedText, decodeText } from "#app/features/evidence/preview/decode-text.ts";
import classes from "#app/features/evidence/preview/preview.module.css";
import { refusalFor, refusalOf, type ViewProps } from "#app/features/evidence/preview/view-props.ts";

/** As much as somebody reads in a page. */
const MAX_BYTES = 1024 * 1024;

export function TextView({ source, onRefused }: ViewProps) {
  const [read, setRead] = useState<DecodedText>();
  const refuse = useRef(onRefused);
  refuse.current = onRefused;
  const { url, size } = source;
  useEffect(() => {
    const leaving = new AbortController();
    fetchBytes(url, { signal: leaving.signal, limit: MAX_BYTES })
      .then((bytes) => {
        const decoded = decodeText(bytes, size > MAX_BYTES);
        if (decoded.ok) setRead(decoded.value);
        else refuse.current(refusalFor(decoded.error));
      })
      .catch((error: unknown) => {
        if (!leaving.signal.aborted) refuse.current(refusalOf(error));
      });
    return () => {
      leaving.abort();
      setRead(undefined);
    };
  }, [url, size]);
  if (!read) return <p className={classes.waiting}>正在打开文本…</p>;
  return (
    <div className={classes.view}>
      <p className={classes.facts}>
        编码：{read.encoding}
        {size > MAX_BYTES && "；文件较大，只显示前1MB，全部内容请下载查看"}
      </p>
      <section
        className={classes.desk}
        data-ground="paper"
        aria-label="文本内容"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
      >
        <pre className={classes.text}>{read.text}</pre>
      </section>
    </div>
  );
}
