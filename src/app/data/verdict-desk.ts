import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useSyncExternalStore } from "react";
import { call } from "#app/data/client.ts";
import { keptNames, readKept, storeKept } from "#app/data/kept.ts";
import { useMe } from "#app/data/me.ts";
import { newId } from "#app/data/new-id.ts";
import { REVIEWS_KEY } from "#app/data/review-queries.ts";
import {
  keptVerdict,
  type VerdictBasis,
  type VerdictPorts,
  VerdictSaver,
  type VerdictView,
} from "#app/data/verdict-saver.ts";
import { getReviewItem } from "#core/api/review.ts";
import { putVerdict } from "#core/api/verdict.ts";

export interface VerdictPlace {
  submissionId: string;
  itemKey: string;
}

/** One saver per person and item for the life of the page: going on to the next item takes nothing from the last. */
const savers = new Map<string, VerdictSaver>();

/** Told whenever something more, or less, waits to be saved. */
const keepers = new Set<() => void>();

const prefixOf = (accountId: string, submissionId: string): string => `ziping.verdict.${accountId}.${submissionId}.`;

function portsOf(queryClient: QueryClient, accountId: string, place: VerdictPlace, name: string): VerdictPorts {
  return {
    send: async ({ content, ...sent }) => {
      const { verdict } = await call(putVerdict, { params: place, body: { ...sent, ...content }, account: accountId });
      void queryClient.invalidateQueries({ queryKey: REVIEWS_KEY });
      return verdict;
    },
    newest: async () =>
      (await call(getReviewItem, { params: place })).verdicts.find((each) => each.accountId === accountId),
    keep: (kept) => {
      const stored = storeKept(name, kept);
      for (const listener of keepers) listener();
      return stored;
    },
    after: (ms, task) => {
      const timer = setTimeout(task, ms);
      return () => clearTimeout(timer);
    },
    newKey: newId,
  };
}

function saverOf(queryClient: QueryClient, accountId: string, place: VerdictPlace, basis: VerdictBasis): VerdictSaver {
  const name = `${prefixOf(accountId, place.submissionId)}${place.itemKey}`;
  const known = savers.get(name);
  if (known) return known;
  const made = new VerdictSaver(basis, portsOf(queryClient, accountId, place, name), readKept(name, keptVerdict));
  savers.set(name, made);
  return made;
}

/** What the reader writes on an item, and how it stands with the server. */
export function useVerdict(place: VerdictPlace, basis: VerdictBasis): VerdictView & { saver: VerdictSaver } {
  const { accountId } = useMe();
  const saver = saverOf(useQueryClient(), accountId, place, basis);
  const { itemHash, points, own } = basis;
  useEffect(() => saver.attach({ itemHash, points, own }), [saver, itemHash, points, own]);
  useEffect(() => () => void saver.flush(), [saver]);
  return { ...useSyncExternalStore(saver.subscribe, saver.view), saver };
}

/** Saves at every good moment; what an earlier visit could not send goes out as soon as the review is opened. */
export function useVerdictUpkeep(submissionId: string | undefined): void {
  const { accountId } = useMe();
  const queryClient = useQueryClient();
  useEffect(() => {
    if (submissionId !== undefined) restore(queryClient, accountId, submissionId);
    const flush = () => {
      for (const saver of savers.values()) void saver.flush();
    };
    const flushWhenHidden = () => {
      if (document.visibilityState === "hidden") flush();
    };
    const moments = ["online", "ziping:session-restored", "pagehide"];
    for (const moment of moments) window.addEventListener(moment, flush);
    document.addEventListener("visibilitychange", flushWhenHidden);
    return () => {
      for (const moment of moments) window.removeEventListener(moment, flush);
      document.removeEventListener("visibilitychange", flushWhenHidden);
    };
  }, [accountId, queryClient, submissionId]);
}

function restore(queryClient: QueryClient, accountId: string, submissionId: string): void {
  const prefix = prefixOf(accountId, submissionId);
  for (const itemKey of unsavedItems(accountId, submissionId)) {
    const kept = readKept(`${prefix}${itemKey}`, keptVerdict);
    if (!kept) continue;
    const basis = { itemHash: kept.itemHash, points: kept.points, own: undefined };
    void saverOf(queryClient, accountId, { submissionId, itemKey }, basis).flush();
  }
}

function unsavedItems(accountId: string, submissionId: string): string[] {
  const prefix = prefixOf(accountId, submissionId);
  return keptNames()
    .filter((name) => name.startsWith(prefix))
    .map((name) => name.slice(prefix.length));
}

/** Items of a review with something that only this machine has. */
export function useUnsaved(submissionId: string): ReadonlySet<string> {
  const { accountId } = useMe();
  const joined = useSyncExternalStore(subscribeKeepers, () => unsavedItems(accountId, submissionId).join("\n"));
  return useMemo(() => new Set(joined.split("\n")), [joined]);
}

function subscribeKeepers(listener: () => void): () => void {
  keepers.add(listener);
  return () => keepers.delete(listener);
}
