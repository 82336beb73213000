import fc from "fast-check";
import { expect, test } from "vitest";
import { CallError } from "#app/data/client.ts";
import { beginningOf } from "#app/data/draft-outbox.ts";
import { DraftSaver, type DraftSaverDeps, type SendOutcome } from "#app/data/draft-saver.ts";
import { DraftStore } from "#app/data/draft-store.ts";
import { applyEdit } from "#core/builder/apply.ts";
import { type Draft, draftFrom } from "#core/builder/draft.ts";
import type { Edit } from "#core/builder/edit.ts";
import { choice, editOf } from "#tests/fixtures/random-edits.ts";
import { smallTemplate } from "#tests/fixtures/small-template.ts";

const start = (): Draft => draftFrom(smallTemplate, { version: "2030", year: 2030, title: "清单" }, []);
const applied = (draft: Draft, edits: readonly Edit[]): Draft =>
  edits.reduce((now, edit) => {
    const result = applyEdit(now, edit);
    return result.ok ? result.value.draft : now;
  }, draft);

/** A server that keeps one draft and knows the keys of requests; each answer may be lost on its way. */
class Server {
  draft = start();
  revision = 0;
  readonly outcomes = new Map<string, SendOutcome>();

  save(base: number, edits: readonly Edit[], key: string): SendOutcome {
    const known = this.outcomes.get(key);
    if (known) return known;
    if (base !== this.revision) return { kind: "stale", revision: this.revision, draft: this.draft };
    for (const edit of edits) {
      const result = applyEdit(this.draft, edit);
      if (!result.ok) throw new CallError("draft.invalid", result.error.message);
      this.draft = result.value.draft;
    }
    this.revision += 1;
    const outcome: SendOutcome = { kind: "saved", revision: this.revision, savedAt: "2030-01-01T00:00:00Z" };
    this.outcomes.set(key, outcome);
    return outcome;
  }

  /** somebody else's edit */
  other(edit: Edit): void {
    const result = applyEdit(this.draft, edit);
    if (!result.ok) return;
    this.draft = result.value.draft;
    this.revision += 1;
  }
}

interface Page {
  store: DraftStore;
  saver: DraftSaver;
  kept: () => { entry: Parameters<DraftSaverDeps["keep"]>[0]; base: Draft } | undefined;
}

let keys = 0;

function openPage(
  server: Server,
  fate: () => "arrives" | "lost" | "answer lost",
  left?: ReturnType<Page["kept"]>,
): Page {
  const store = new DraftStore("d", server.draft, { kind: "saved", at: null }, { now: () => 0 });
  let kept = left;
  let base = left && { revision: left.entry.revision, draft: left.base };
  const saver = new DraftSaver(
    { revision: server.revision, draft: server.draft, savedAt: "2030-01-01T00:00:00Z" },
    {
      send: (base, edits, key) => {
        const way = fate();
        if (way === "lost") return Promise.reject(new CallError("offline", "断网"));
        const outcome = server.save(base, edits, key);
        return way === "arrives" ? Promise.resolve(outcome) : Promise.reject(new CallError("offline", "断网"));
      },
      keep: (entry, from) => {
        if (from) base = { revision: entry.from ?? entry.revision, draft: from };
        const begun = base && beginningOf(entry, base);
        if (!begun) throw new Error("edits are kept without the draft that they begin on");
        kept = { entry, base: begun };
        return Promise.resolve();
      },
      release: () => {
        kept = undefined;
        return Promise.resolve();
      },
      newKey: () => {
        keys += 1;
        return `key-${keys}`;
      },
      later: () => () => undefined,
      onState: (state) => store.setSaveState(state),
      onRebased: (rebased) => store.rebased(rebased),
    },
  );
  store.follow((_, edits) => {
    for (const edit of edits ?? []) saver.edit(edit);
  });
  return { store, saver, kept: () => kept };
}

const always = (): "arrives" => "arrives";
const heading = (text: string): Edit => ({
  kind: "set",
  at: { kind: "item", key: smallTemplate.sections[0]?.items[0]?.key ?? "" },
  patch: { heading: text },
});

test("whatever is edited, undone and sent over a bad line, the server ends with what the page shows", async () => {
  const fate = fc.constantFrom("arrives", "lost", "answer lost");
  const act = fc.oneof(
    { weight: 6, arbitrary: choice.map((chosen) => ({ kind: "edit" as const, chosen })) },
    fc.constant({ kind: "undo" as const }),
    fc.constant({ kind: "redo" as const }),
    { weight: 3, arbitrary: fc.constant({ kind: "flush" as const }) },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 30 }), fc.array(fate, { maxLength: 30 }), async (acts, fates) => {
      const server = new Server();
      let at = 0;
      const page = openPage(server, () => fates[at++] ?? "arrives");
      for (const each of acts) {
        if (each.kind === "edit") page.store.edit(editOf(page.store.draft, each.chosen));
        else if (each.kind === "flush") await page.saver.flush();
        else page.store[each.kind]();
      }
      for (let tries = 0; tries < 40 && !page.saver.saved; tries += 1) await page.saver.flush();
      expect(page.saver.saved).toBe(true);
      expect(server.draft.template).toEqual(page.store.template);
      expect(page.kept()).toBeUndefined();
    }),
    { numRuns: 60 },
  );
});

