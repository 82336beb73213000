import { Button, Textarea } from "@mantine/core";
import { useState } from "react";

/** A message to those who are late: read, copied, and sent by the city's own means. */
export function HastenList({ text }: { text: string }) {
  const [copied, setCopied] = useState<"yes" | "no">();
  if (text === "") return null;
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied("yes");
    } catch {
      // over plain HTTP a browser gives no clipboard: the text stands here to be copied by hand
      setCopied("no");
    }
  };
  return (
    <section style={{ marginTop: 22 }} aria-label="催办清单">
      <h2 style={{ margin: "0 0 6px", fontSize: 16, fontWeight: 600 }}>催办清单</h2>
      <Textarea
        aria-label="催办清单"
        readOnly
        autosize
        minRows={2}
        maxRows={12}
        value={text}
        onFocus={(event) => event.currentTarget.select()}
      />
      <Button mt="xs" size="compact-sm" variant="default" onClick={() => void copy()}>
        复制清单
      </Button>{" "}
      <span role="status">
        {copied === "yes" && "已复制"}
        {copied === "no" && "浏览器不允许自动复制，请选中上面的文字后复制"}
      </span>
    </section>
  );
}
