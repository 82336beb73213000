import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NoticeLine, type WireEvents } from "#app/data/notice-line.ts";
import type { Notice } from "#core/notice/notice.ts";

/** A line, the wires that it opened, and a clock that the test moves. */
function setUp(random: () => number = () => 0.5) {
  let now = 0;
  let timers: { at: number; task: () => void }[] = [];
  const wires: { events: WireEvents; at: number; closed: boolean }[] = [];
  const heard: Notice[] = [];
  const live: boolean[] = [];
  let ended = 0;
  const line = new NoticeLine({
    open: (events) => {
      const wire = { events, at: now, closed: false };
      wires.push(wire);
      return {
        close: () => {
          wire.closed = true;
        },
      };
    },
    later: (task, ms) => {
      const timer = { at: now + ms, task };
      timers.push(timer);
      return () => {
        timers = timers.filter((each) => each !== timer);
      };
    },
    random,
    onLive: (value) => live.push(value),
    onNotice: (notice) => heard.push(notice),
    onSessionEnded: () => {
      ended += 1;
    },
  });
  const pass = (ms: number): void => {
    const end = now + ms;
    for (;;) {
      const [next] = timers.toSorted((left, right) => left.at - right.at);
      if (!next || next.at > end) break;
      timers = timers.filter((each) => each !== next);
      now = next.at;
      next.task();
    }
    now = end;
  };
  const wire = (index = -1) => {
    const found = wires.at(index);
    if (!found) throw new Error("no wire");
    return found;
  };
  const open = () => wires.filter(({ closed }) => !closed).length;
  return { line, wires, wire, heard, live, pass, open, ended: () => ended };
}

const answer: Notice = { topic: "answer", submissionId: "s", itemKey: "pay", revision: 3 };

describe("a page's stream of notices", () => {
  it("passes on what it understands; of anything else it knows that something has changed", () => {
    const { line, wire, heard } = setUp();
    line.want();
    wire().events.opened();
    for (const said of [JSON.stringify(answer), "{", JSON.stringify({ topic: "of a newer version" })])
      wire().events.said(said);
    expect(heard).toEqual([answer, { topic: "everything" }, { topic: "everything" }]);
  });

  it("says after every break that something may have been missed", () => {
    const { line, wire, heard, pass, live } = setUp();
    line.want();
    wire().events.opened();
    wire().events.broken();
    pass(2000);
    wire().events.opened();
    expect(heard).toEqual([{ topic: "everything" }]);
    expect(live).toEqual([true, false, true]);
  });

  it("comes back later each time that it fails, up to a minute, and soon after a good one", () => {
    const { line, wires, wire, pass } = setUp(() => 1);
    line.want();
    for (let attempt = 0; attempt < 7; attempt += 1) {
      wire().events.broken();
      pass(60_000);
    }
    const starts = wires.map(({ at }) => at);
    expect(starts.slice(1).map((at, index) => at - index * 60_000)).toEqual([
      2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000,
    ]);
    wire().events.opened();
    pass(20_000);
    wire().events.broken();
    const before = wires.length;
    pass(2000);
    expect(wires.length).toBe(before + 1);
  });

  it("is not asked for by five hundred pages in the same moment", () => {
    const again = Array.from({ length: 500 }, (_, index) => {
      const { line, wire, wires, pass } = setUp(() => index / 500);
      line.want();
      wire().events.opened();
      wire().events.farewell("stopping");
      pass(2000);
      return wires[1]?.at ?? -1;
    });
    const perTenth = new Map<number, number>();
    for (const at of again) perTenth.set(Math.floor(at / 100), (perTenth.get(Math.floor(at / 100)) ?? 0) + 1);
    expect(Math.min(...again)).toBeGreaterThan(0);
    expect(Math.max(...perTenth.values())).toBeLessThan(40);
  });

  it("is given up when the server has said nothing for a minute, and opened anew", () => {
    const { line, wire, pass, wires } = setUp();
    line.want();
    wire().events.opened();
    pass(50_000);
    wire().events.still();
    pass(50_000);
    expect(wires).toHaveLength(1);
    pass(20_000);
    expect([wires.length, wires[0]?.closed]).toEqual([2, true]);
  });

  it("rests while the page is hidden, but not for a short look elsewhere", () => {
    const { line, wire, pass, wires, open } = setUp();
    line.want();
    wire().events.opened();
    line.rest();
    pass(3000);
    line.want();
    pass(30_000);
    expect([wires.length, open()]).toEqual([1, 1]);
    line.rest();
    pass(5000);
    expect(open()).toBe(0);
    line.want();
    expect([wires.length, open()]).toEqual([2, 1]);
  });

  it("does not come back by itself after a session's end, or in the place of a newer page", () => {
    for (const [why, ended] of [
      ["session", 1],
      ["replaced", 0],
    ] as const) {
      const all = setUp();
      all.line.want();
      all.wire().events.opened();
      all.wire().events.farewell(why);
      all.pass(600_000);
      expect([why, all.wires.length, all.ended()]).toEqual([why, 1, ended]);
      all.line.want();
      expect(all.wires).toHaveLength(2);
    }
  });

  it("has one wire at most, hears nothing of a closed one, and opens one again when it is wanted", () => {
    const step = fc.constantFrom("want", "rest", "opened", "broken", "stopping", "session", "old", "pass");
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { line, wires, heard, pass, open } = setUp();
        for (const each of steps) {
          const last = wires.at(-1);
          if (each === "want") line.want();
          else if (each === "rest") line.rest();
          else if (each === "pass") pass(7000);
          else if (each === "old") for (const old of wires) if (old.closed) old.events.said(JSON.stringify(answer));
          if (last && !last.closed) {
            if (each === "opened") last.events.opened();
            if (each === "broken") last.events.broken();
            if (each === "stopping" || each === "session") last.events.farewell(each);
          }
          expect(open()).toBeLessThanOrEqual(1);
        }
        expect(heard.filter(({ topic }) => topic === "answer")).toEqual([]);
        line.want();
        pass(120_000);
        expect(open()).toBe(1);
        line.close();
        pass(120_000);
        expect(open()).toBe(0);
      }),
    );
  });
});
