import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { CallError, call } from "#app/data/client.ts";
import { systemQuery } from "#app/data/system-queries.ts";
import { type Verification, verifyNow } from "#core/api/inspection.ts";

/** Goes through the log part by part while the page is looked at; what was found is kept by the server. */
export function useVerification() {
  const queryClient = useQueryClient();
  const running = useRef<AbortController>(undefined);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  useEffect(() => () => running.current?.abort(), []);
  const show = (verification: Verification): void => {
    queryClient.setQueryData(systemQuery.queryKey, (state) => state && { ...state, verification });
  };
  const start = async (): Promise<void> => {
    const controller = new AbortController();
    running.current = controller;
    setBusy(true);
    setFailure(undefined);
    try {
      await follow(controller.signal, show);
    } catch (error) {
      if (controller.signal.aborted) return;
      if (!(error instanceof CallError)) throw error;
      setFailure(error.message);
    } finally {
      setBusy(false);
    }
  };
  return { busy, failure, start: () => void start(), stop: () => running.current?.abort() };
}

async function follow(signal: AbortSignal, show: (found: Verification) => void): Promise<void> {
  let found = await call(verifyNow, { body: { from: "beginning" }, signal });
  show(found);
  while (found.state === "running") {
    found = await call(verifyNow, { body: { from: "there" }, signal });
    show(found);
  }
}
