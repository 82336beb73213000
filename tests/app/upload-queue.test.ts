import { describe, expect, it } from "vitest";
import { CallError } from "#app/data/client.ts";
import { UnreadableFile } from "#app/features/evidence/upload-digest.ts";
import { type Finished, type QueueDeps, UploadQueue } from "#app/features/evidence/upload-queue.ts";
import type { KeptUpload, UploadStore } from "#app/features/evidence/upload-store.ts";
import { stateText, totalText } from "#app/features/evidence/upload-text.ts";
import type { Evidence } from "#core/evidence/evidence.ts";

const SHA = "a".repeat(64);
const fileOf = (name: string, content = "%PDF-1.4 x", lastModified = 1): File =>
  new File([content], name, { lastModified });
const place = { itemKey: "spending", slot: undefined };

const record = (id: string, itemKey = "pay"): Evidence =>
  ({ id, title: id, links: [{ itemKey, order: 1 }] }) as unknown as Evidence;

function memoryStore(kept: KeptUpload[] = []): UploadStore & { kept: Map<string, KeptUpload> } {
  const all = new Map(kept.map((each) => [each.id, each]));
  return {
    kept: all,
    put: async (upload) => void all.set(upload.id, upload),
    remove: async (id) => void all.delete(id),
    all: async () => [...all.values()],
  };
}

/** A transfer that waits until the test says how it ends. */
function setUp(change: Partial<QueueDeps> = {}, store = memoryStore()) {
  const transfers: {
    name: string | undefined;
    url: string | undefined;
    end: (error?: Error) => void;
    sent: (n: number) => void;
  }[] = [];
  const timers: (() => void)[] = [];
  const delivered: string[] = [];
  let ids = 0;
  const queue = new UploadQueue({
    accountId: "me",
    submissionId: "s",
    store,
    digest: async () => ({ sha256: SHA, thumbnail: undefined }),
    known: async () => null,
    transfer: ({ url, onUrl, onSent, signal, metadata }) =>
      new Promise((resolve, reject) => {
        if (url === undefined) onUrl("http://x/uploads/u1");
        signal.addEventListener("abort", () => reject(new DOMException("aborted", "AbortError")));
        const end = (error?: Error): void => (error ? reject(error) : resolve());
        transfers.push({ name: metadata.fileName, url, end, sent: onSent });
      }),
    finish: async (): Promise<Finished> => ({ outcome: "stored", evidence: record("r1", "spending") }),
    abandon: async () => undefined,
    newId: () => {
      ids += 1;
      return `u${ids}`;
    },
    later: (task) => void timers.push(task),
    ...change,
  });
  queue.deliverTo(({ id }) => delivered.push(id));
  const kinds = () => queue.entries().map(({ state }) => state.kind);
  const until = (expected: string[]) => expect.poll(kinds).toEqual(expected);
  const transfer = (index: number) => {
    const found = transfers[index];
    if (!found) throw new Error(`no transfer ${index}`);
    return found;
  };
  return { queue, store, transfers, transfer, timers, delivered, until };
}

