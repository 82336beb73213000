import { useEffect, useRef } from "react";
import { z } from "zod";
import { useContent, useWorkspace } from "#app/data/workspace-context.tsx";
import type { ChecksRequest } from "#app/features/findings/checks.worker.ts";
import { finding } from "#core/rule/finding.ts";

const reply = z.object({ run: z.int(), findings: z.array(finding) });
const QUIET_MS = 250;

/** Keeps the workspace's findings up to date: the newest content wins, an outdated reply is dropped. */
export function useChecks(): void {
  const workspace = useWorkspace();
  const content = useContent();
  const worker = useRef<Worker | undefined>(undefined);
  const run = useRef(0);

  useEffect(() => {
    const started = new Worker(new URL("./checks.worker.ts", import.meta.url), { type: "module" });
    const { template, indicators, district, year } = workspace;
    started.postMessage({ kind: "open", frame: { template, indicators, district, year } } satisfies ChecksRequest);
    started.onmessage = (event) => {
      const parsed = reply.parse(event.data);
      if (parsed.run === run.current) workspace.setFindings(parsed.findings);
    };
    worker.current = started;
    return () => started.terminate();
  }, [workspace]);

  useEffect(() => {
    const timer = setTimeout(() => {
      run.current += 1;
      const { answers, evidence } = content;
      worker.current?.postMessage({
        kind: "check",
        run: run.current,
        changing: { answers, evidence },
      } satisfies ChecksRequest);
    }, QUIET_MS);
    return () => clearTimeout(timer);
  }, [content]);
}
