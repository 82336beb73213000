import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CallError } from "#app/data/client.ts";
import { ItemSaver } from "#app/data/item-saver.ts";
import type { KeptEdit } from "#app/data/keeper.ts";
import type { SaveState } from "#app/data/save-state.ts";
import { type Answer, emptyAnswer } from "#core/answer/answer.ts";
import { sameAnswer } from "#core/answer/merge.ts";

/** The server's rules in a few lines: revisions, idempotency keys, 409 with base and theirs. */
class Server {
  revisions: Answer[] = [emptyAnswer()];
  keys = new Map<string, number>();
  /** what befalls the next requests: the request is lost, or only its answer */
  faults: ("none" | "lost" | "unanswered")[] = [];

  async save(base: number, answer: Answer, key: string): Promise<{ revision: number; savedAt: string }> {
    const fault = this.faults.shift() ?? "none";
    if (fault === "lost") throw new CallError("offline", "offline");
    const revision = this.store(base, answer, key);
    if (fault === "unanswered") throw new CallError("offline", "offline");
    return { revision, savedAt: "2026-01-01T00:00:00Z" };
  }

  /** the item has been handed in */
  locked = false;

  store(base: number, answer: Answer, key: string): number {
    if (this.locked) throw new CallError("item.locked", "已交稿");
    const known = this.keys.get(key);
    if (known !== undefined) return known;
    const revision = this.revisions.length - 1;
    if (base !== revision) {
      const stale = {
        base: this.at(base),
        theirs: this.at(revision),
        revision,
        savedBy: "另一位",
        savedAt: "2026-01-01T00:00:00Z",
      };
      throw new CallError("answer.stale", "stale", { code: "answer.stale", message: "stale", requestId: "r", stale });
    }
    if (!sameAnswer(answer, this.at(revision))) this.revisions.push(answer);
    this.keys.set(key, this.revisions.length - 1);
    return this.revisions.length - 1;
  }

  at(revision: number): Answer {
    return this.revisions[revision] ?? emptyAnswer();
  }

  get current(): Answer {
    return this.at(this.revisions.length - 1);
  }
}

let keys = 0;

/** One person's browser: timers run only when asked, the kept edit survives a reload. */
class Person {
  timers: (() => void)[] = [];
  kept: KeptEdit | undefined;
  /** the browser's store has no room */
  full = false;
  states: SaveState[] = [];
  saver: ItemSaver;
  readonly server: Server;

  constructor(server: Server) {
    this.server = server;
    this.saver = this.open();
  }

  open(): ItemSaver {
    this.timers = [];
    const stored = { revision: this.server.revisions.length - 1, answer: this.server.current, savedAt: null };
    return new ItemSaver(stored, {
      fields: [],
      send: (base, answer, key) => this.server.save(base, answer, key),
      keep: async (entry) => {
        if (this.full) throw new DOMException("no room", "QuotaExceededError");
        this.kept = entry;
      },
      release: async (key) => {
        if (this.kept?.key === key) this.kept = undefined;
      },
      newKey: () => `key-${++keys}`,
      later: (task) => {
        this.timers.push(task);
        return () => {
          this.timers = this.timers.filter((each) => each !== task);
        };
      },
      onState: (state) => this.states.push(state),
      onAnswer: () => undefined,
    });
  }

  type(field: string, text: string): void {
    const { answer } = this.saver;
    this.saver.edit({ ...answer, values: { ...answer.values, [field]: text } });
  }

  reload(): void {
    const { kept } = this;
    this.saver = this.open();
    if (kept) this.saver.restore(kept);
  }

  async tick(): Promise<void> {
    const due = this.timers;
    this.timers = [];
    for (const task of due) task();
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  }
}