describe("files on their way", () => {
  it("become records, two at a time, and leave nothing behind", async () => {
    const { queue, store, transfer, transfers, delivered, until } = setUp();
    queue.add([fileOf("a.pdf"), fileOf("b.pdf"), fileOf("c.pdf")], place);
    await until(["sending", "sending", "waiting"]);
    transfer(0).sent(5);
    expect(totalText(queue.entries())).toBe("3个文件，共已传5字节 / 30字节");
    transfer(0).end();
    await expect.poll(() => transfers.length).toBe(3);
    transfer(1).end();
    transfer(2).end();
    await until([]);
    expect(delivered).toHaveLength(3);
    await expect.poll(() => store.kept.size).toBe(0);
  });

  it("that cannot be taken are refused before a byte is sent", async () => {
    const { queue, transfers, until } = setUp();
    const large = Object.defineProperty(fileOf("影像.pdf"), "size", { value: 3 * 1024 ** 3 });
    queue.add([fileOf("a.pdf", ""), fileOf("b.pdf", "MZ program"), large], place);
    await until(["refused", "refused", "refused"]);
    expect(queue.entries().map(stateText)).toEqual([
      "不能上传：文件是空的，请检查后重新选择",
      expect.stringContaining("不接受这种文件"),
      "不能上传：文件超过2GB，请压缩或拆分后上传",
    ]);
    expect(transfers).toHaveLength(0);
  });

  it("whose bytes are known are offered as a link, without an upload", async () => {
    const { queue, transfers, until } = setUp({ known: async () => record("会议纪要") });
    queue.add([fileOf("a.pdf")], place);
    await until(["known"]);
    expect(queue.entries().map(stateText)).toEqual([expect.stringContaining("《会议纪要》")]);
    expect(transfers).toHaveLength(0);
  });

  it("wait for the network and try again by themselves, and at once when it is back", async () => {
    const { queue, transfer, transfers, timers, until } = setUp();
    queue.add([fileOf("a.pdf")], place);
    await until(["sending"]);
    transfer(0).sent(4);
    transfer(0).end(new CallError("offline", "连接不上"));
    await until(["offline"]);
    expect(queue.entries().map(stateText)).toEqual(["等待网络，恢复后自动继续，已传4字节 / 10字节"]);
    timers.at(-1)?.();
    await expect.poll(() => transfers.length).toBe(2);
    expect(transfer(1).url).toBe("http://x/uploads/u1");
    transfer(1).end(new CallError("offline", "连接不上"));
    await until(["offline"]);
    queue.wake("offline");
    await until(["sending"]);
  });

  it("wait for the person to sign in again", async () => {
    const { queue, transfer, until } = setUp();
    queue.add([fileOf("a.pdf")], place);
    await until(["sending"]);
    transfer(0).end(new CallError("session.required", "请重新登录"));
    await until(["signed-out"]);
    queue.wake("offline");
    await until(["signed-out"]);
    queue.wake("signed-out");
    await until(["sending"]);
  });

  it("can be paused, gone on with, and given up, also with the server", async () => {
    const gone: string[] = [];
    const { queue, transfer, transfers, store, until } = setUp({ abandon: async (url) => void gone.push(url) });
    queue.add([fileOf("a.pdf")], place);
    await until(["sending"]);
    transfer(0).sent(4);
    queue.pause("u1");
    await until(["paused"]);
    expect(store.kept.get("u1")).toMatchObject({ paused: true, url: "http://x/uploads/u1", sha256: SHA });
    queue.resume("u1");
    await expect.poll(() => transfers.length).toBe(2);
    queue.cancel("u1");
    await until([]);
    expect([gone, store.kept.size]).toEqual([["http://x/uploads/u1"], 0]);
  });

  it("say why they failed, and begin anew where the server has them no more", async () => {
    const { queue, transfer, transfers, until } = setUp();
    queue.add([fileOf("a.pdf")], place);
    await until(["sending"]);
    transfer(0).end(new CallError("resource.not-found", "服务器上已没有这次上传"));
    await until(["failed"]);
    queue.resume("u1");
    await expect.poll(() => transfers.length).toBe(2);
    expect(transfer(1).url).toBeUndefined();
  });

  it("that were moved away meanwhile ask for the file", async () => {
    const { queue, until } = setUp({
      digest: async () => {
        throw new UnreadableFile();
      },
    });
    queue.add([fileOf("a.pdf")], place);
    await until(["failed"]);
    expect(queue.entries()[0]?.file).toBeUndefined();
  });
});

describe("after a reload", () => {
  const kept = (change: Partial<KeptUpload>): KeptUpload => ({
    format: 1,
    id: "k1",
    accountId: "me",
    submissionId: "s",
    itemKey: "spending",
    name: "a.pdf",
    size: 10,
    lastModified: 1,
    sha256: SHA,
    url: "http://x/uploads/u9",
    paused: false,
    ...change,
  });
  const blob = new Blob(["%PDF-1.4 x"]);

  it("small files go on by themselves, paused ones wait", async () => {
    const store = memoryStore([kept({ blob }), kept({ id: "k2", blob, paused: true })]);
    const { queue, transfer, until } = setUp({}, store);
    await queue.restore();
    await until(["sending", "paused"]);
    expect(transfer(0).url).toBe("http://x/uploads/u9");
  });

  it("a large one goes on when the same file is chosen, and only then", async () => {
    const { queue, transfer, until } = setUp({}, memoryStore([kept({})]));
    await queue.restore();
    await until(["file-needed"]);
    queue.add([fileOf("a.pdf", "%PDF-1.4 y", 2)], place);
    await until(["file-needed", "sending"]);
    queue.add([fileOf("a.pdf")], place);
    await until(["sending", "sending"]);
    expect(transfer(1).url).toBe("http://x/uploads/u9");
  });

  it("another file in its place is sent from its beginning", async () => {
    const { queue, transfer, until } = setUp({}, memoryStore([kept({ sha256: "b".repeat(64) })]));
    await queue.restore();
    await until(["file-needed"]);
    queue.choose("k1", fileOf("a.pdf"));
    await until(["sending"]);
    expect(transfer(0).url).toBeUndefined();
  });

  it("an upload whose last answer was lost is found done", async () => {
    const known = async () => record("r1", "spending");
    const { queue, delivered, until } = setUp({ known }, memoryStore([kept({ blob })]));
    await queue.restore();
    await until([]);
    expect(delivered).toEqual(["r1"]);
  });
});
