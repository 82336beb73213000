import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Actor } from "#core/access/access.ts";
import { Hub } from "#server/live/hub.ts";
import type { Ear, Told } from "#server/store/notices.ts";

const LIMITS = { perAccount: 2, inAll: 5, unread: 4 };

const person = (accountId: string, organisationId = "o"): Actor => ({
  accountId,
  name: accountId,
  organisation: { id: organisationId, kind: "district" },
  unitId: undefined,
  roles: ["editor"],
});
const told = (change: Partial<Told> = {}): Told => ({
  topic: "answer",
  submissionId: "s",
  organisationId: "o",
  accountId: "a",
  ...change,
});

/** A hub whose people hear of what their organisation does, while their session is among the living. */
function setUp() {
  const dead = new Set<string>();
  const ears = new Set<Ear>();
  let beat: (() => void) | undefined;
  const failures: unknown[] = [];
  const hub = new Hub({
    audience: async (actors, { organisationId }) =>
      actors.filter(({ organisation }) => organisation.id === organisationId),
    recheck: async (ids) =>
      new Map(ids.filter((id) => !dead.has(id)).map((id) => [id, person(id.split("/")[0] ?? "", id.split("/")[1])])),
    hear: (ear) => {
      ears.add(ear);
      return () => void ears.delete(ear);
    },
    repeat: (task) => {
      beat = task;
      return () => {
        beat = undefined;
      };
    },
    failed: (error) => failures.push(error),
    limits: LIMITS,
  });
  const open = (accountId: string, organisationId = "o", number = 0) =>
    hub.open({ actor: person(accountId, organisationId), sessionId: `${accountId}/${organisationId}/${number}` });
  const say = async (...all: Told[]): Promise<void> => {
    for (const ear of ears) ear.told(all);
    await settled();
  };
  return { hub, open, say, dead, ears, failures, beats: () => beat };
}

/** Everything that was begun has come to its end: nothing of it waits for more than promises. */
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 40; turn += 1) await Promise.resolve();
};

/** What lies in a stream at present, without waiting for more. */
function reading(stream: ReadableStream<Uint8Array>) {
  const reader = stream.getReader();
  let text = "";
  let done = false;
  const pump = async (): Promise<void> => {
    for (;;) {
      const next = await reader.read();
      if (next.done) break;
      text += new TextDecoder().decode(next.value);
    }
    done = true;
  };
  void pump();
  return {
    text: async () => {
      await settled();
      return text;
    },
    done: () => done,
    leave: () => reader.cancel(),
  };
}

const opened = (result: ReturnType<Hub["open"]>): ReadableStream<Uint8Array<ArrayBuffer>> => {
  if (!result.ok) throw new Error(result.error);
  return result.value;
};

