import { useEffect, useRef, useState } from "react";
import { CallError, call } from "#app/data/client.ts";
import { verifyAudit } from "#core/api/audit.ts";

export type Verification =
  | { kind: "idle" }
  | { kind: "running"; number: number; head: number }
  | { kind: "sound"; number: number; hash: string; at: string }
  | { kind: "broken"; number: number; reason: string; at: string }
  | { kind: "failed"; message: string };

/** Follows the chain in pieces, as long as the page is looked at and nobody stops it. */
export function useVerification() {
  const [state, setState] = useState<Verification>({ kind: "idle" });
  const running = useRef<AbortController>(undefined);
  const stop = (): void => {
    running.current?.abort();
    setState({ kind: "idle" });
  };
  useEffect(() => () => running.current?.abort(), []);
  const start = async (): Promise<void> => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    try {
      await follow(controller.signal, setState);
    } catch (error) {
      if (controller.signal.aborted) return;
      if (!(error instanceof CallError)) throw error;
      setState({ kind: "failed", message: error.message });
    }
  };
  return { state, start: () => void start(), stop };
}

async function follow(signal: AbortSignal, show: (state: Verification) => void): Promise<void> {
  let after = 0;
  show({ kind: "running", number: 0, head: 0 });
  for (;;) {
    const part = await call(verifyAudit, { query: { after }, signal });
    const { number, hash, head, done, at, broken } = part;
    if (broken !== null) return show({ kind: "broken", number, reason: broken, at });
    if (done) return show({ kind: "sound", number, hash, at });
    show({ kind: "running", number, head });
    after = number;
  }
}
