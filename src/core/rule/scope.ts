import type { Field } from "#core/field/definition.ts";
import type { Lookup } from "#core/narrative/resolve.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";
import type { Item } from "#core/template/schema.ts";

/** What every check may look at: the whole submission, indexed by field key. */
export interface CheckScope {
  content: SubmissionContent;
  fields: ReadonlyMap<string, { field: Field; item: Item }>;
  lookup: Lookup;
}
