import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { call } from "#app/data/client.ts";
import { useMe } from "#app/data/me.ts";
import { sendPackage } from "#app/data/send-package.ts";
import { dropPackage, importPackage, type ReceivedPackage } from "#core/api/package.ts";
import type { Decisions } from "#core/package/plan.ts";

export interface Done {
  outcome: "imported" | "already";
  submissionId: string;
}

/** From a chosen file over its plan to the import; what is given up half-way is thrown away on the server as well. */
export function useImport() {
  const { accountId } = useMe();
  const [share, setShare] = useState(0);
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  const send = useMutation({
    mutationFn: (file: File) => {
      const controller = new AbortController();
      running.current = controller;
      setShare(0);
      return sendPackage(file, { account: accountId, onProgress: setShare, signal: controller.signal });
    },
  });
  const confirm = useMutation({
    mutationFn: ({ packageId, digest, decisions }: ReceivedPackage & { decisions: Decisions }): Promise<Done> =>
      call(importPackage, { params: { packageId }, body: { digest, decisions } }),
  });
  const drop = useMutation({
    mutationFn: (packageId: string) => call(dropPackage, { params: { packageId } }),
    onSettled: () => {
      send.reset();
      confirm.reset();
    },
  });
  const cancelled = send.error instanceof DOMException && send.error.name === "AbortError";
  return {
    share,
    send,
    confirm,
    drop,
    cancel: () => running.current?.abort(),
    failure: cancelled ? undefined : (send.error ?? confirm.error ?? drop.error ?? undefined)?.message,
  };
}
