import { useEffect, useRef, useState } from "react";
import { newId } from "#app/data/new-id.ts";
import { later } from "#app/data/open-workspace.ts";
import { TabClaim, type TabPlace, tabMessage } from "#app/data/tab-claim.ts";
import type { Workspace } from "#app/data/workspace.ts";
import type { Answer } from "#core/answer/answer.ts";

/** What looks on elsewhere need not follow every character. */
const SHOW_MS = 300;

export interface Tab {
  place: TabPlace;
  takeOver: () => void;
  /** the workspace whose forms this page shows */
  attach: (workspace: Workspace) => () => void;
}

/**
 * Whether this page is the one of the person's that writes in the submission. `reopen` runs when another page's turn
 * has ended, before this page is told: everything is read anew.
 */
export function useTab(accountId: string, submissionId: string, reopen: () => Promise<void>): Tab {
  const [place, setPlace] = useState<TabPlace>("asking");
  const claim = useRef<TabClaim>(undefined);
  const workspace = useRef<Workspace>(undefined);
  const latest = useRef(reopen);
  latest.current = reopen;

  useEffect(() => {
    const channel = new BroadcastChannel(`ziping/${accountId}/${submissionId}`);
    let before: TabPlace = "asking";
    const opened = new TabClaim({
      id: newId(),
      post: (message) => channel.postMessage(message),
      later,
      onPlace: (next) => {
        const again = before === "elsewhere" && next === "here";
        before = next;
        if (again) void latest.current().then(() => setPlace(next));
        else setPlace(next);
      },
      retire: async () => workspace.current?.retire(),
      onReader: () => workspace.current && showAll(opened, workspace.current),
      onShown: ({ itemKey, answer }) => workspace.current?.show(itemKey, answer),
    });
    claim.current = opened;
    channel.onmessage = ({ data }) => {
      const message = tabMessage.safeParse(data);
      if (message.success) opened.hear(message.data);
    };
    const look = () => document.visibilityState === "visible" && opened.ask();
    document.addEventListener("visibilitychange", look);
    opened.ask();
    return () => {
      document.removeEventListener("visibilitychange", look);
      opened.close();
      channel.close();
    };
  }, [accountId, submissionId]);

  const [tab] = useState(() => ({
    takeOver: () => claim.current?.takeOver(),
    attach: (shown: Workspace) => {
      workspace.current = shown;
      const stop = showChanges(shown, (itemKey, answer) => claim.current?.show(itemKey, answer));
      return () => {
        stop();
        if (workspace.current === shown) workspace.current = undefined;
      };
    },
  }));
  return { ...tab, place };
}

function showAll(claim: TabClaim, workspace: Workspace): void {
  for (const { item } of workspace.items)
    if (workspace.saveState(item.key).kind !== "saved") claim.show(item.key, workspace.answer(item.key));
}

function showChanges(workspace: Workspace, show: (itemKey: string, answer: Answer) => void): () => void {
  const shown = new Map(workspace.items.map(({ item }) => [item.key, workspace.answer(item.key)]));
  let cancel: (() => void) | undefined;
  const look = () => {
    cancel = undefined;
    for (const [itemKey, before] of shown) {
      const answer = workspace.answer(itemKey);
      if (answer === before) continue;
      shown.set(itemKey, answer);
      show(itemKey, answer);
    }
  };
  const stop = workspace.subscribe(() => {
    cancel ??= later(look, SHOW_MS);
  });
  return () => {
    stop();
    cancel?.();
  };
}
