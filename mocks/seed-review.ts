import type { Actor } from "#core/access/access.ts";
import { type Answer, emptyAnswer } from "#core/answer/answer.ts";
import { outline } from "#core/template/outline.ts";
import type { MockApp } from "#mocks/assemble-app.ts";
import {
  actorOf,
  expectOk,
  SEED_PASSWORD,
  type SeededOrganisation,
  seedOrganisation,
  submissionOf,
} from "#mocks/seed.ts";
import { streamOf } from "#server/files/memory.ts";
import { insertAccount } from "#server/services/accounts.ts";
import { addEvidence } from "#server/services/add-evidence.ts";
import { saveAnswer } from "#server/services/answers.ts";
import { readCycle } from "#server/services/review/cycle-rows.ts";
import { openCycle, putDuties } from "#server/services/review/cycles.ts";
import { openReview } from "#server/services/review/open-review.ts";
import { returnItems } from "#server/services/review/return-items.ts";
import { submitSubmission } from "#server/services/review/submit.ts";
import { changeSignOffs } from "#server/services/sign-off.ts";
import { readHead, type SubmissionHead } from "#server/services/submission-rows.ts";

type Using = Pick<MockApp, "deps">;

export async function headOf({ deps }: Using, district: SeededOrganisation): Promise<SubmissionHead> {
  const head = await readHead(deps.store.db, deps.templates, submissionOf(district));
  if (!head) throw new Error("no submission");
  return head;
}

export interface SeedOptions {
  /** 万元, so that districts differ */
  spending?: string;
  selfScores?: Readonly<Record<string, string>>;
  /** the bytes of the final account: equal text gives equal files */
  account?: string;
}

/** Fills a district's year on the small checklist so far that the gate lets it pass, in the editor's name. */
export async function fillYear(app: Using, district: SeededOrganisation, options: SeedOptions = {}): Promise<void> {
  const { deps } = app;
  const { db } = deps.store;
  const editor = actorOf(district, "editor");
  const head = await headOf(app, district);
  const { spending = "281500.00", selfScores = {}, account = `%PDF-1.4 ${district.prefix}` } = options;
  for (const [itemKey, said] of Object.entries(answersWith(spending))) {
    const selfScore = selfScores[itemKey];
    const answer: Answer = { ...emptyAnswer(), ...said, done: true, ...(selfScore ? { selfScore } : {}) };
    const save = { base: 0, answer, key: `fill-${itemKey}-${district.prefix}` };
    expectOk(await saveAnswer(deps, db, editor, head, itemKey, save));
  }
  expectOk(
    await addEvidence(deps, db, editor, head, {
      itemKey: "spending",
      slot: "final-account",
      fileName: "2022年决算报表.pdf",
      stream: streamOf(new TextEncoder().encode(account)),
      expected: undefined,
    }),
  );
  const itemKeys = outline(head.template).map(({ item }) => item.key);
  expectOk(await changeSignOffs(deps, db, editor, head, { event: "take-over", itemKeys, reason: null }));
}

const answersWith = (spending: string): Record<string, Partial<Answer>> => ({
  cover: { values: { 报送单位: "区人民政府" } },
  opening: { narrative: "现将本年度履行教育职责情况报告如下。" },
  spending: {
    values: { 教育支出: { now: spending, prior: "270000.00" }, 足额拨付: true },
    narrative: "全区教育支出{{教育支出}}。",
  },
  pay: { values: { 教师平均工资: { now: "120000" } }, narrative: "教师年平均工资{{教师平均工资}}。" },
  "new-schools": { values: { 新建学校数: { now: "3" } }, narrative: "新建学校{{新建学校数}}。" },
  "problem-list": { values: { 问题清单: [{ heading: "学位不足", text: "部分片区学位不足。" }] } },
});

/** One more account of an organisation. */
export async function addAccount(
  { deps }: Using,
  organisation: SeededOrganisation,
  role: Actor["roles"][number],
  name: string,
): Promise<Actor> {
  const passwordHash = await deps.auth.hashPassword(SEED_PASSWORD);
  const account = { username: `${organisation.prefix}-${name}`, name, passwordHash, roles: [role], unitId: null };
  const own = { id: organisation.id, kind: organisation.kind };
  const accountId = expectOk(await insertAccount(deps.auth, deps.store.db, own, account));
  return { accountId, name, organisation: own, unitId: undefined, roles: [role] };
}

export interface SeededCity {
  city: SeededOrganisation;
  /** 渝北 and 江北, both filled in */
  districts: [SeededOrganisation, SeededOrganisation];
  cycleId: string;
  /** reads all of both districts */
  inspector: Actor;
  /** reads 教育投入 of the first district only */
  second: Actor;
  /** has no duty at all */
  idle: Actor;
}

/** A city with two districts that are ready to submit, an open cycle and inspectors. */
export async function seedCity(app: Using): Promise<SeededCity> {
  const { deps } = app;
  const { db } = deps.store;
  const first = await seedOrganisation(app, "district", "yb", "重庆市渝北区");
  const other = await seedOrganisation(app, "district", "jb", "重庆市江北区");
  const city = await seedOrganisation(app, "city", "cq", "重庆市人民政府教育督导室");
  await fillYear(app, first, { selfScores: { spending: "33", pay: "30", "new-schools": "33" } });
  await fillYear(app, other, { spending: "290000.00", account: "%PDF-1.4 yb" });
  const inspector = actorOf(city, "inspector");
  const second = await addAccount(app, city, "inspector", "督学二");
  const idle = await addAccount(app, city, "inspector", "督学三");
  const supervisor = actorOf(city, "supervisor");
  const cycleId = expectOk(
    await openCycle(deps, db, supervisor, {
      year: 2022,
      templateId: "test-small",
      templateVersion: "2022",
      submitBy: "2023-03-01",
      reviewBy: "2023-06-30",
      districtIds: [first.id, other.id],
    }),
  );
  const cycle = await readCycle(db, cycleId);
  expectOk(
    await putDuties(deps, db, supervisor, cycleId, {
      version: cycle?.version ?? 1,
      duties: [
        { accountId: inspector.accountId, districtId: first.id, sections: null },
        { accountId: inspector.accountId, districtId: other.id, sections: null },
        { accountId: second.accountId, districtId: first.id, sections: ["funding"] },
      ],
    }),
  );
  return { city, districts: [first, other], cycleId, inspector, second, idle };
}

export type ReviewStage = "drafting" | "submitted" | "reviewing" | "returned";

/** Brings a filled district of a seeded city on to a stage; what was returned is 落实教育投入责任. */
export async function bringTo(
  app: Using,
  { inspector }: Pick<SeededCity, "inspector">,
  district: SeededOrganisation,
  stage: ReviewStage,
): Promise<void> {
  const { deps } = app;
  const { db } = deps.store;
  if (stage === "drafting") return;
  expectOk(await submitSubmission(deps, db, actorOf(district, "approver"), await headOf(app, district), {}));
  if (stage === "submitted") return;
  expectOk(await openReview(deps, db, inspector, submissionOf(district)));
  if (stage === "reviewing") return;
  const { version } = await db
    .selectFrom("submission_flow")
    .select("version")
    .where("submission_id", "=", submissionOf(district))
    .executeTakeFirstOrThrow();
  const items = [{ itemKey: "spending", reason: "请补充拨款文件" }];
  expectOk(await returnItems(deps, db, inspector, submissionOf(district), { version, due: "2999-01-01", items }));
}
