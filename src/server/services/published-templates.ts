import { versionHash } from "#core/builder/version-hash.ts";
import { type Template, template } from "#core/template/schema.ts";
import { compareVersions } from "#core/template/version-order.ts";
import type { Db } from "#server/store/store.ts";
import type { Registry } from "#server/templates/registry.ts";

/** Read checklists by the hash of their content: what a hash names never changes, whichever process published it. */
const read = new Map<string, Template>();
const MOST_READ = 60;

function keep(hash: string, body: string): Template {
  const parsed = template.parse(JSON.parse(body));
  read.set(hash, parsed);
  for (const [oldest] of read) {
    if (read.size <= MOST_READ) break;
    read.delete(oldest);
  }
  return parsed;
}

export async function publishedTemplate(db: Db, id: string, version: string): Promise<Template | undefined> {
  const row = await db
    .selectFrom("published_template")
    .select("hash")
    .where("id", "=", id)
    .where("version", "=", version)
    .executeTakeFirst();
  return row && (read.get(row.hash) ?? (await readBody(db, id, version, row.hash)));
}

async function readBody(db: Db, id: string, version: string, hash: string): Promise<Template> {
  const { body } = await db
    .selectFrom("published_template")
    .select("body")
    .where("id", "=", id)
    .where("version", "=", version)
    .executeTakeFirstOrThrow();
  return keep(hash, body);
}

export interface KnownVersion {
  template: Template;
  hash: string;
  /** undefined = it came with the program */
  published: { at: string; by: string } | undefined;
}

const hashes = new WeakMap<Template, string>();
const hashOf = (of: Template): string => {
  const known = hashes.get(of) ?? versionHash(of);
  hashes.set(of, known);
  return known;
};

/**
 * Every version that work can be begun on, by checklist, newest first. One that was published here stands before one
 * of the same name that the program brought later: submissions are pinned to it.
 */
export async function knownVersions(db: Db, registry: Registry): Promise<KnownVersion[]> {
  const rows = await db
    .selectFrom("published_template")
    .innerJoin("auth_user", "auth_user.id", "published_template.published_by")
    .select(["published_template.id", "version", "hash", "published_at", "auth_user.name"])
    .execute();
  const published: KnownVersion[] = [];
  for (const { id, version, hash, published_at, name } of rows)
    published.push({
      template: read.get(hash) ?? (await readBody(db, id, version, hash)),
      hash,
      published: { at: published_at, by: name },
    });
  const bundled = registry.templates
    .filter((each) => !rows.some(({ id, version }) => id === each.id && version === each.version))
    .map((each): KnownVersion => ({ template: each, hash: hashOf(each), published: undefined }));
  return [...bundled, ...published].sort(byChecklist);
}

const byChecklist = ({ template: a }: KnownVersion, { template: b }: KnownVersion): number =>
  a.id < b.id ? -1 : a.id > b.id ? 1 : compareVersions(b.version, a.version);

export const knownTemplates = async (db: Db, registry: Registry): Promise<Template[]> =>
  (await knownVersions(db, registry)).map(({ template: each }) => each);
