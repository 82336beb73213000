import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "#core/access/access.ts";
import { emptyAnswer } from "#core/answer/answer.ts";
import { districtName } from "#core/people/district-name.ts";
import { assembleApp, type MockApp } from "#mocks/assemble-app.ts";
import { actorOf, expectOk, type SeededOrganisation, seedOrganisation } from "#mocks/seed.ts";
import { headOf } from "#mocks/seed-review.ts";
import { smallRegistry } from "#mocks/small-registry.ts";
import { saveAnswer } from "#server/services/answers.ts";
import { assignItems } from "#server/services/assignments.ts";
import { listSubmissions } from "#server/services/submission-list.ts";
import type { SubmissionHead } from "#server/services/submission-rows.ts";
import { createSubmission, readSubmission } from "#server/services/submissions.ts";
import { listUnits } from "#server/services/units.ts";
import { STORES, type TestDatabase } from "#tests/contract/each-store.ts";

const START = { templateId: "test-small", templateVersion: "2022", year: 2023, deadline: null };

describe.each(STORES)("submissions on $name", ({ create }) => {
  let database: TestDatabase;
  let app: MockApp;
  let district: SeededOrganisation;
  let city: SeededOrganisation;
  let editor: Actor;
  let head: SubmissionHead;
  let now: string;

  beforeEach(async () => {
    now = "2023-02-10T02:00:00Z";
    database = await create();
    app = await assembleApp({ store: database.open(), templates: await smallRegistry(), clock: () => new Date(now) });
    district = await seedOrganisation(app, "district", "yb", "重庆市渝北区教育委员会");
    city = await seedOrganisation(app, "city", "cq", "市教育督导室");
    editor = actorOf(district, "editor");
    head = await headOf(app, district);
  });
  afterEach(() => database.dispose());

  const start = (wanted: typeof START) => createSubmission(app.deps, app.deps.store.db, editor, wanted);
  const list = async (actor: Actor) => listSubmissions(app.deps, actor);
  const mark = async (itemKey: string, base: number, done: boolean) => {
    const answer = { ...emptyAnswer(), values: { 教师平均工资: { now: "1" } }, narrative: "正文", done };
    return expectOk(
      await saveAnswer(app.deps, app.deps.store.db, editor, head, itemKey, {
        base,
        answer,
        key: `${itemKey}-${base}-key`,
      }),
    );
  };

  it("know the figures that the same district submitted the year before", async () => {
    await mark("pay", 0, false);
    const next = expectOk(await start(START));
    expect(expectOk(await readSubmission(app.deps, editor, next)).lastYear).toEqual({
      教师平均工资: { value: "1", unit: "元" },
    });
    expect(expectOk(await readSubmission(app.deps, editor, head.id)).lastYear).toBeNull();
  });

  it("start with the checklist's units, each item with its lead, and everything unanswered", async () => {
    const units = new Map((await listUnits(app.deps.store.db, district.id)).map(({ name, id }) => [name, id]));
    expect([...units.keys()]).toEqual(["区教委", "区财政局"]);
    const { items } = expectOk(await readSubmission(app.deps, actorOf(district, "contributor"), head.id));
    expect(items.map(({ itemKey, unitId, writable }) => [itemKey, unitId, writable])).toEqual([
      ["cover", units.get("区教委"), false],
      ["opening", units.get("区教委"), false],
      ["spending", units.get("区财政局"), true],
      ["pay", units.get("区财政局"), true],
      ["new-schools", units.get("区教委"), false],
      ["problem-list", units.get("区教委"), false],
    ]);
    expect(items.every(({ revision, savedAt, answer }) => revision === 0 && savedAt === null && !answer.done)).toBe(
      true,
    );
  });

  it("are one per district and year, and reuse the units that are there", async () => {
    expect(await start({ ...START, year: 2022 })).toMatchObject({ ok: false, error: { code: "submission.exists" } });
    const both = await Promise.all([start(START), start(START)]);
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect(await listUnits(app.deps.store.db, district.id)).toHaveLength(2);
    expect(await start({ ...START, year: 2024, templateId: "none" })).toMatchObject({
      ok: false,
      error: { code: "template.unknown" },
    });
  });

  it("come newest year first, titled for the district and not for its office", async () => {
    await start(START);
    expect((await list(editor)).map(({ title, district: name }) => [title, name])).toEqual([
      ["重庆市渝北区人民政府关于2023年履行教育职责情况的自评报告", "重庆市渝北区"],
      ["重庆市渝北区人民政府关于2022年履行教育职责情况的自评报告", "重庆市渝北区"],
    ]);
  });

  it("tell a unit what is left for it, by when, and what is overdue", async () => {
    const contributor = actorOf(district, "contributor");
    const mine = async () => (await list(contributor))[0]?.mine;
    expect(await mine()).toMatchObject({ items: 2, done: 0, nextDue: "2023-03-01", overdue: 0 });
    const unitId = contributor.unitId ?? null;
    const assign = (itemKey: string, due: string) => assignItems(app.deps, editor, head, [itemKey], { unitId, due });
    expectOk(await assign("pay", "2023-02-10"));
    expect(await mine()).toMatchObject({ nextDue: "2023-02-10", overdue: 0 });
    // 16:30 UTC is the next day in Beijing
    now = "2023-02-10T16:30:00Z";
    expect(await mine()).toMatchObject({ nextDue: "2023-03-01", overdue: 1 });
    await mark("pay", 0, true);
    expect(await mine()).toMatchObject({ items: 2, done: 1, nextDue: "2023-03-01", overdue: 0 });
    expect((await list(editor))[0]?.mine).toBeNull();
  });

  it("show the city their progress only, and another district nothing", async () => {
    await mark("pay", 0, false);
    const [seen] = await list(actorOf(city, "inspector"));
    expect(seen).toMatchObject({ progress: { items: 6, complete: 1 }, mine: null, readable: false });
    const other = await seedOrganisation(app, "district", "jb", "重庆市江北区");
    expect((await list(actorOf(other, "editor"))).map(({ id }) => id)).toEqual([other.submissionId]);
    expect(await list(actorOf(city, "administrator"))).toEqual([]);
  });

  it("remember who assigned what to whom", async () => {
    const unitId = actorOf(district, "contributor").unitId ?? null;
    const assign = () => assignItems(app.deps, editor, head, ["new-schools"], { unitId, due: "2023-02-20" });
    expectOk(await assign());
    expectOk(await assign());
    const rows = await app.deps.store.db.selectFrom("audit_event").select("body").execute();
    const assigned = rows.map(({ body }) => JSON.parse(body)).filter(({ type }) => type === "item.assigned");
    expect(assigned).toMatchObject([
      { itemKey: "new-schools", from: { due: null }, to: { unitId, due: "2023-02-20" } },
    ]);
  });
});

describe("the district's name", () => {
  it.each([
    ["重庆市渝北区教育委员会", "重庆市渝北区"],
    ["重庆市渝北区人民政府", "重庆市渝北区"],
    ["渝北区教委", "渝北区"],
    ["渝北区教育局", "渝北区"],
    ["重庆市渝北区", "重庆市渝北区"],
    ["教育局", "教育局"],
  ])("of %s is %s", (organisation, district) => {
    expect(districtName(organisation)).toBe(district);
  });
});
