import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { CallError, failureOf } from "#app/data/client.ts";
import { ItemSaver } from "#app/data/item-saver.ts";
import type { KeptEdit } from "#app/data/keeper.ts";
import type { Actor } from "#core/access/access.ts";
import { type Answer, emptyAnswer } from "#core/answer/answer.ts";
import { changedPaths, sameAnswer } from "#core/answer/merge.ts";
import { saveAnswer } from "#core/api/submission.ts";
import { findItem } from "#core/template/outline.ts";
import type { MockApp } from "#mocks/assemble-app.ts";
import { buildApp } from "#mocks/build-app.ts";
import { callApi } from "#mocks/call-api.ts";
import { actorOf, expectOk, seedOrganisation } from "#mocks/seed.ts";
import { createSubmission } from "#server/services/submissions.ts";
import { smallTemplate } from "#tests/fixtures/small-template.ts";

const ITEM = "new-schools";
const RUNS = Number(process.env.INTERLEAVINGS ?? 500);

let app: MockApp;
let editor: Actor;
let years = 0;

/** A submission of its own for each run. */
async function startYear(): Promise<string> {
  if (years % 100 === 0) {
    const district = await seedOrganisation(app, "district", `m${years}`, `模拟区${years}`);
    editor = actorOf(district, "editor");
    app.become(editor.accountId);
  }
  const year = 2000 + (years++ % 100);
  // the seeded district has begun 2022 itself
  const start = {
    templateId: "test-small",
    templateVersion: "2022",
    year: year === 2022 ? 2100 : year,
    deadline: null,
  };
  return expectOk(await createSubmission(app.deps, app.deps.store.db, editor, start));
}

beforeAll(async () => {
  app = await buildApp();
});
afterAll(() => app.close());

type Delivery = "arrives" | "request lost" | "answer lost" | "arrives twice";

/** The way between a page and the server: nothing moves until the test lets it. */
class Network {
  #waiting: ((delivery: Delivery) => Promise<void>)[] = [];
  readonly #submissionId: string;

  constructor(submissionId: string) {
    this.#submissionId = submissionId;
  }

  get busy(): boolean {
    return this.#waiting.length > 0;
  }

  save = (base: number, answer: Answer, key: string): Promise<{ revision: number; savedAt: string }> =>
    new Promise((resolve, reject) => {
      const params = { submissionId: this.#submissionId, itemKey: ITEM };
      const request = () => callApi(app, saveAnswer, { params, body: { base, answer, key } });
      this.#waiting.push(async (delivery) => {
        if (delivery === "request lost") return reject(new CallError("offline", "offline"));
        if (delivery === "arrives twice") await request();
        const answered = await request();
        if (delivery === "answer lost") reject(new CallError("offline", "offline"));
        else if (answered.status === 200) resolve(answered.body as { revision: number; savedAt: string });
        else reject(failureOf(JSON.stringify(answered.body)));
      });
    });

  async deliver(delivery: Delivery, which: number): Promise<void> {
    const [next] = this.#waiting.splice(which % Math.max(1, this.#waiting.length), 1);
    await next?.(delivery);
    for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
  }
}

interface Stored {
  revision: number;
  answer: Answer;
  savedAt: null;
}

let keys = 0;

/** One editor's page: the real saver, timers that run when asked, a store of the browser that outlives the page. */
class Editor {
  timers: (() => void)[] = [];
  kept: KeptEdit | undefined;
  saver: ItemSaver;
  #page = 0;
  readonly #network: Network;
  readonly #read: () => Promise<Stored>;

  constructor(network: Network, read: () => Promise<Stored>) {
    this.#network = network;
    this.#read = read;
    this.saver = this.#open({ revision: 0, answer: emptyAnswer(), savedAt: null });
  }

  #open(stored: Stored): ItemSaver {
    this.#page += 1;
    const page = this.#page;
    // a page that crashed writes nothing any more
    const alive = () => page === this.#page;
    this.timers = [];
    return new ItemSaver(stored, {
      fields: findItem(smallTemplate, ITEM)?.item.fields ?? [],
      send: this.#network.save,
      keep: async (entry) => {
        if (alive()) this.kept = entry;
      },
      release: async (key) => {
        if (alive() && this.kept?.key === key) this.kept = undefined;
      },
      newKey: () => `model-key-${++keys}`,
      later: (task) => {
        const own = () => alive() && task();
        this.timers.push(own);
        return () => {
          this.timers = this.timers.filter((each) => each !== own);
        };
      },
      onState: () => undefined,
      onAnswer: () => undefined,
    });
  }

  async crash(): Promise<void> {
    const { kept } = this;
    this.saver = this.#open(await this.#read());
    if (kept) this.saver.restore(kept);
  }

  time(): void {
    for (const task of this.timers.splice(0)) task();
  }
}

