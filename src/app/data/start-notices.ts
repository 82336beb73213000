import type { QueryClient, QueryKey } from "@tanstack/react-query";
import { NoticeLine, type Wire, type WireEvents } from "#app/data/notice-line.ts";
import { onNotice, passNotice, setLive } from "#app/data/notices.ts";
import { meQuery } from "#app/data/queries.ts";
import { staleKeys } from "#app/data/stale-keys.ts";
import { hearNotices } from "#core/api/notice.ts";

/** What comes within this time is read again together; and not by all pages in the same moment. */
const GATHER_MS = 1500;
/** After a break every page reads everything again: they take this time for it, all together. */
const SPREAD_MS = 8000;

/** Opens the page's stream of notices; answers its end. */
export function startNotices(queryClient: QueryClient): () => void {
  const refresh = gathered((queryKey) => void queryClient.invalidateQueries({ queryKey }));
  const deaf = onNotice((notice) => refresh.add(staleKeys(notice)));
  const line = new NoticeLine({
    open: openWire,
    later,
    random: Math.random,
    onLive: setLive,
    onNotice: (notice) =>
      notice.topic === "everything" ? later(() => passNotice(notice), SPREAD_MS * Math.random()) : passNotice(notice),
    // an ordinary request finds out, and brings the sign-in over the page
    onSessionEnded: () => void queryClient.invalidateQueries({ queryKey: meQuery.queryKey }),
  });
  const look = () => (document.visibilityState === "visible" ? line.want() : line.rest());
  const want = () => line.want();
  document.addEventListener("visibilitychange", look);
  window.addEventListener("online", look);
  window.addEventListener("ziping:session-restored", want);
  // whoever signs out here need not be told that the session has ended
  const leave = () => {
    line.close();
    refresh.stop();
  };
  window.addEventListener("ziping:leaving", leave);
  window.addEventListener("ziping:staying", look);
  look();
  return () => {
    document.removeEventListener("visibilitychange", look);
    window.removeEventListener("online", look);
    window.removeEventListener("ziping:session-restored", want);
    window.removeEventListener("ziping:leaving", leave);
    window.removeEventListener("ziping:staying", look);
    deaf();
    refresh.stop();
    line.close();
  };
}

function openWire(events: WireEvents): Wire {
  const source = new EventSource(hearNotices.path);
  source.onopen = events.opened;
  source.onerror = events.broken;
  source.onmessage = ({ data }) => events.said(String(data));
  source.addEventListener("still", events.still);
  source.addEventListener("farewell", (event) => events.farewell(event instanceof MessageEvent ? event.data : ""));
  return source;
}

function later(task: () => void, ms: number): () => void {
  const timer = setTimeout(task, ms);
  return () => clearTimeout(timer);
}

function gathered(refresh: (queryKey: QueryKey) => void): {
  add: (keys: readonly QueryKey[]) => void;
  stop: () => void;
} {
  const keys = new Map<string, QueryKey>();
  let stop: () => void = () => undefined;
  return {
    add: (more) => {
      if (keys.size === 0 && more.length > 0)
        stop = later(
          () => {
            const all = [...keys.values()];
            keys.clear();
            for (const each of all) refresh(each);
          },
          GATHER_MS * (0.5 + Math.random()),
        );
      for (const key of more) keys.set(JSON.stringify(key), key);
    },
    stop: () => {
      stop();
      keys.clear();
    },
  };
}