test("what was kept on this machine comes back after a crash, also what was sent without an answer", async () => {
  const server = new Server();
  const page = openPage(server, () => "answer lost");
  page.store.edit(heading("第一次"));
  await page.saver.flush();
  page.store.edit(heading("第二次"));
  const kept = page.kept();
  expect(server.revision).toBe(1);

  const again = openPage(server, always, kept);
  expect(kept).toBeDefined();
  if (kept)
    again.saver.restore({
      entry: { format: 1, accountId: "a", draftId: "d", page: "p", ...kept.entry },
      base: kept.base,
    });
  expect(again.store.template).toEqual(applied(start(), [heading("第二次")]).template);
  await again.saver.flush();
  expect(server.draft.template).toEqual(again.store.template);
  expect(server.revision).toBe(2);
});

test("after any number of saves a crash costs nothing, though the draft itself was kept only once", async () => {
  const server = new Server();
  let offline = false;
  const page = openPage(server, () => (offline ? "lost" : "arrives"));
  const texts = ["第一次", "第二次", "第三次"];
  for (const text of texts) {
    page.store.edit(heading(text));
    await page.saver.flush();
  }
  expect(page.kept()).toBeUndefined();
  expect(server.revision).toBe(texts.length);
  offline = true;
  page.store.edit({ kind: "set", at: { kind: "template" }, patch: { title: "断网时写的" } });
  await page.saver.flush();
  const kept = page.kept();
  expect(kept?.entry).toMatchObject({ revision: texts.length, from: 0, since: [heading("第三次")] });
  expect(kept?.base.template).toEqual(server.draft.template);

  const again = openPage(server, always, kept);
  if (kept)
    again.saver.restore({
      entry: { format: 1, accountId: "a", draftId: "d", page: "p", ...kept.entry },
      base: kept.base,
    });
  await again.saver.flush();
  expect(server.draft.template).toEqual(again.store.template);
  expect(server.draft.template.title).toBe("断网时写的");
});

test("edits of two people meet: those of different places pass, one of the same place is named and not made", async () => {
  const server = new Server();
  const page = openPage(server, always);
  page.store.edit(heading("我的标题"));
  page.store.edit({ kind: "set", at: { kind: "template" }, patch: { title: "我的清单名" } });
  server.other(heading("别人的标题"));
  await page.saver.flush();
  expect(page.saver.saved).toBe(true);
  expect(server.draft.template.title).toBe("我的清单名");
  expect(server.draft.template).toEqual(page.store.template);
  expect(page.store.conflicts.map(({ code }) => code)).toEqual(["builder.both-changed"]);
  expect(server.draft.template.sections[0]?.items[0]?.heading).toBe("别人的标题");
});

test("typing in one place is one step of undo and one edit to be sent", async () => {
  const server = new Server();
  const page = openPage(server, always);
  const before = page.store.draft;
  for (const text of ["教", "教师", "教师队", "教师队伍"]) page.store.edit(heading(text), "heading");
  expect(page.kept()?.entry.unsent).toEqual([heading("教师队伍")]);
  page.store.undo();
  expect(page.store.template).toEqual(before.template);
  await page.saver.flush();
  expect(server.draft.template).toEqual(before.template);
});

test("a refusal says why, and the next edit tries again", async () => {
  const server = new Server();
  let refuse = true;
  const page = openPage(server, () => {
    if (refuse) throw new CallError("access.denied", "您没有权限");
    return "arrives";
  });
  page.store.edit(heading("新标题"));
  await page.saver.flush();
  expect(page.store.saveState).toEqual({ kind: "locked", message: "您没有权限" });
  refuse = false;
  page.store.edit({ kind: "set", at: { kind: "template" }, patch: { title: "名称" } });
  await page.saver.flush();
  expect(page.store.saveState.kind).toBe("saved");
  expect(server.draft.template).toEqual(page.store.template);
});

test("one may insist on an edit that met another's, or give way, and the server ends with what the page shows", async () => {
  const meet = async () => {
    const server = new Server();
    const page = openPage(server, always);
    page.store.edit(heading("我的标题"));
    page.store.edit({ kind: "set", at: { kind: "template" }, patch: { title: "我的清单名" } });
    server.other(heading("别人的标题"));
    const theirs = server.draft;
    await page.saver.flush();
    const [conflict] = page.store.conflicts;
    if (!conflict) throw new Error("nothing met");
    return { server, page, conflict, theirs };
  };

  const insisting = await meet();
  insisting.page.store.insist(insisting.conflict);
  await insisting.page.saver.flush();
  expect(insisting.page.store.conflicts).toEqual([]);
  expect(insisting.server.draft.template.sections[0]?.items[0]?.heading).toBe("我的标题");

  const giving = await meet();
  giving.page.store.edit({ kind: "set", at: { kind: "template" }, patch: { reportTitle: "后来又改" } });
  expect(giving.page.store.ownSince).toBe(true);
  giving.page.store.giveWay();
  await giving.page.saver.flush();
  expect(giving.page.store.conflicts).toEqual([]);
  expect(giving.server.draft.template).toEqual(giving.theirs.template);
  expect(giving.page.store.template).toEqual(giving.theirs.template);
});

test("what is given up is kept nowhere and never sent", async () => {
  const server = new Server();
  const page = openPage(server, () => {
    throw new CallError("draft.invalid", "不符合要求");
  });
  page.store.edit(heading("不行的标题"));
  await page.saver.flush();
  expect(page.store.saveState).toMatchObject({ kind: "refused" });
  await page.saver.giveUp();
  await page.saver.flush();
  expect(page.saver.saved).toBe(true);
  expect(page.kept()).toBeUndefined();
  expect(server.revision).toBe(0);
});