/** What each kind of edit makes of an answer; every text is written only once. */
const EDITS: readonly ((answer: Answer, mark: string) => Answer)[] = [
  (answer, mark) => ({ ...answer, values: { ...answer.values, 新建学校数: { now: mark } } }),
  (answer) => ({ ...answer, values: Object.fromEntries(Object.entries(answer.values).slice(1)) }),
  (answer, mark) => ({ ...answer, narrative: `首句${mark}。${answer.narrative ?? ""}` }),
  (answer, mark) => ({ ...answer, narrative: `${answer.narrative ?? ""}\n末句${mark}。` }),
  (answer, mark) => ({ ...answer, narrative: (answer.narrative ?? "原文，原句。").replace("，", `，插入${mark}，`) }),
  (answer, mark) => {
    const rows = answer.values["规划文件"];
    const document = { title: `文件${mark}`, number: "", issuer: "" };
    const list = Array.isArray(rows) ? rows.filter((row) => "title" in row) : [];
    return { ...answer, values: { ...answer.values, 规划文件: [...list, document] } };
  },
  (answer) => ({ ...answer, done: !answer.done }),
];

const hasMark = ({ narrative = "" }: Answer, mark: number) => new RegExp(`[句入]${mark}[。，]`).test(narrative);

const step = fc.oneof(
  fc.record({ do: fc.constant("edit" as const), who: fc.nat(1), edit: fc.nat(EDITS.length - 1) }),
  fc.record({ do: fc.constant("time" as const), who: fc.nat(1) }),
  fc.record({
    do: fc.constant("deliver" as const),
    which: fc.nat(3),
    delivery: fc.constantFrom<Delivery>(
      "arrives",
      "arrives",
      "arrives",
      "request lost",
      "answer lost",
      "arrives twice",
    ),
  }),
  fc.record({
    do: fc.constant("decide" as const),
    who: fc.nat(1),
    choice: fc.constantFrom("mine" as const, "theirs" as const),
  }),
  fc.record({ do: fc.constant("crash" as const), who: fc.nat(1) }),
);

it("no value that anyone saw as saved disappears from the history, whatever two editors and the network do", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 45 }), async (steps) => {
      const submissionId = await startYear();
      const history = async () => {
        const rows = await app.deps.store.db
          .selectFrom("answer_revision")
          .select(["revision", "body"])
          .where("submission_id", "=", submissionId)
          .where("item_key", "=", ITEM)
          .orderBy("revision")
          .execute();
        return [emptyAnswer(), ...rows.map((row) => JSON.parse(row.body) as Answer)];
      };
      const read = async () => {
        const all = await history();
        return { revision: all.length - 1, answer: all.at(-1) ?? emptyAnswer(), savedAt: null };
      };
      const network = new Network(submissionId);
      const editors = [new Editor(network, read), new Editor(network, read)];
      const seen: Answer[] = [];
      const look = () => {
        for (const { saver } of editors) if (saver.state.kind === "saved") seen.push(saver.answer);
      };
      let marks = 0;
      /** written into the prose, which no edit takes anything out of; only a decision may */
      const prose: number[] = [];
      let decided = false;
      for (const each of steps) {
        const editor = editors["who" in each ? each.who : 0];
        if (!editor) continue;
        const { saver } = editor;
        if (each.do === "deliver") await network.deliver(each.delivery, each.which);
        else if (each.do === "time") editor.time();
        else if (each.do === "crash") await editor.crash();
        else if (each.do === "edit") {
          marks += 1;
          saver.edit(EDITS[each.edit]?.(saver.answer, String(marks)) ?? saver.answer);
          if (hasMark(saver.answer, marks)) prose.push(marks);
        } else if (saver.state.kind === "conflict") {
          decided = true;
          saver.resolve(Object.fromEntries(saver.state.conflicts.map(({ path }) => [path, each.choice])));
        }
        look();
      }
      // the network holds from here on, and whoever is asked decides: both end with what the server has
      for (let round = 0; round < 40; round += 1) {
        for (const { saver } of editors)
          if (saver.state.kind === "conflict") {
            decided = true;
            saver.resolve(Object.fromEntries(saver.state.conflicts.map(({ path }) => [path, "mine" as const])));
          }
        for (const editor of editors) editor.time();
        while (network.busy) await network.deliver("arrives", 0);
        look();
      }
      const revisions = await history();
      const last = revisions.at(-1) ?? emptyAnswer();
      expect(editors.map(({ saver }) => saver.state.kind)).toEqual(["saved", "saved"]);
      expect(editors.some(({ saver }) => sameAnswer(saver.answer, last))).toBe(true);
      expect(editors.map(({ kept }) => kept)).toEqual([undefined, undefined]);
      if (!decided) expect(prose.filter((mark) => !hasMark(last, mark))).toEqual([]);
      for (const answer of seen)
        expect(revisions.some((revision) => changedPaths(revision, answer).length === 0)).toBe(true);
    }),
    { numRuns: RUNS },
  );
}, 300_000);
