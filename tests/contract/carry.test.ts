import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "#core/access/access.ts";
import { type Answer, answer as answerSchema, emptyAnswer } from "#core/answer/answer.ts";
import { confirmParts, openParts } from "#core/answer/carried.ts";
import { parseStored } from "#core/field/table.ts";
import { staleFindings } from "#core/reuse/item-carry.ts";
import type { CarryChoices } from "#core/reuse/plan.ts";
import { outline } from "#core/template/outline.ts";
import type { Template } from "#core/template/schema.ts";
import { assembleApp, type MockApp } from "#mocks/assemble-app.ts";
import { actorOf, expectOk, type SeededOrganisation, seedOrganisation, submissionOf } from "#mocks/seed.ts";
import { smallRegistry } from "#mocks/small-registry.ts";
import { streamOf } from "#server/files/memory.ts";
import { addEvidence } from "#server/services/add-evidence.ts";
import { saveAnswer } from "#server/services/answers.ts";
import { type CarryRequest, carryOver, takeBack } from "#server/services/carry.ts";
import { readCarryPlan } from "#server/services/carry-plan.ts";
import { readCarries } from "#server/services/carry-rows.ts";
import { confirmEvidence } from "#server/services/confirm-evidence.ts";
import { readEvidence } from "#server/services/evidence-records.ts";
import { readGate } from "#server/services/gate.ts";
import { changeSignOffs } from "#server/services/sign-off.ts";
import { readAnswers, readHead, type SubmissionHead } from "#server/services/submission-rows.ts";
import { createSubmission } from "#server/services/submissions.ts";
import { STORES, type TestDatabase } from "#tests/contract/each-store.ts";
import { storedValue } from "#tests/fixtures/core-arbitraries.ts";

const ALL: CarryChoices = { mode: "unanswered", include: [], exclude: [] };

/** A district with a year before and a year now. */
interface Years {
  district: SeededOrganisation;
  editor: Actor;
  last: SubmissionHead;
  now: SubmissionHead;
}

type Answers = Record<string, Partial<Answer>>;

const answers = (template: Template): fc.Arbitrary<Answers> =>
  fc.record(
    Object.fromEntries(
      outline(template).map(({ item }) => [
        item.key,
        fc.record(
          {
            ...(item.prose ? { narrative: fc.string({ maxLength: 12 }).map((text) => `2021年以来，${text}`) } : {}),
            values: fc.record(
              Object.fromEntries(
                item.fields.map((field) => [
                  field.key,
                  storedValue(field).filter((value) => parseStored(field, value).ok),
                ]),
              ),
              { requiredKeys: [] },
            ),
          },
          { requiredKeys: [] },
        ),
      ]),
    ),
    { requiredKeys: [] },
  ) as fc.Arbitrary<Answers>;

