import { describe, expect, it } from "vitest";
import { EvidenceNews } from "#app/data/evidence-news.ts";
import type { Evidence } from "#core/evidence/evidence.ts";
import { evidenceFile } from "#tests/fixtures/core-content.ts";

const record = (id: string): Evidence => evidenceFile(id, []);

/** A server's library, and a workspace beside it; each reading waits until it is let through. */
function beside(stored: Evidence[]) {
  const waiting: { answer: () => void; fail: (error: Error) => void }[] = [];
  const workspace = {
    evidence: [] as readonly Evidence[],
    setEvidence(records: readonly Evidence[]) {
      this.evidence = records;
    },
  };
  const news = new EvidenceNews(workspace, () => {
    const then = [...stored];
    return new Promise((resolve, fail) => waiting.push({ answer: () => resolve(then), fail }));
  });
  const ids = () => workspace.evidence.map(({ id }) => id);
  const next = async () => {
    await expect.poll(() => waiting.length).toBeGreaterThan(0);
    return waiting.shift();
  };
  return { news, workspace, waiting, ids, next };
}

describe("what others do in the library", () => {
  it("comes into the workspace", async () => {
    const { news, ids, next } = beside([record("a"), record("b")]);
    const taken = news.take();
    (await next())?.answer();
    await taken;
    expect(ids()).toEqual(["a", "b"]);
  });

  it("does not undo what is done here meanwhile", async () => {
    const stored = [record("a")];
    const { news, workspace, ids, next } = beside(stored);
    const taken = news.take();
    const early = await next();
    // an upload ends here: the answer under way was made before it
    stored.push(record("own"));
    workspace.evidence = [record("own")];
    early?.answer();
    (await next())?.answer();
    await taken;
    expect(ids()).toEqual(["a", "own"]);
  });

  it("is read once more for all that is told while it is read", async () => {
    const stored = [record("a")];
    const { news, waiting, ids, next } = beside(stored);
    const taken = news.take();
    const first = await next();
    stored.push(record("b"));
    await Promise.all([news.take(), news.take()]);
    first?.answer();
    (await next())?.answer();
    await taken;
    expect(ids()).toEqual(["a", "b"]);
    expect(waiting).toEqual([]);
  });

  it("may be asked for again after it could not be read", async () => {
    const { news, ids, next } = beside([record("a")]);
    const failed = news.take();
    (await next())?.fail(new Error("away"));
    await expect(failed).rejects.toThrow("away");
    const taken = news.take();
    (await next())?.answer();
    await taken;
    expect(ids()).toEqual(["a"]);
  });
});
