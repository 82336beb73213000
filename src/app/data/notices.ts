import { useSyncExternalStore } from "react";
import type { Notice } from "#core/notice/notice.ts";

/** Where the page's one stream of notices and whoever cares for them meet. */
const hearers = new Set<(notice: Notice) => void>();
const watchers = new Set<() => void>();
let live = false;

export function onNotice(hear: (notice: Notice) => void): () => void {
  hearers.add(hear);
  return () => void hearers.delete(hear);
}

export function passNotice(notice: Notice): void {
  for (const hear of hearers) hear(notice);
}

export function setLive(next: boolean): void {
  if (live === next) return;
  live = next;
  for (const watch of watchers) watch();
}

/** Whether changes are told; where they are not, the page asks for them more often. */
export const useLive = (): boolean =>
  useSyncExternalStore(
    (watch) => {
      watchers.add(watch);
      return () => watchers.delete(watch);
    },
    () => live,
  );
