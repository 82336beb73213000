import { QueryClient } from "@tanstack/react-query";
import { afterEach, describe, expect, it, vi } from "vitest";
import { meQuery } from "#app/data/queries.ts";
import { page } from "#app/routes/load-ahead.ts";
import type { Me } from "#core/api/system.ts";

const ME: Me = {
  accountId: "a",
  username: "tonggao",
  name: "统稿人",
  roles: ["editor"],
  organisation: { id: "o", kind: "district", name: "重庆市渝北区" },
  alone: true,
};

const SomePage = () => null;

/** A page whose data comes when the test says so. */
function rig(me: Partial<Me> = {}) {
  const queryClient = new QueryClient();
  queryClient.setQueryData(meQuery.queryKey, { ...ME, ...me });
  let settle: { resolve: () => void; reject: (error: Error) => void } | undefined;
  const data = new Promise<void>((resolve, reject) => {
    settle = { resolve, reject };
  });
  const load = vi.fn<(queryClient: QueryClient, params: { id: string }) => Promise<void>>(() => data);
  const { loader } = page(async () => ({ SomePage, load }), "SomePage");
  let gone = false;
  const go = (cause: "preload" | "enter") => {
    void loader({ params: { id: "1" }, context: { queryClient }, cause }).then(() => {
      gone = true;
    });
  };
  return { settle, load, go, hasGone: () => gone };
}

const afterwards = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

describe("a page that somebody goes to", () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it("is shown when its data is there", async () => {
    vi.useFakeTimers();
    const { settle, load, go, hasGone } = rig();
    go("enter");
    await afterwards(100);
    expect([load.mock.calls.map(([, params]) => params), hasGone()]).toEqual([[{ id: "1" }], false]);
    settle?.resolve();
    await afterwards(0);
    expect(hasGone()).toBe(true);
  });

  it("is shown with its placeholder where the data takes long, and with its own words where it can't be had", async () => {
    vi.useFakeTimers();
    const slow = rig();
    slow.go("enter");
    await afterwards(399);
    expect(slow.hasGone()).toBe(false);
    await afterwards(1);
    expect(slow.hasGone()).toBe(true);
    const refused = rig();
    refused.go("enter");
    refused.settle?.reject(new Error("refused"));
    await afterwards(0);
    expect(refused.hasGone()).toBe(true);
  });

  it("asks for nothing while somebody only points at the link, or has to settle a password or second step first", async () => {
    const pointing = rig();
    pointing.go("preload");
    const [due, enrolling] = [rig({ passwordDue: true }), rig({ mustEnrol: true })];
    due.go("enter");
    enrolling.go("enter");
    await expect.poll(() => [pointing, due, enrolling].every(({ hasGone }) => hasGone())).toBe(true);
    for (const { load } of [pointing, due, enrolling]) expect(load).not.toHaveBeenCalled();
  });
});
