import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { fetchBytes, urlOf } from "#app/data/client.ts";
import { useWorkspace } from "#app/data/workspace-context.tsx";
import { saveFile } from "#app/ui/save-file.ts";
import { evidenceContent } from "#core/api/evidence.ts";
import type { Evidence } from "#core/evidence/evidence.ts";

/** The ticked records as a ZIP, made in the page. */
export function useSelectionDownload() {
  const workspace = useWorkspace();
  const [progress, setProgress] = useState("");
  const download = useMutation({
    mutationFn: async (records: readonly Evidence[]) => {
      const { zipSelection } = await import("#app/features/evidence/zip-selection.ts");
      const read = ({ id }: Evidence) =>
        fetchBytes(urlOf(evidenceContent, { params: { submissionId: workspace.id, evidenceId: id } }));
      const tell = (done: number): void => setProgress(`正在打包第${done + 1}份，共${records.length}份…`);
      const blob = await zipSelection(workspace.content(), records, read, tell);
      saveFile(blob, `${workspace.district}${workspace.year}年自评佐证材料（所选${records.length}份）.zip`);
      setProgress(`已打包${records.length}份，请在下载中查看`);
    },
    onError: () => setProgress(""),
  });
  return {
    run: download.mutate,
    running: download.isPending,
    message: download.error?.message ?? progress,
    failed: download.isError,
  };
}
