import type { Actor } from "#core/access/access.ts";
import type { DraftState, TemplateVersion } from "#core/api/builder.ts";
import { withDropped } from "#core/builder/begin.ts";
import { publishable } from "#core/builder/check.ts";
import { difference } from "#core/builder/difference.ts";
import { versionHash } from "#core/builder/version-hash.ts";
import { ok, type Result } from "#core/result.ts";
import { type Template, template as templateSchema } from "#core/template/schema.ts";
import type { Deps } from "#server/deps.ts";
import { record } from "#server/services/audit.ts";
import { versionTaken } from "#server/services/begin-draft.ts";
import { holdDraft } from "#server/services/draft-rows.ts";
import { type Failure, fail, notFound } from "#server/services/failure.ts";
import { knownTemplate } from "#server/services/known-template.ts";
import { baseIn, checkAgainst, goneItems } from "#server/services/publish-preview.ts";
import { knownTemplates, knownVersions } from "#server/services/published-templates.ts";
import { closed, stale } from "#server/services/save-draft.ts";
import { versionOf } from "#server/services/template-versions.ts";
import { type Db, inTransaction } from "#server/store/store.ts";

type Using = Pick<Deps, "templates" | "clock">;

export interface Publishing {
  /** the one that was looked at: a save in between stops it */
  revision: number;
  reasons: Readonly<Record<string, string>>;
}

/** From here on the version never changes. The same request again gets the first outcome. */
export const publishDraft = (
  using: Using,
  db: Db,
  actor: Actor,
  draftId: string,
  { revision, reasons }: Publishing,
): Promise<Result<TemplateVersion, Failure>> =>
  inTransaction(db, async (tx): Promise<Result<TemplateVersion, Failure>> => {
    const current = await holdDraft(tx, draftId);
    if (!current) return notFound();
    if (current.state === "discarded") return closed(current.state);
    if (current.state === "published")
      return current.revision === revision ? ok(await outcome(using, tx, current)) : closed(current.state);
    if (current.revision !== revision) return stale(current.savedBy);
    const known = await knownTemplates(tx, using.templates);
    const base = baseIn(current, known);
    const ready = readyToPublish(using, current, known, base, reasons);
    if (!ready.ok) return ready;
    const published = ready.value;
    if (await knownTemplate(tx, using.templates, published.id, published.version)) return versionTaken(published);
    const at = using.clock();
    const hash = versionHash(published);
    const inserted = await tx
      .insertInto("published_template")
      .values({
        id: published.id,
        version: published.version,
        hash,
        body: JSON.stringify(published),
        draft_id: draftId,
        published_at: at.toISOString(),
        published_by: actor.accountId,
      })
      .onConflict((conflict) => conflict.columns(["id", "version"]).doNothing())
      .executeTakeFirstOrThrow();
    if (inserted.numInsertedOrUpdatedRows === 0n) return versionTaken(published);
    await tx.updateTable("template_draft").set({ state: "published" }).where("id", "=", draftId).execute();
    await record(
      tx,
      { organisationId: actor.organisation.id, accountId: actor.accountId, at },
      {
        type: "template.published",
        draftId,
        template: `${published.id} ${published.version}`,
        title: published.title,
        hash,
        summary: base ? difference(base, published).summary : "首个版本",
      },
    );
    return ok(await outcome(using, tx, current));
  });

/** The checklist as it will stand for good, or what is still wrong with it. */
function readyToPublish(
  { templates }: Using,
  current: DraftState,
  known: readonly Template[],
  base: Template | undefined,
  reasons: Publishing["reasons"],
): Result<Template, Failure> {
  const { template } = current.draft;
  const filled = base ? withDropped(template, base, reasons, goneItems(base, template)) : template;
  const faults = checkAgainst({ draft: { ...current.draft, template: filled } }, known, templates.indicators);
  const errors = faults.filter(({ severity }) => severity === "error");
  const parsed = templateSchema.safeParse(filled);
  if (publishable(faults) && parsed.success) {
    const { $schema: _, ...published } = parsed.data;
    return ok(published);
  }
  const details = errors.map(({ path, code, message }) => ({ path, code, message }));
  return fail("template.faulty", `清单还有${Math.max(errors.length, 1)}处错误，改正后才能发布`, details);
}

async function outcome({ templates }: Using, tx: Db, { templateId, version }: DraftState): Promise<TemplateVersion> {
  const all = await knownVersions(tx, templates);
  const own = all.find(({ template }) => template.id === templateId && template.version === version);
  if (!own) throw new Error("published version vanished inside its transaction");
  return versionOf(
    own,
    all.map(({ template }) => template),
  );
}
