import { useState } from "react";
import { useWorkspace } from "#app/data/workspace-context.tsx";
import type { Evidence } from "#core/evidence/evidence.ts";

export interface Batch {
  running: boolean;
  failed: boolean;
  /** how far it is, or what went wrong */
  message: string | undefined;
  /** gives how many failed */
  run: (records: readonly Evidence[], change: (record: Evidence) => Promise<Evidence>) => Promise<number>;
}

/** The same change to several records, one after the other; what succeeded stays, what failed is named. */
export function useBatch(): Batch {
  const workspace = useWorkspace();
  const [state, setState] = useState<Omit<Batch, "run">>({ running: false, failed: false, message: undefined });
  const run: Batch["run"] = async (records, change) => {
    const failures: string[] = [];
    for (const [index, record] of records.entries()) {
      setState({ running: true, failed: false, message: `正在处理第${index + 1}份，共${records.length}份…` });
      try {
        workspace.putEvidence(await change(record));
      } catch (error) {
        failures.push(`《${record.title}》${error instanceof Error ? error.message : "没有成功"}`);
      }
    }
    const done = records.length - failures.length;
    setState({
      running: false,
      failed: failures.length > 0,
      message:
        failures.length === 0
          ? `已处理${done}份`
          : `${done}份已处理，${failures.length}份没有成功：${failures.slice(0, 3).join("；")}${failures.length > 3 ? "等" : ""}`,
    });
    return failures.length;
  };
  return { ...state, run };
}