describe("the hub of notices", () => {
  it("tells what was committed to whoever may hear of it, and never who changed it", async () => {
    const { open, say } = setUp();
    const own = reading(opened(open("a")));
    const foreign = reading(opened(open("b", "elsewhere")));
    await say(told({ itemKey: "pay", revision: 3 }));
    expect(await own.text()).toBe(
      ': hello\n\ndata: {"topic":"answer","submissionId":"s","itemKey":"pay","revision":3}\n\n',
    );
    expect(await foreign.text()).toBe(": hello\n\n");
  });

  it("tells of a gap to everybody", async () => {
    const { open, ears } = setUp();
    const stream = reading(opened(open("a")));
    for (const ear of ears) ear.gap();
    expect(await stream.text()).toContain('data: {"topic":"everything"}\n\n');
  });

  it("lets the oldest page of an account go for a new one, and turns away what is too much in all", async () => {
    const { hub, open } = setUp();
    const first = reading(opened(open("a", "o", 1)));
    opened(open("a", "o", 2));
    opened(open("a", "o", 3));
    expect([await first.text(), first.done()]).toEqual([": hello\n\nevent: farewell\ndata: replaced\n\n", true]);
    for (const name of ["b", "c", "d"]) opened(open(name));
    expect([open("e"), hub.size]).toEqual([{ ok: false, error: "full" }, 5]);
  });

  it("ends a stream whose session has ended, with the next sign of life at the latest", async () => {
    const { open, dead, beats } = setUp();
    const gone = reading(opened(open("a")));
    const there = reading(opened(open("b")));
    dead.add("a/o/0");
    beats()?.();
    expect([await gone.text(), gone.done()]).toEqual([": hello\n\nevent: farewell\ndata: session\n\n", true]);
    expect([await there.text(), there.done()]).toEqual([": hello\n\nevent: still\ndata: 1\n\n", false]);
  });

  it("looks at the sessions before it tells anything that comes with a change of an account", async () => {
    const { open, dead, say } = setUp();
    const gone = reading(opened(open("a")));
    dead.add("a/o/0");
    await say(told({ topic: "account" }), told());
    expect(await gone.text()).toBe(": hello\n\nevent: farewell\ndata: session\n\n");
  });

  it("ends a client that does not read, and goes on with the others", async () => {
    const { hub, open, say } = setUp();
    const deaf = opened(open("a"));
    const reads = reading(opened(open("b")));
    for (let round = 0; round < 10; round += 1) await say(told({ revision: round + 1 }));
    expect((await reads.text()).match(/data:/g)).toHaveLength(10);
    expect(hub.size).toBe(1);
    expect(await reading(deaf).text()).toMatch(/event: farewell\ndata: slow\n\n$/);
  });

  it("ends all streams when its process stops, and opens no more", async () => {
    const { hub, open, ears, beats } = setUp();
    const stream = reading(opened(open("a")));
    hub.close();
    expect([await stream.text(), stream.done()]).toEqual([": hello\n\nevent: farewell\ndata: stopping\n\n", true]);
    expect([open("a"), ears.size, beats()]).toEqual([{ ok: false, error: "stopping" }, 0, undefined]);
  });

  it("listens as long as anybody is there, keeps its limits, and tells each who is there exactly what is theirs", async () => {
    const step = fc.record({
      do: fc.constantFrom("open", "leave", "tell", "beat", "die"),
      who: fc.constantFrom("a", "b", "c", "d"),
    });
    const elsewhere = new Set(["c", "d"]);
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 50 }), async (steps) => {
        const { hub, open, say, dead, ears, failures, beats } = setUp();
        const streams: { who: string; id: string; read: ReturnType<typeof reading>; due: number; gone: boolean }[] = [];
        let number = 0;
        for (const { do: act, who } of steps) {
          const organisation = elsewhere.has(who) ? "p" : "o";
          if (act === "open") {
            number += 1;
            const result = open(who, organisation, number);
            const there = streams.filter(({ gone }) => !gone);
            const own = there.filter((each) => each.who === who);
            if (own.length >= LIMITS.perAccount && own[0]) own[0].gone = true;
            expect(result.ok).toBe(there.filter(({ gone }) => !gone).length < LIMITS.inAll);
            const id = `${who}/${organisation}/${number}`;
            if (result.ok) streams.push({ who, id, read: reading(result.value), due: 0, gone: false });
          }
          const mine = streams.find((each) => each.who === who && !each.gone);
          if (act === "leave" && mine) {
            mine.gone = true;
            await mine.read.leave();
          }
          if (act === "die" && mine) dead.add(mine.id);
          if (act === "beat") {
            beats()?.();
            await settled();
            for (const each of streams) if (dead.has(each.id)) each.gone = true;
          }
          if (act === "tell") {
            await say(told({ organisationId: organisation }));
            for (const each of streams) if (!each.gone && elsewhere.has(each.who) === elsewhere.has(who)) each.due += 1;
          }
          expect(hub.size).toBe(streams.filter(({ gone }) => !gone).length);
          expect(ears.size).toBe(hub.size > 0 ? 1 : 0);
        }
        for (const { read, due } of streams) expect((await read.text()).match(/topic/g)?.length ?? 0).toBe(due);
        expect(failures).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