describe("saving an item", () => {
  it("sends what was typed once things are quiet, and says so", async () => {
    const server = new Server();
    const person = new Person(server);
    person.type("甲", "1");
    person.type("甲", "12");
    expect(person.saver.state.kind).toBe("unsaved");
    await person.tick();
    expect(server.current.values).toEqual({ 甲: "12" });
    expect(server.revisions).toHaveLength(2);
    expect(person.saver.state.kind).toBe("saved");
    expect(person.kept).toBeUndefined();
  });

  it("does not quarrel with itself when an answer got lost and typing went on", async () => {
    const server = new Server();
    const person = new Person(server);
    person.type("甲", "1");
    server.faults = ["unanswered"];
    await person.tick();
    expect(person.saver.state.kind).toBe("waiting");
    person.type("甲", "2");
    await person.tick();
    await person.tick();
    expect(person.saver.state.kind).toBe("saved");
    expect(server.current.values).toEqual({ 甲: "2" });
  });

  it("does not quarrel with itself when the page was reloaded meanwhile", async () => {
    const server = new Server();
    const person = new Person(server);
    person.type("甲", "1");
    server.faults = ["unanswered"];
    await person.tick();
    person.type("甲", "2");
    person.reload();
    await person.tick();
    await person.tick();
    expect(person.saver.state.kind).toBe("saved");
    expect(server.current.values).toEqual({ 甲: "2" });
  });

  it("merges what two people changed in different places", async () => {
    const server = new Server();
    const [one, other] = [new Person(server), new Person(server)];
    one.type("甲", "1");
    other.type("乙", "2");
    await one.tick();
    await other.tick();
    await other.tick();
    expect(server.current.values).toEqual({ 甲: "1", 乙: "2" });
    expect(other.saver.state.kind).toBe("saved");
  });

  it("asks when two people changed the same place, and saves the choice", async () => {
    const server = new Server();
    const [one, other] = [new Person(server), new Person(server)];
    one.type("甲", "1");
    other.type("甲", "2");
    await one.tick();
    await other.tick();
    expect(other.saver.state.kind).toBe("conflict");
    expect(server.current.values).toEqual({ 甲: "1" });
    other.saver.resolve({ "values.甲": "mine" });
    await other.tick();
    expect(server.current.values).toEqual({ 甲: "2" });
    expect(server.revisions.map((answer) => answer.values["甲"])).toEqual([undefined, "1", "2"]);
  });

  it("says of each place how it stands", async () => {
    const server = new Server();
    const [one, other] = [new Person(server), new Person(server)];
    const place = (field: string) => other.saver.place(`values.${field}`);
    expect(place("甲")).toBe("untouched");
    other.type("甲", "2");
    other.type("乙", "2");
    expect([place("甲"), place("丙")]).toEqual(["saving", "untouched"]);
    server.faults = ["lost"];
    await other.tick();
    expect(place("甲")).toBe("waiting");
    one.type("甲", "1");
    await one.tick();
    await other.tick();
    expect([place("甲"), place("乙")]).toEqual(["decide", "held"]);
    other.saver.resolve({ "values.甲": "mine" });
    await other.tick();
    expect([place("甲"), place("乙"), place("丙")]).toEqual(["saved", "saved", "untouched"]);
  });

  it("asks anew when more is typed while a decision is open, and saves nothing that was not decided", async () => {
    const server = new Server();
    const [one, other] = [new Person(server), new Person(server)];
    one.type("甲", "1");
    one.type("乙", "1");
    await one.tick();
    other.type("甲", "2");
    await other.tick();
    other.type("乙", "2");
    other.saver.resolve({ "values.甲": "mine" });
    expect(other.saver.state).toMatchObject({ kind: "conflict", conflicts: [{ path: "values.乙" }] });
    await other.tick();
    expect(server.current.values).toEqual({ 甲: "1", 乙: "1" });
    other.saver.resolve({ "values.甲": "mine", "values.乙": "theirs" });
    await other.tick();
    expect(server.current.values).toEqual({ 甲: "2", 乙: "1" });
  });

  it("keeps what was typed into an item that is locked by now, until it is given up or can be saved", async () => {
    const server = new Server();
    const person = new Person(server);
    server.locked = true;
    person.type("甲", "1");
    await person.tick();
    expect(person.saver.state).toEqual({ kind: "locked", message: "已交稿" });
    expect([person.saver.place("values.甲"), person.saver.unsaved]).toEqual(["refused", ["values.甲"]]);
    expect(person.kept?.answer.values).toEqual({ 甲: "1" });
    person.reload();
    await person.tick();
    expect(person.saver.answer.values).toEqual({ 甲: "1" });
    server.locked = false;
    await person.saver.flush();
    expect(server.current.values).toEqual({ 甲: "1" });
    server.locked = true;
    person.type("甲", "2");
    await person.tick();
    person.saver.discard();
    expect([person.saver.answer.values, person.saver.state.kind, person.kept]).toEqual([
      { 甲: "1" },
      "saved",
      undefined,
    ]);
  });

  it("takes in what others saved, under what was typed here", () => {
    const server = new Server();
    const person = new Person(server);
    person.type("甲", "1");
    const theirs = { ...emptyAnswer(), values: { 乙: "2" } };
    person.saver.receive({ revision: 1, answer: theirs, savedAt: null });
    expect(person.saver.answer.values).toEqual({ 甲: "1", 乙: "2" });
    person.saver.receive({ revision: 2, answer: { ...theirs, values: { 甲: "9" } }, savedAt: null });
    expect(person.saver.answer.values).toEqual({ 甲: "1", 乙: "2" });
  });

  it("says when this machine keeps nothing, and sends all the same", async () => {
    const server = new Server();
    const person = new Person(server);
    person.full = true;
    person.type("甲", "1");
    server.faults = ["lost"];
    await person.tick();
    expect(person.saver.state).toMatchObject({ kind: "waiting", kept: false });
    expect(person.saver.unsafe).toBe(true);
    person.full = false;
    person.type("甲", "12");
    await person.tick();
    await person.tick();
    expect(server.current.values).toEqual({ 甲: "12" });
    expect(person.saver.unsafe).toBe(false);
  });

  it("sends nothing any more once another page has taken over", async () => {
    const server = new Server();
    const person = new Person(server);
    person.type("甲", "1");
    await person.saver.retire();
    await person.tick();
    await person.saver.flush();
    person.type("甲", "2");
    expect([server.revisions.length, person.kept?.answer.values]).toEqual([1, { 甲: "1" }]);
  });

  it("loses nothing under faults and reloads: everything typed arrives exactly as typed last", async () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant("type" as const), who: fc.nat(1), text: fc.string({ minLength: 1, maxLength: 3 }) }),
      fc.record({ do: fc.constant("tick" as const), who: fc.nat(1) }),
      fc.record({ do: fc.constant("reload" as const), who: fc.nat(1) }),
      fc.record({ do: fc.constant("fault" as const), fault: fc.constantFrom("lost" as const, "unanswered" as const) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const server = new Server();
        const people = [new Person(server), new Person(server)];
        const typed: Record<string, string> = {};
        for (const each of steps) {
          if (each.do === "fault") {
            server.faults.push(each.fault);
            continue;
          }
          const person = people[each.who];
          if (!person) continue;
          if (each.do === "tick") await person.tick();
          else if (each.do === "reload") person.reload();
          else {
            person.type(`栏${each.who}`, each.text);
            typed[`栏${each.who}`] = each.text;
          }
        }
        server.faults = [];
        for (let round = 0; round < 6; round += 1) for (const person of people) await person.tick();
        for (const person of people) await person.saver.flush();
        for (const person of people) await person.saver.flush();
        expect(server.current.values).toEqual(typed);
        expect(people.map((person) => person.saver.state.kind)).toEqual(["saved", "saved"]);
        expect(people.map((person) => person.kept)).toEqual([undefined, undefined]);
      }),
      { numRuns: 500 },
    );
  });
});
