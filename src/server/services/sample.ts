import { type Actor, ROLE_TEXT, ROLES_IN } from "#core/access/access.ts";
import { SAMPLE_ACCOUNTS } from "#core/access/sample-accounts.ts";
import { ok, type Result } from "#core/result.ts";
import { describedIn, fileAnswer } from "#core/submission/submission.ts";
import type { Deps } from "#server/deps.ts";
import { insertAccount } from "#server/services/accounts.ts";
import { recordFile, takeFile } from "#server/services/add-evidence.ts";
import { saveAnswer } from "#server/services/answers.ts";
import { record } from "#server/services/audit.ts";
import { linkEvidence } from "#server/services/evidence-links.ts";
import type { Failure } from "#server/services/failure.ts";
import { insertOrganisation } from "#server/services/organisation.ts";
import { readAssignments, readHead, type SubmissionHead } from "#server/services/submission-rows.ts";
import { createSubmission } from "#server/services/submissions.ts";
import type { Db } from "#server/store/store.ts";
import type { Sample } from "#server/templates/registry.ts";

type SampleAccount = (typeof SAMPLE_ACCOUNTS)[number];

const CITY = "重庆市人民政府教育督导室";
export const SAMPLE_USERNAMES = SAMPLE_ACCOUNTS.map(({ username }) => username);

/** The sample district and its city, through the same services as everybody's data, inside the caller's transaction. */
export async function loadSample(
  deps: Deps,
  tx: Db,
  passwordHash: string,
): Promise<Result<{ organisation: string; usernames: string[] }, Failure>> {
  const { sample } = deps.templates;
  if (!sample) throw new Error("there is no sample to load");
  const { district, template, year } = sample.submission;
  const organisation = await insertOrganisation(deps, tx, "district", district, true);
  const city = await insertOrganisation(deps, tx, "city", CITY, true);
  const [editorAccount, ...others] = [...SAMPLE_ACCOUNTS].sort((a, b) => writesFirst(a) - writesFirst(b));
  if (!editorAccount) throw new Error("the sample has no accounts");
  const editor = await insertSampleAccount(deps, tx, organisation, editorAccount, { unitId: null, passwordHash });
  if (!editor.ok) return editor;
  const submissionId = await createSubmission(deps, tx, editor.value, {
    templateId: template.id,
    templateVersion: template.version,
    year,
    deadline: null,
  });
  if (!submissionId.ok) return submissionId;
  const head = await readHead(tx, deps.templates, submissionId.value);
  if (!head) throw new Error("submission vanished inside its transaction");
  const filled = await fill(deps, tx, editor.value, head, sample);
  if (!filled.ok) return filled;
  const busiest = await busiestUnit(tx, head);
  for (const account of others) {
    const where = ROLES_IN.district.includes(account.role) ? organisation : city;
    const unitId = account.role === "contributor" ? busiest : null;
    const created = await insertSampleAccount(deps, tx, where, account, { unitId, passwordHash });
    if (!created.ok) return created;
  }
  return ok({ organisation: district, usernames: SAMPLE_USERNAMES });
}

/** The editor comes first: the submission is written in that account's name. */
const writesFirst = ({ role }: SampleAccount): number => (role === "editor" ? 0 : 1);

async function insertSampleAccount(
  { auth, clock }: Deps,
  tx: Db,
  organisation: Actor["organisation"],
  { username, role }: SampleAccount,
  { unitId, passwordHash }: { unitId: string | null; passwordHash: string },
): Promise<Result<Actor, Failure>> {
  const name = `${ROLE_TEXT[role]}（样例）`;
  const roles = [role];
  const inserted = await insertAccount(auth, tx, organisation, { username, name, roles, unitId, passwordHash });
  if (!inserted.ok) return inserted;
  await record(
    tx,
    { organisationId: organisation.id, accountId: null, at: clock() },
    { type: "account.created", accountId: inserted.value, username, roles },
  );
  return ok({ accountId: inserted.value, name, organisation, unitId: unitId ?? undefined, roles });
}

async function fill(
  deps: Deps,
  tx: Db,
  actor: Actor,
  head: SubmissionHead,
  sample: Sample,
): Promise<Result<void, Failure>> {
  for (const [itemKey, partial] of Object.entries(sample.submission.answers)) {
    const save = { base: 0, answer: fileAnswer(partial), key: `sample-${itemKey}`.slice(0, 64) };
    const saved = await saveAnswer(deps, tx, actor, head, itemKey, save);
    if (!saved.ok) return saved;
  }
  // each waits for the disk: together they wait about as long as one
  const files = await Promise.all(
    sample.submission.evidence.map(async (each) => {
      const fileName = each.file.split("/").at(-1) ?? each.file;
      return {
        each,
        taken: await takeFile(deps, { fileName, stream: await sample.open(each.file), expected: undefined }),
      };
    }),
  );
  for (const { each, taken } of files) {
    const [first, ...more] = each.links;
    if (!first) continue;
    if (!taken.ok) return taken;
    const described = {
      itemKey: first.item,
      slot: first.slot,
      title: each.title,
      inReport: each.inReport,
      pagesCited: first.pages,
      description: describedIn(each),
    };
    const added = await recordFile(deps, tx, actor, head, described, taken.value);
    if (!added.ok) return added;
    for (const link of more) {
      const linked = await linkEvidence(deps, tx, actor, head, {
        evidenceId: added.value.evidence.id,
        itemKey: link.item,
        slot: link.slot ?? null,
        pagesCited: link.pages,
      });
      if (!linked.ok) return linked;
    }
  }
  return ok(undefined);
}

/** The unit that most items were assigned to, so that a filler has something to do. */
export async function busiestUnit(tx: Db, head: SubmissionHead): Promise<string | null> {
  const counts = new Map<string, number>();
  for (const { unitId } of (await readAssignments(tx, head.id)).values())
    if (unitId !== null) counts.set(unitId, (counts.get(unitId) ?? 0) + 1);
  const [busiest] = [...counts].sort(([, a], [, b]) => b - a);
  return busiest?.[0] ?? null;
}
