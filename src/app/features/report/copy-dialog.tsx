import { Textarea } from "@mantine/core";
import { Dialog } from "#app/ui/dialog.tsx";

/** The text to copy by hand, selected, where a page may not write to the clipboard. */
export function CopyDialog({ text, onClose }: { text: string; onClose: () => void }) {
  return (
    <Dialog title="复制全文" onClose={onClose}>
      <p>浏览器不允许网页写入剪贴板。全文已选中，请按Ctrl+C复制。</p>
      <Textarea
        aria-label="报告全文"
        readOnly
        rows={10}
        data-autofocus
        value={text}
        onFocus={(event) => event.currentTarget.select()}
      />
    </Dialog>
  );
}
