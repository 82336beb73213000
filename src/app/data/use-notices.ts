import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { afterPaint } from "#app/data/after-paint.ts";

/** Hears what others change, from when the first page stands and may ask for anything. A browser without streams goes on asking. */
export function useNotices(admitted: boolean): void {
  const queryClient = useQueryClient();
  useEffect(() => {
    if (!admitted) return undefined;
    let left = false;
    let end: () => void = () => undefined;
    const cancel = afterPaint(() => {
      if (typeof EventSource !== "function") return;
      import("#app/data/start-notices.ts").then(
        ({ startNotices }) => {
          if (!left) end = startNotices(queryClient);
        },
        // without the network the pages ask as before
        () => undefined,
      );
    });
    return () => {
      left = true;
      cancel();
      end();
    };
  }, [queryClient, admitted]);
}
