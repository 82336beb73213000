import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CallError } from "#app/data/client.ts";
import { contentOf, draftOf, EMPTY_DRAFT, sameContent, type VerdictDraft } from "#app/data/verdict-draft.ts";
import { type KeptVerdict, keptVerdict, type VerdictPorts, VerdictSaver } from "#app/data/verdict-saver.ts";
import type { Verdict } from "#core/review/verdict.ts";

const HASH = "a".repeat(64);
const POINTS = "4";

type Fault = "none" | "request-lost" | "answer-lost";

/** What the server does with verdicts of one reader: a revision on its base, a repeated key answered again. */
function office() {
  const words: (Verdict & { key: string })[] = [];
  let keys = 0;
  let fault: Fault = "none";
  const ports = (store: { kept: KeptVerdict | undefined }): VerdictPorts => {
    return {
      send: async ({ base, key, itemHash, content }) => {
        if (fault === "request-lost") throw new CallError("offline", "连接不上服务器");
        const again = words.find((each) => each.key === key);
        if (!again && base !== words.length) throw new CallError("verdict.stale", "已另作结论");
        const made = again ?? {
          ...content,
          key,
          accountId: "a",
          inspector: "甲",
          revision: words.length + 1,
          round: 1,
          itemHash,
          earlier: false,
          at: "2022-11-08T08:00:00Z",
        };
        if (!again) words.push(made);
        if (fault === "answer-lost") throw new CallError("offline", "连接不上服务器");
        return made;
      },
      newest: async () => words.at(-1),
      keep: (kept) => {
        store.kept = kept === undefined ? undefined : keptVerdict.parse(JSON.parse(JSON.stringify(kept)));
        return true;
      },
      after: () => () => undefined,
      newKey: () => `key-${keys++}`,
    };
  };
  return {
    words,
    ports,
    set fault(next: Fault) {
      fault = next;
    },
  };
}

const basis = (own?: Verdict) => ({ itemHash: HASH, points: POINTS, own });
const complete: VerdictDraft = { ...EMPTY_DRAFT, verdict: "met", score: "4" };

const drafts: fc.Arbitrary<VerdictDraft> = fc.record({
  verdict: fc.constantFrom<VerdictDraft["verdict"][]>("met", "mostly-met", "not-met", null),
  score: fc.constantFrom("4", "3.5", "", "x"),
  deductions: fc.constantFrom<VerdictDraft["deductions"][]>(
    [],
    [{ points: "0.5", reason: "材料不全" }],
    [{ points: "0.5", reason: "" }],
  ),
  opinion: fc.constantFrom("", "缺少文件", "请补充2021年数据"),
  agenda: fc.boolean(),
});
const steps = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant("edit" as const), draft: drafts }),
    fc.record({
      kind: fc.constant("flush" as const),
      fault: fc.constantFrom<Fault[]>("none", "request-lost", "answer-lost"),
    }),
    fc.record({ kind: fc.constant("reload" as const) }),
  ),
  { maxLength: 25 },
);

describe("a verdict on its way to the server", () => {
  it("arrives as it was last written, whatever was lost between, and once", async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (run) => {
        const server = office();
        const store: { kept: KeptVerdict | undefined } = { kept: undefined };
        let saver = new VerdictSaver(basis(), server.ports(store));
        let last: VerdictDraft = EMPTY_DRAFT;
        for (const step of run) {
          if (step.kind === "edit") {
            last = step.draft;
            saver.edit(step.draft);
          } else if (step.kind === "flush") {
            server.fault = step.fault;
            await saver.flush();
          } else {
            server.fault = "none";
            saver = new VerdictSaver(basis(server.words.at(-1)), server.ports(store), store.kept);
          }
          expect(saver.view().draft).toEqual(last);
        }
        server.fault = "none";
        await saver.flush();
        const content = contentOf(last, POINTS);
        const newest = server.words.at(-1);
        if (content.ok) {
          expect(newest && sameContent(newest, content.value)).toBe(true);
          expect(saver.view().state.kind).toBe("saved");
          expect(store.kept).toBeUndefined();
        } else expect(saver.view().draft).toEqual(last);
        for (const [index, word] of server.words.entries())
          expect(server.words.findIndex(({ key }) => key === word.key)).toBe(index);
      }),
      { numRuns: 300 },
    );
  });

  it("keeps what is not complete on this machine and says what is missing", async () => {
    const server = office();
    const store: { kept: KeptVerdict | undefined } = { kept: undefined };
    const saver = new VerdictSaver(basis(), server.ports(store));
    saver.edit({ ...complete, verdict: "not-met", opinion: "" });
    await saver.flush();
    expect(server.words).toEqual([]);
    expect(saver.view().state).toMatchObject({ kind: "incomplete", faults: [{ path: "opinion" }], kept: true });
    expect(store.kept?.draft.verdict).toBe("not-met");
  });

  it("asks which word stands when the same person decided otherwise elsewhere", async () => {
    const server = office();
    const here = new VerdictSaver(basis(), server.ports({ kept: undefined }));
    const there = new VerdictSaver(basis(), server.ports({ kept: undefined }));
    there.edit({ ...complete, opinion: "别处" });
    await there.flush();
    here.edit(complete);
    await here.flush();
    expect(here.view().state).toMatchObject({ kind: "stale", theirs: { opinion: "别处" } });
    here.edit({ ...complete, opinion: "本页" });
    await here.flush();
    expect(server.words).toHaveLength(1);
    await here.keepMine();
    expect(server.words.at(-1)).toMatchObject({ opinion: "本页", revision: 2 });
    expect(here.view().state.kind).toBe("saved");
  });

  it("is not wiped by an answer that set out before it was saved", async () => {
    const server = office();
    const saver = new VerdictSaver(basis(), server.ports({ kept: undefined }));
    saver.edit(complete);
    await saver.flush();
    saver.attach(basis());
    expect(saver.view()).toMatchObject({ draft: complete, state: { kind: "saved" } });
  });

  it("is not saved on a text that the reader has not seen until the reader says so", async () => {
    const server = office();
    const store: { kept: KeptVerdict | undefined } = { kept: undefined };
    const saver = new VerdictSaver(basis(), server.ports(store));
    saver.edit(complete);
    saver.attach({ ...basis(), itemHash: "b".repeat(64) });
    await saver.flush();
    expect(server.words).toEqual([]);
    expect(saver.view().state.kind).toBe("other-text");
    await saver.confirm();
    expect(server.words).toMatchObject([{ itemHash: "b".repeat(64), verdict: "met" }]);
  });

  it("is given again unchanged when the reader stands by it on a changed text", async () => {
    const server = office();
    const first = new VerdictSaver(basis(), server.ports({ kept: undefined }));
    first.edit(complete);
    await first.flush();
    const [given] = server.words;
    const own = given && { ...given, earlier: true };
    const saver = new VerdictSaver({ ...basis(own), itemHash: "b".repeat(64) }, server.ports({ kept: undefined }));
    expect(saver.view().draft).toEqual(given && draftOf(given));
    await saver.flush();
    expect(server.words).toHaveLength(1);
    await saver.confirm();
    expect(server.words.at(-1)).toMatchObject({ revision: 2, itemHash: "b".repeat(64) });
  });
});
