import { Button, FileButton, Textarea } from "@mantine/core";
import { IconFileImport } from "@tabler/icons-react";
import { type DragEvent, useState } from "react";
import classes from "#app/features/import-report/import.module.css";
import type { ImportInput } from "#app/features/import-report/import-messages.ts";
import { Notice } from "#app/ui/notice.tsx";

const LARGEST = 30_000_000;

export interface SourceFormProps {
  reading: boolean;
  failure: string | undefined;
  onOpen: (input: ImportInput) => void;
  onCancel: () => void;
}

/** A file chosen or dropped, or the text itself. */
export function SourceForm({ reading, failure, onOpen, onCancel }: SourceFormProps) {
  const [text, setText] = useState("");
  const [refusal, setRefusal] = useState<string>();
  const take = async (file: File | null | undefined): Promise<void> => {
    if (!file) return;
    setRefusal(file.size > LARGEST ? "文件超过30MB，请只保留文字后再导入，或直接粘贴正文" : undefined);
    if (file.size <= LARGEST)
      onOpen({ kind: "file", name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) });
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    void take(event.dataTransfer.files[0]);
  };
  return (
    <div className={classes.source}>
      <section
        className={classes.drop}
        onDragOver={(event) => event.preventDefault()}
        onDrop={drop}
        aria-label="选择文件"
      >
        <IconFileImport size={28} aria-hidden />
        <p className={classes.dropText}>把报告拖到这里，或</p>
        <FileButton onChange={(file) => void take(file)} accept=".docx,.html,.htm,.txt">
          {(props) => (
            <Button {...props} disabled={reading}>
              选择文件
            </Button>
          )}
        </FileButton>
        <p className={classes.hint}>Word 文档（.docx）、从政府网站保存的网页（.html）、文本（.txt）</p>
      </section>
      <Textarea
        label="或者粘贴报告正文"
        description="从网页或文档中全选、复制，粘贴到这里；公开信息栏和页眉页脚不必删去"
        autosize
        minRows={8}
        maxRows={18}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className={classes.actions}>
        <Button
          variant="default"
          disabled={reading || text.trim() === ""}
          onClick={() => onOpen({ kind: "text", text })}
        >
          读取粘贴的内容
        </Button>
        {reading && (
          <>
            <span role="status">正在读取…</span>
            <Button variant="subtle" onClick={onCancel}>
              取消
            </Button>
          </>
        )}
      </div>
      {(refusal ?? failure) !== undefined && <Notice tone="danger">{refusal ?? failure}</Notice>}
    </div>
  );
}
