import { useCallback, useSyncExternalStore } from "react";
import { z } from "zod";
import { readKept, storeKept } from "#app/data/kept.ts";
import { useMe } from "#app/data/me.ts";

/** Items that the reader means to send back, with what is to be said of each; sent together, so kept until then. */
const basket = z.object({
  due: z.string(),
  /** for items without a reason of their own */
  reason: z.string(),
  items: z.array(z.object({ itemKey: z.string(), reason: z.string() })),
});
export type ReturnBasket = z.infer<typeof basket>;

const EMPTY: ReturnBasket = { due: "", reason: "", items: [] };
const known = new Map<string, ReturnBasket>();
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function read(name: string): ReturnBasket {
  const found = known.get(name) ?? readKept(name, basket) ?? EMPTY;
  known.set(name, found);
  return found;
}

function write(name: string, value: ReturnBasket): void {
  known.set(name, value);
  storeKept(name, value.items.length === 0 && value.reason === "" ? undefined : value);
  for (const listener of listeners) listener();
}

export interface BasketTools {
  basket: ReturnBasket;
  has: (itemKey: string) => boolean;
  toggle: (itemKey: string) => void;
  change: (next: ReturnBasket) => void;
  clear: () => void;
}

/** What the reader has put aside to return to one district. */
export function useReturnBasket(submissionId: string): BasketTools {
  const name = `ziping.return.${useMe().accountId}.${submissionId}`;
  const current = useSyncExternalStore(
    subscribe,
    useCallback(() => read(name), [name]),
  );
  const has = (itemKey: string): boolean => current.items.some((each) => each.itemKey === itemKey);
  const toggle = (itemKey: string): void => {
    const others = current.items.filter((each) => each.itemKey !== itemKey);
    write(name, { ...current, items: has(itemKey) ? others : [...others, { itemKey, reason: "" }] });
  };
  return { basket: current, has, toggle, change: (next) => write(name, next), clear: () => write(name, EMPTY) };
}
