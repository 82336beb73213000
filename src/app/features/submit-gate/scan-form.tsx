import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useId, useState } from "react";
import { callWithFile } from "#app/data/client.ts";
import { looksLikePdf } from "#app/data/looks-like-pdf.ts";
import { useWorkspace } from "#app/data/workspace-context.tsx";
import classes from "#app/features/submit-gate/flow.module.css";
import { useFlowChanged } from "#app/features/submit-gate/use-flow-changed.ts";
import { FormFailure } from "#app/ui/notice.tsx";
import { type FrozenRound, MAX_SCAN_BYTES, putScan } from "#core/api/flow.ts";

/** The stamped print comes back as a PDF; whoever brings it reads the number off its footer. */
export function ScanForm({ round }: { round: FrozenRound }) {
  const { id } = useWorkspace();
  const fileId = useId();
  const [file, setFile] = useState<File>();
  const [typed, setTyped] = useState("");
  const [fault, setFault] = useState<string>();
  const flowChanged = useFlowChanged();
  const stamp = typed.replace(/\s+/g, "").toLowerCase();
  const other = stamp.length >= round.stamp.length && stamp !== round.stamp;
  const send = useMutation({
    mutationFn: (scan: File) =>
      callWithFile(putScan, scan, {
        params: { submissionId: id, round: round.round },
        query: { fileName: scan.name, stamp: round.stamp },
      }),
    onSuccess: async () => {
      setFile(undefined);
      setTyped("");
      await flowChanged();
    },
  });
  const choose = async (chosen: File | undefined): Promise<void> => {
    send.reset();
    const wrong = chosen && (await faultOf(chosen));
    setFault(wrong);
    setFile(wrong === undefined ? chosen : undefined);
  };
  return (
    <form
      className={classes.scanForm}
      onSubmit={(event) => {
        event.preventDefault();
        if (file && stamp === round.stamp) send.mutate(file);
      }}
    >
      <div className={classes.fileField}>
        <label htmlFor={fileId}>{round.scan ? "换一份扫描件" : "扫描件"}（PDF）</label>
        <input
          key={round.scan?.addedAt}
          id={fileId}
          type="file"
          accept="application/pdf,.pdf"
          onChange={(event) => void choose(event.currentTarget.files?.[0])}
        />
      </div>
      <TextInput
        size="xs"
        label="扫描件页脚的版本号"
        placeholder="12位"
        autoComplete="off"
        spellCheck={false}
        maxLength={24}
        value={typed}
        error={other ? "与本次报送的版本号不同：盖章的不是这一版，请重新打印本版盖章" : undefined}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Button type="submit" size="xs" disabled={!file || stamp !== round.stamp} loading={send.isPending}>
        上传扫描件
      </Button>
      <FormFailure message={fault ?? (send.isError ? `没有上传：${send.error.message}` : undefined)} />
    </form>
  );
}

async function faultOf(file: File): Promise<string | undefined> {
  if (file.size === 0) return "文件是空的，请检查后重新选择";
  if (file.size > MAX_SCAN_BYTES) return `扫描件不能超过${MAX_SCAN_BYTES / 1024 ** 2}MB，请降低分辨率后重新扫描`;
  if (!(await looksLikePdf(file))) return "扫描件须为PDF文件；扫描仪存成图片的，请另存为PDF后再上传";
  return undefined;
}
