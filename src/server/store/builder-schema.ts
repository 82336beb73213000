/** A checklist while it is written; a checklist has one that is open. Version, year and title repeat the body's. */
export interface TemplateDraftTable {
  id: string;
  organisation_id: string;
  template_id: string;
  version: string;
  year: number;
  title: string;
  state: "open" | "published" | "discarded";
  /** of its newest row in template_draft_edit; 0 = as it was begun */
  revision: number;
  /** JSON: as it was begun */
  initial: string;
  /** JSON: as it stands */
  body: string;
  request_key: string;
  created_at: string;
  created_by: string;
  saved_at: string;
  saved_by: string;
}

/** Append-only: triggers refuse every change. */
export interface TemplateDraftEditTable {
  draft_id: string;
  revision: number;
  request_key: string;
  /** JSON array of edits */
  edits: string;
  amount: number;
  saved_at: string;
  saved_by: string;
}

/** Never changes: triggers refuse it. */
export interface PublishedTemplateTable {
  id: string;
  version: string;
  /** SHA-256 of its content */
  hash: string;
  body: string;
  draft_id: string;
  published_at: string;
  published_by: string;
}

/** One time that a submission was brought to another version of its checklist. */
export interface SubmissionUpgradeTable {
  id: string;
  submission_id: string;
  from_version: string;
  to_version: string;
  request_key: string;
  applied_at: string;
  applied_by: string;
  /** JSON: what was written, as far as taking it back needs it */
  body: string;
  undone_at: string | null;
  undone_by: string | null;
}

/** What an upgrade found no place for. Its content never changes. */
export interface SubmissionOrphanTable {
  id: string;
  submission_id: string;
  upgrade_id: string;
  position: number;
  /** JSON */
  body: string;
  settled_at: string | null;
  settled_by: string | null;
}
