import { Button, FileButton } from "@mantine/core";
import { IconTrash, IconUpload } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import classes from "#app/features/report/report.module.css";
import type { LetterheadState } from "#app/features/report/use-letterhead.ts";
import { Dialog } from "#app/ui/dialog.tsx";

/** A letterhead is a page or two of Word; anything larger is another document. */
const MAX_BYTES = 5 * 1024 * 1024;

export interface LetterheadDialogProps {
  state: LetterheadState;
  busy: boolean;
  /** makes a report with it: what cannot be used is not kept */
  onTry: (file: { fileName: string; bytes: Uint8Array<ArrayBuffer> }) => void;
  onClose: () => void;
  /** what became of the try */
  children: ReactNode;
}

/** The office's own Word letterhead: which one is used, and how to change that. */
export function LetterheadDialog({ state, busy, onTry, onClose, children }: LetterheadDialogProps) {
  const { letterhead, failure } = state;
  const [tooLarge, setTooLarge] = useState<string>();
  const choose = async (file: File | null): Promise<void> => {
    setTooLarge(file && file.size > MAX_BYTES ? file.name : undefined);
    if (file && file.size <= MAX_BYTES) onTry({ fileName: file.name, bytes: new Uint8Array(await file.arrayBuffer()) });
  };
  return (
    <Dialog title="本单位Word模板" onClose={onClose}>
      <div className={classes.letterhead}>
        <p>
          <b>{letterhead ? `正在使用：${letterhead.fileName}` : "未使用模板，按公文标准格式生成"}</b>
        </p>
        <p>
          选择带本单位红头、字体和页边距的.docx文件，生成Word时正文填入其中单独成段的“{"{{正文}}"}
          ”处，没有这一段则接在末尾。模板只保存在这台电脑的这个浏览器里，不上传服务器；换电脑须重新选择。含宏的文件不能使用。
        </p>
        <div className={classes.buttons}>
          <FileButton accept=".docx" onChange={(file) => void choose(file)}>
            {(props) => (
              <Button {...props} size="sm" disabled={busy} leftSection={<IconUpload size={16} />}>
                {letterhead ? "更换模板" : "选择模板"}
              </Button>
            )}
          </FileButton>
          {letterhead && (
            <Button size="sm" variant="default" leftSection={<IconTrash size={16} />} onClick={state.remove}>
              移除模板
            </Button>
          )}
        </div>
        {tooLarge && (
          <p className={classes.failure} role="alert">
            《{tooLarge}》超过5MB，请只保留红头和版式后再选择
          </p>
        )}
        {failure && (
          <p className={classes.failure} role="alert">
            {failure}
          </p>
        )}
        {children}
      </div>
    </Dialog>
  );
}