describe.each(STORES)("carry-forward on $name", ({ create, processes }) => {
  let database: TestDatabase;
  let app: MockApp;
  let made: number;

  beforeEach(async () => {
    database = await create();
    app = await assembleApp({ store: database.open(), templates: await smallRegistry() });
    made = 0;
  });
  afterEach(() => database.dispose());

  const headOf = async (id: string): Promise<SubmissionHead> => {
    const head = await readHead(app.deps.store.db, app.deps.templates, id);
    if (!head) throw new Error("no submission");
    return head;
  };
  const twoYears = async (): Promise<Years> => {
    made += 1;
    const district = await seedOrganisation(app, "district", `yb${made}`, `重庆市渝北区${made}`);
    const editor = actorOf(district, "editor");
    const start = { templateId: "test-small", templateVersion: "2022", year: 2023, deadline: null };
    const id = expectOk(await createSubmission(app.deps, app.deps.store.db, editor, start));
    return { district, editor, last: await headOf(submissionOf(district)), now: await headOf(id) };
  };
  const save = async (editor: Actor, head: SubmissionHead, itemKey: string, answer: Partial<Answer>, base = 0) =>
    expectOk(
      await saveAnswer(app.deps, app.deps.store.db, editor, head, itemKey, {
        base,
        key: `save-${head.id}-${itemKey}-${base}`.slice(-64),
        answer: answerSchema.parse({ ...emptyAnswer(), ...answer }),
      }),
    );
  const attach = async (editor: Actor, head: SubmissionHead, itemKey: string, text: string) =>
    expectOk(
      await addEvidence(app.deps, app.deps.store.db, editor, head, {
        itemKey,
        slot: undefined,
        fileName: `${text}.pdf`,
        stream: streamOf(new TextEncoder().encode(`%PDF-1.4 ${text}`)),
        expected: undefined,
      }),
    );
  const filled = async (): Promise<Years> => {
    const years = await twoYears();
    await save(years.editor, years.last, "spending", {
      values: { 教育支出: { now: "281500.00", prior: "270000.00" } },
      narrative: "2021年以来，全区教育支出{{教育支出}}。",
      done: true,
    });
    await save(years.editor, years.last, "opening", { narrative: "区政府高度重视。" });
    await attach(years.editor, years.last, "spending", "决算");
    return years;
  };
  const requestOf = async ({ last, now }: Years, key: string, choices = ALL): Promise<CarryRequest> => {
    const { basis } = expectOk(await readCarryPlan(app.deps, app.deps.store.db, now, last.id));
    return { from: last.id, basis, choices, key };
  };
  const carry = ({ editor, now }: Years, request: CarryRequest, via = app) =>
    carryOver(via.deps, via.deps.store.db, editor, now, request);
  const undo = ({ editor, now }: Years, id: string, via = app) =>
    takeBack(via.deps, via.deps.store.db, editor, now, id);
  const answerIn = async ({ now }: Years, itemKey: string) =>
    (await readAnswers(app.deps.store.db, now.id)).get(itemKey)?.answer;
  const revisions = async ({ now }: Years) =>
    (
      await app.deps.store.db
        .selectFrom("answer_revision")
        .select("revision")
        .where("submission_id", "=", now.id)
        .execute()
    ).length;
  const others = (): Promise<MockApp[]> =>
    Promise.all(
      Array.from({ length: processes - 1 }, async () =>
        assembleApp({ store: database.open(), templates: await smallRegistry() }),
      ),
    );

  /** What a report could be made from, to the byte: the answers that say something, and the evidence that is not deleted. */
  const said = async ({ now }: Years) => {
    const { db } = app.deps.store;
    const rows = await db
      .selectFrom("answer")
      .select(["item_key", "body"])
      .where("submission_id", "=", now.id)
      .orderBy("item_key")
      .execute();
    const empty = JSON.stringify(emptyAnswer());
    const evidence = await db
      .selectFrom("evidence")
      .selectAll()
      .where("submission_id", "=", now.id)
      .where("deleted_at", "is", null)
      .orderBy("id")
      .execute();
    const links = await db
      .selectFrom("evidence_link")
      .innerJoin("evidence", "evidence.id", "evidence_link.evidence_id")
      .selectAll("evidence_link")
      .where("evidence.submission_id", "=", now.id)
      .where("evidence.deleted_at", "is", null)
      .orderBy("evidence_id")
      .orderBy("item_key")
      .execute();
    return { answers: rows.filter(({ body }) => body !== empty), evidence, links };
  };

  it("plans without writing, and carries the plan out whole, in one revision for each item", async () => {
    const years = await filled();
    const before = await said(years);
    const request = await requestOf(years, "carry-one");
    expect(await said(years)).toEqual(before);
    const done = expectOk(await carry(years, request));
    expect(done).toMatchObject({ fromYear: 2022, items: 2, evidence: 1, undoneAt: null });
    expect(await revisions(years)).toBe(2);
    expect(openParts(await answerIn(years, "spending")).map(({ path }) => path)).toEqual([
      "narrative",
      "values.教育支出.prior",
    ]);
    expect((await said(years)).evidence).toEqual([expect.objectContaining({ carried: 2022 })]);
  });

  it("is done once, however often and by however many processes the same request is answered", async () => {
    const years = await filled();
    const request = await requestOf(years, "carry-once");
    const apps = [app, ...(await others())];
    const outcomes = await Promise.all([...apps, ...apps].map((via) => carry(years, request, via)));
    const again = expectOk(await carry(years, request));
    // whoever came while the first one was under way is told so, and finds it done when asking again
    for (const each of outcomes)
      expect(each.ok ? each.value : each.error.code).toEqual(each.ok ? again : "carry.changed");
    expect(outcomes.some(({ ok }) => ok)).toBe(true);
    expect(await revisions(years)).toBe(2);
    expect(await readCarries(app.deps.store.db, years.now.id)).toHaveLength(1);
  });

  it("writes nothing where somebody has saved since the plan was read", async () => {
    const years = await filled();
    const request = await requestOf(years, "carry-late");
    await save(years.editor, years.now, "spending", { narrative: "刚写的。" });
    const before = await said(years);
    expect(await carry(years, request)).toMatchObject({ ok: false, error: { code: "carry.changed" } });
    expect(await said(years)).toEqual(before);
    expect(await readCarries(app.deps.store.db, years.now.id)).toEqual([]);
  });

  it("taken back, leaves the store as it was, to the byte, whatever stood in both years", async () => {
    const [template] = (await smallRegistry()).templates;
    if (!template) throw new Error("no checklist");
    const choices = fc.record({
      mode: fc.constantFrom("unanswered" as const, "overwrite" as const),
      include: fc.constant<string[]>([]),
      exclude: fc.constantFrom<string[]>([], ["spending/narrative"]),
    });
    await fc.assert(
      fc.asyncProperty(
        answers(template),
        answers(template),
        choices,
        fc.boolean(),
        async (was, mine, chosen, paper) => {
          const years = await twoYears();
          for (const [key, answer] of Object.entries(was)) await save(years.editor, years.last, key, answer);
          for (const [key, answer] of Object.entries(mine)) await save(years.editor, years.now, key, answer);
          await attach(years.editor, years.last, "pay", "工资表");
          if (paper) await attach(years.editor, years.now, "spending", "工资表");
          const before = await said(years);
          const { id } = expectOk(await carry(years, await requestOf(years, "carry-any", chosen)));
          expect(expectOk(await undo(years, id)).kept).toEqual([]);
          expect(await said(years)).toEqual(before);
        },
      ),
      { numRuns: 12, seed: Number(process.env.FC_SEED ?? 20221108) },
    );
  });

  it("is taken back once by however many ask at the same time, and keeps what was edited, and handed in, since", async () => {
    const years = await filled();
    const { id } = expectOk(await carry(years, await requestOf(years, "carry-edit")));
    const carried = await answerIn(years, "spending");
    await save(years.editor, years.now, "spending", { ...carried, narrative: "改写过。" }, 1);
    const apps = [app, ...(await others())];
    const undone = (await Promise.all(apps.map((via) => undo(years, id, via)))).map(expectOk);
    expect(undone.filter(({ kept }) => kept.length > 0).map(({ kept }) => kept)).toEqual([["spending"]]);
    const left = await answerIn(years, "spending");
    expect([left?.narrative, left?.values, Object.keys(left?.carried ?? {})]).toEqual(["改写过。", {}, ["narrative"]]);
    expect(await answerIn(years, "opening")).toEqual(emptyAnswer());
    expect((await said(years)).evidence).toEqual([]);
  });

  it("is signed off by nobody, and holds the submission back, while anything of it is open or stale", async () => {
    const years = await filled();
    expectOk(await carry(years, await requestOf(years, "carry-gate")));
    const signOff = (event: "hand-in" | "take-over", actor: Actor) =>
      changeSignOffs(app.deps, app.deps.store.db, actor, years.now, { event, itemKeys: ["spending"], reason: null });
    const gate = async () =>
      (await readGate(app.deps, app.deps.store.db, years.now)).filter(
        ({ itemKey, id, blocks }) => itemKey === "spending" && blocks && /carry|stale/.test(id),
      );
    const expectRefused = async (why: string): Promise<void> => {
      for (const refused of [
        await signOff("hand-in", actorOf(years.district, "contributor")),
        await signOff("take-over", years.editor),
      ])
        expect(refused).toMatchObject({
          ok: false,
          error: { code: "sign-off.refused", message: expect.stringContaining(why) },
        });
      expect(await app.deps.store.db.selectFrom("sign_off").selectAll().execute()).toEqual([]);
      expect(await gate()).not.toEqual([]);
    };
    await expectRefused("待核对");
    const [paper] = await readEvidence(app.deps.store.db, years.now.id);
    expectOk(await confirmEvidence(app.deps, app.deps.store.db, years.editor, years.now, paper?.id ?? ""));
    const confirmed = confirmParts((await answerIn(years, "spending")) ?? emptyAnswer(), [
      "narrative",
      "values.教育支出.prior",
    ]);
    await save(years.editor, years.now, "spending", confirmed, 1);
    await expectRefused("以前年度的说法");
    const stale = staleFindings("spending", confirmed);
    const explanations = Object.fromEntries(stale.map(({ id }) => [id, "与上年相同，情况属实。"]));
    await save(years.editor, years.now, "spending", { ...confirmed, explanations }, 2);
    expect(await gate()).toEqual([]);
    expectOk(await signOff("hand-in", actorOf(years.district, "contributor")));
    expectOk(await signOff("take-over", years.editor));
  });
});
