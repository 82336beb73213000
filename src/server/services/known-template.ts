import { canonical } from "#core/answer/canonical.ts";
import { type Template, template } from "#core/template/schema.ts";
import { publishedTemplate } from "#server/services/published-templates.ts";
import type { Db } from "#server/store/store.ts";
import { findTemplate, type Registry } from "#server/templates/registry.ts";

/** A checklist that was published here, one that is installed, or one that came with a package. */
export async function knownTemplate(
  db: Db,
  registry: Registry,
  id: string,
  version: string,
): Promise<Template | undefined> {
  const installed = (await publishedTemplate(db, id, version)) ?? findTemplate(registry, id, version);
  if (installed) return installed;
  const row = await db
    .selectFrom("packaged_template")
    .select("body")
    .where("id", "=", id)
    .where("version", "=", version)
    .executeTakeFirst();
  return row && template.parse(JSON.parse(row.body));
}

export const keepTemplate = (tx: Db, kept: Template, at: Date): Promise<unknown> =>
  tx
    .insertInto("packaged_template")
    .values({ id: kept.id, version: kept.version, body: JSON.stringify(kept), added_at: at.toISOString() })
    .onConflict((conflict) => conflict.columns(["id", "version"]).doNothing())
    .execute();

/** Where a checklist's file lies in its folder is no part of it. */
export const sameTemplate = ({ $schema: _, ...a }: Template, { $schema: __, ...b }: Template): boolean =>
  canonical(a) === canonical(b);
