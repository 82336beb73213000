import type { Actor } from "#core/access/access.ts";
import type { DraftState, NewDraft } from "#core/api/builder.ts";
import { draftAround, versionsBefore } from "#core/builder/begin.ts";
import { readTemplateFile } from "#core/builder/canonical.ts";
import { blankDraft, type Draft, draftFrom, draft as draftSchema } from "#core/builder/draft.ts";
import { ok, type Result } from "#core/result.ts";
import type { Template } from "#core/template/schema.ts";
import type { Deps } from "#server/deps.ts";
import { record } from "#server/services/audit.ts";
import { draftOfKey, readDraft } from "#server/services/draft-rows.ts";
import { type Failure, fail } from "#server/services/failure.ts";
import { knownTemplate } from "#server/services/known-template.ts";
import { knownTemplates } from "#server/services/published-templates.ts";
import { type Db, inTransaction } from "#server/store/store.ts";

type Using = Pick<Deps, "templates" | "clock" | "newId">;

export const versionTaken = ({ id, version }: Pick<Template, "id" | "version">) =>
  fail("template.version-taken", `清单 ${id} 已有 ${version} 版，请换一个版本号`, [
    { path: "version", code: "template.version-taken", message: "这个版本号已经用过，请换一个" },
  ]);

/** Begins a draft; the same request sent twice begins one. */
export const beginDraft = (
  using: Using,
  db: Db,
  actor: Actor,
  start: NewDraft,
  key: string,
): Promise<Result<DraftState, Failure>> => begin(using, db, actor, key, (known) => started(start, known));

function started(start: NewDraft, known: readonly Template[]): Result<Draft, Failure> {
  switch (start.from) {
    case "blank": {
      const { from: _, ...of } = start;
      return ok(draftAround(blankDraft(of).template, known));
    }
    case "table":
      return ok(draftAround(start.template, known));
    case "version": {
      const { base, version, year, title } = start;
      const found = known.find((each) => each.id === base.id && each.version === base.version);
      if (!found) return fail("template.unknown", "所选清单不存在，请重新选择");
      return ok(draftFrom(found, { version, year, title }, versionsBefore(known, base.id, base.version)));
    }
  }
}

/** From a checklist's file; what is wrong with it is told by its place. */
export const importTemplateFile = (
  using: Using,
  db: Db,
  actor: Actor,
  text: string,
  key: string,
): Promise<Result<DraftState, Failure>> => begin(using, db, actor, key, (known) => imported(text, known));

function imported(text: string, known: readonly Template[]): Result<Draft, Failure> {
  const read = readTemplateFile(text);
  if (read.ok) return ok(draftAround(read.value, known));
  const [first] = read.error;
  const place = first?.path === "" ? "" : `（${first?.path}）`;
  return fail("template.import-refused", `清单文件不能导入：${first?.message ?? "格式不正确"}${place}`, read.error);
}

const begin = (
  using: Using,
  db: Db,
  actor: Actor,
  key: string,
  make: (known: readonly Template[]) => Result<Draft, Failure>,
): Promise<Result<DraftState, Failure>> =>
  inTransaction(db, async (tx): Promise<Result<DraftState, Failure>> => {
    const organisationId = actor.organisation.id;
    const repeated = await draftOfKey(tx, organisationId, key);
    if (repeated) return ok(repeated);
    const made = make(await knownTemplates(tx, using.templates));
    if (!made.ok) return made;
    const parsed = draftSchema.safeParse(made.value);
    if (!parsed.success) return fail("draft.invalid", "草稿内容不符合格式，请检查后重试");
    const { template } = parsed.data;
    if (await knownTemplate(tx, using.templates, template.id, template.version)) return versionTaken(template);
    const [id, at] = [using.newId(), using.clock()];
    if (!(await insertDraft(tx, actor, id, at.toISOString(), parsed.data, key))) {
      const raced = await draftOfKey(tx, organisationId, key);
      return raced ? ok(raced) : fail("draft.exists", `清单 ${template.id} 已有一份草稿，请打开它继续编辑，或先放弃它`);
    }
    await record(
      tx,
      { organisationId, accountId: actor.accountId, at },
      {
        type: "template.draft-created",
        draftId: id,
        template: `${template.id} ${template.version}`,
        title: template.title,
      },
    );
    const begun = await readDraft(tx, id);
    if (!begun) throw new Error("draft row vanished inside its transaction");
    return ok(begun);
  });

/** False where the checklist has an open draft, or the request was sent before. */
async function insertDraft(tx: Db, actor: Actor, id: string, at: string, begun: Draft, key: string): Promise<boolean> {
  const { template } = begun;
  const body = JSON.stringify(begun);
  const inserted = await tx
    .insertInto("template_draft")
    .values({
      id,
      organisation_id: actor.organisation.id,
      template_id: template.id,
      version: template.version,
      year: template.year,
      title: template.title,
      state: "open",
      revision: 0,
      initial: body,
      body,
      request_key: key,
      created_at: at,
      created_by: actor.accountId,
      saved_at: at,
      saved_by: actor.accountId,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return inserted.numInsertedOrUpdatedRows === 1n;
}
