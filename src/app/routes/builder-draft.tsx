import { Text } from "@mantine/core";
import { useQuery, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { Outlet, useParams } from "@tanstack/react-router";
import { type ReactNode, Suspense, useEffect, useMemo, useState } from "react";
import { DraftProvider } from "#app/data/draft-context.tsx";
import { draftQuery, draftsQuery } from "#app/data/draft-queries.ts";
import { useMe } from "#app/data/me.ts";
import { onNotice } from "#app/data/notices.ts";
import { lookForOthers, type OpenDraft, openDraft, replayDraft } from "#app/data/open-draft.ts";
import { indicatorsQuery } from "#app/data/submission-queries.ts";
import { useTab } from "#app/data/use-tab.ts";
import { OpenDraftContext } from "#app/routes/open-draft-context.ts";
import { TabNotice } from "#app/ui/tab-notice.tsx";

/** Opens a draft once; editor and publishing work on the same store. */
export function BuilderDraftRoute() {
  const { draftId } = useParams({ from: "/inside/builder/$draftId" });
  return (
    <Suspense fallback={<Text p="xl">正在打开…</Text>}>
      <Claimed key={draftId} draftId={draftId} />
    </Suspense>
  );
}

/** Of several pages of one person one writes: what this machine keeps belongs to it. */
function Claimed({ draftId }: { draftId: string }) {
  const me = useMe();
  const queryClient = useQueryClient();
  const { place, takeOver } = useTab(me.accountId, `builder/${draftId}`, () =>
    queryClient.resetQueries({ queryKey: draftQuery(draftId).queryKey }),
  );
  // on their way while other pages are asked
  useQuery(draftQuery(draftId));
  useQuery(indicatorsQuery);
  if (place === "asking") return null;
  if (place === "elsewhere")
    return <TabNotice onTakeOver={takeOver}>这份清单已在另一标签页打开，请在那里编辑。</TabNotice>;
  return (
    <Suspense fallback={<Text p="xl">正在打开…</Text>}>
      <Opened accountId={me.accountId} draftId={draftId} />
    </Suspense>
  );
}

function Opened({ accountId, draftId }: { accountId: string; draftId: string }) {
  const { data: state } = useSuspenseQuery(draftQuery(draftId));
  const opened = useMemo(() => openDraft(accountId, state), [accountId, state]);
  return (
    <OpenDraftContext value={opened}>
      <DraftProvider value={opened.store}>
        <Replayed key={state.savedAt} accountId={accountId} opened={opened}>
          <Outlet />
        </Replayed>
      </DraftProvider>
    </OpenDraftContext>
  );
}

const LOOK_MS = 15_000;

/** Shows the editor once unsent edits of an earlier visit are back in it, and sends at every good moment. */
function Replayed({ accountId, opened, children }: { accountId: string; opened: OpenDraft; children: ReactNode }) {
  const [ready, setReady] = useState(false);
  const queryClient = useQueryClient();
  useEffect(() => {
    void replayDraft(accountId, opened).then(() => setReady(true));
  }, [accountId, opened]);
  useEffect(() => {
    const { saver, store, settle } = opened;
    const flush = () => {
      void saver.flush();
      settle();
    };
    const hidden = () => (document.visibilityState === "hidden" ? flush() : void lookForOthers(opened));
    const holdBack = (event: BeforeUnloadEvent) => {
      if (saver.unsafe && store.shelf !== "keeps") event.preventDefault();
    };
    const looking = setInterval(() => {
      if (document.visibilityState === "visible") void lookForOthers(opened);
    }, LOOK_MS);
    const deaf = onNotice(({ draftId, topic }) => {
      if (draftId === store.id || topic === "everything") void lookForOthers(opened);
    });
    window.addEventListener("online", flush);
    window.addEventListener("ziping:session-restored", flush);
    window.addEventListener("pagehide", flush);
    window.addEventListener("beforeunload", holdBack);
    document.addEventListener("visibilitychange", hidden);
    return () => {
      clearInterval(looking);
      deaf();
      window.removeEventListener("online", flush);
      window.removeEventListener("ziping:session-restored", flush);
      window.removeEventListener("pagehide", flush);
      window.removeEventListener("beforeunload", holdBack);
      document.removeEventListener("visibilitychange", hidden);
      // what does not arrive now is on this machine, and goes when the draft is opened again
      void saver.flush().then(() => {
        saver.retire();
        queryClient.removeQueries({ queryKey: draftQuery(store.id).queryKey, type: "inactive" });
        return queryClient.invalidateQueries({ queryKey: draftsQuery.queryKey });
      });
    };
  }, [opened, queryClient]);
  return ready ? children : null;
}
