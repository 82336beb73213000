import type { ColumnType, Generated } from "kysely";
import type {
  AuthCredentialTable,
  AuthSessionTable,
  AuthUserTable,
  AuthVerificationTable,
} from "#server/store/auth-schema.ts";
import type {
  PublishedTemplateTable,
  SubmissionOrphanTable,
  SubmissionUpgradeTable,
  TemplateDraftEditTable,
  TemplateDraftTable,
} from "#server/store/builder-schema.ts";
import type { ReviewSchema } from "#server/store/review-schema.ts";
import type { RecoveryCodeTable, TwoFactorTable } from "#server/store/two-factor-schema.ts";

/**
 * One schema for SQLite and PostgreSQL: instants are ISO strings in UTC, days YYYY-MM-DD, JSON is text, flags are 0 or 1.
 * The auth_ tables keep the column names of the session library.
 */
export interface Schema extends ReviewSchema {
  setting: SettingTable;
  organisation: OrganisationTable;
  unit: UnitTable;
  auth_user: AuthUserTable;
  auth_session: AuthSessionTable;
  auth_credential: AuthCredentialTable;
  auth_verification: AuthVerificationTable;
  account_profile: AccountProfileTable;
  sign_in_failure: SignInFailureTable;
  failed_sign_in: FailedSignInTable;
  two_factor: TwoFactorTable;
  recovery_code: RecoveryCodeTable;
  submission: SubmissionTable;
  answer: AnswerTable;
  answer_revision: AnswerRevisionTable;
  assignment: AssignmentTable;
  evidence: EvidenceTable;
  evidence_link: EvidenceLinkTable;
  evidence_revision: EvidenceRevisionTable;
  sign_off: SignOffTable;
  comment_thread: CommentThreadTable;
  comment: CommentTable;
  presence: PresenceTable;
  upload: UploadTable;
  upload_piece: UploadPieceTable;
  upload_lease: UploadLeaseTable;
  thumbnail: ThumbnailTable;
  carry: CarryTable;
  parcel: ParcelTable;
  packaged_template: PackagedTemplateTable;
  template_draft: TemplateDraftTable;
  template_draft_edit: TemplateDraftEditTable;
  published_template: PublishedTemplateTable;
  submission_upgrade: SubmissionUpgradeTable;
  submission_orphan: SubmissionOrphanTable;
  audit_event: AuditEventTable;
  audit_head: AuditHeadTable;
}

/** Facts about the installation: its signing secret, the hash of the set-up code, that set-up is done. */
export interface SettingTable {
  key: string;
  value: string;
}

export interface OrganisationTable {
  id: string;
  kind: "district" | "city";
  name: string;
  /** of the administrative division, six digits; unique */
  code: Generated<string | null>;
  created_at: string;
}

export interface UnitTable {
  id: string;
  organisation_id: string;
  name: string;
  /** in the order in which they were added: the checklist's own */
  position: number;
  created_at: string;
}

export interface AccountProfileTable {
  account_id: string;
  organisation_id: string;
  unit_id: string | null;
  /** JSON array of roles */
  roles: string;
  disabled: number;
  /** 1 = somebody else gave the password: it is changed first */
  password_due: Generated<number>;
  /** who took over when the person left */
  successor_id: Generated<string | null>;
}

/** Attempts since the last success, by name whether it exists or not. */
export interface SignInFailureTable {
  subject: string;
  attempts: number;
  last_at: string;
  locked_until: string | null;
}

/** How often it failed on a day of Beijing time; without an account: with names that nobody has. */
export interface FailedSignInTable {
  /** "" = nobody's */
  account_id: string;
  day: string;
  count: number;
  last_at: string;
}

export interface SubmissionTable {
  id: string;
  organisation_id: string;
  template_id: string;
  template_version: string;
  year: number;
  deadline: string | null;
  created_at: string;
}

/** The current answer of an item; `revision` equals its newest row in answer_revision. */
export interface AnswerTable {
  submission_id: string;
  item_key: string;
  revision: number;
  body: string;
  saved_at: string;
  saved_by: string;
}

/** Append-only. */
export interface AnswerRevisionTable extends AnswerTable {
  request_key: string;
  /** the earlier revision that this one brought back */
  restored_from: Generated<number | null>;
}

export interface AssignmentTable {
  submission_id: string;
  item_key: string;
  unit_id: string | null;
  due: string | null;
  /** grows with every change */
  version: Generated<number>;
}

/** No row = with its unit, never handed in. */
export interface SignOffTable {
  submission_id: string;
  item_key: string;
  state: "open" | "handed-in" | "taken-over" | "returned";
  /** the answer's revision when the state was entered */
  revision: number;
  reason: string | null;
  changed_at: string;
  changed_by: string;
  version: number;
}

export type ThreadSide = "district" | "review";

export interface CommentThreadTable {
  id: string;
  submission_id: string;
  item_key: string;
  /** the answer's revision that it speaks of */
  revision: number;
  opened_at: string;
  resolved_at: string | null;
  resolved_by: string | null;
  /** grows with every reply, and when it is resolved or opened again */
  version: number;
  /** the district's own remarks, or the city's in its review: neither sees the other's here */
  side: Generated<ThreadSide>;
  /** the frozen text that a remark of the review speaks of; its `revision` is the round */
  item_hash: Generated<string | null>;
}

/** Append-only. */
export interface CommentTable {
  id: string;
  thread_id: string;
  body: string;
  written_at: string;
  written_by: string;
  request_key: string;
}

/** Where somebody was last seen; at most one row per person and submission. */
export interface PresenceTable {
  submission_id: string;
  account_id: string;
  item_key: string | null;
  since: string;
  seen_at: string;
  writing: number;
}

/** A file's bytes as a record or one of its revisions names them. */
export interface FileColumns {
  file_name: string;
  media_type: string;
  /** PostgreSQL hands its big integers out as text */
  size: ColumnType<number | string, number, number>;
  sha256: string;
  /** JSON array */
  flags: Generated<string>;
  pages: number | null;
  width: number | null;
  height: number | null;
}

/** The file columns repeat those of the newest row in evidence_revision. */
export interface EvidenceTable extends FileColumns {
  id: string;
  submission_id: string;
  title: string;
  added_at: string;
  added_by: string;
  in_report: Generated<number>;
  issuer: Generated<string>;
  doc_number: Generated<string>;
  date: string | null;
  effective_from: string | null;
  effective_until: string | null;
  confidential: Generated<number>;
  revision: Generated<number>;
  /** taken out of the library; row, revisions and bytes stay */
  deleted_at: string | null;
  /** the report year that it was taken over from; null = somebody has vouched for it, or it is this year's own */
  carried: Generated<number | null>;
}

/** Append-only. */
export interface EvidenceRevisionTable extends FileColumns {
  evidence_id: string;
  revision: number;
  added_at: string;
  added_by: string;
}

export interface EvidenceLinkTable {
  evidence_id: string;
  item_key: string;
  slot: string | null;
  position: number;
  pages_cited: Generated<string>;
}

/** A file on its way: whose it is, where it belongs, and what it must turn out to be. */
export interface UploadTable {
  id: string;
  submission_id: string;
  account_id: string;
  /** where it is to stand; null where it replaces a record's file */
  item_key: string | null;
  slot: string | null;
  /** the record whose new file this is */
  replaces: string | null;
  file_name: string;
  /** PostgreSQL hands its big integers out as text */
  size: ColumnType<number | string, number, number>;
  sha256: string;
  expires_at: string;
  /** JSON: what was found in the bytes, once they are complete, are the announced ones and were accepted */
  inspection: string | null;
  outcome: string | null;
  evidence_id: string | null;
}

/** What has arrived of an upload in an object store. */
export interface UploadPieceTable {
  upload_id: string;
  start: ColumnType<number | string, number, never>;
  size: ColumnType<number | string, number, never>;
  key: string;
}

/** Which request of which process writes an upload; its instants are milliseconds by the database's own clock. */
export interface UploadLeaseTable {
  upload_id: string;
  holder: string;
  until: ColumnType<number | string, number, number>;
  asked: number;
}

/** A small JPEG of an image, in base64. */
export interface ThumbnailTable {
  submission_id: string;
  sha256: string;
  image: string;
}

/** A package that was checked: it waits for a decision, or has been imported. */
export interface ParcelTable {
  id: string;
  organisation_id: string;
  /** of its manifest: what makes it this package and no other */
  sha256: string;
  /** JSON: what was found in its files, by their SHA-256 */
  found: string;
  received_at: string;
  received_by: string;
  imported_at: string | null;
  submission_id: string | null;
}

/** A checklist that came with a package and is not installed. Never changes. */
export interface PackagedTemplateTable {
  id: string;
  version: string;
  body: string;
  added_at: string;
}

/** One time that something was taken over from an earlier year. */
export interface CarryTable {
  id: string;
  submission_id: string;
  source_id: string;
  from_year: number;
  request_key: string;
  applied_at: string;
  applied_by: string;
  /** JSON: the revisions before and after, and the records that were linked */
  body: string;
  undone_at: string | null;
  undone_by: string | null;
}

/** Append-only, and a chain: triggers refuse what does not follow the head, and every change of what is there. */
export interface AuditEventTable {
  /** the head's number and one */
  id: number;
  /** null = the installation itself */
  organisation_id: string | null;
  at: string;
  /** null = nobody signed in */
  account_id: string | null;
  body: string;
  previous_hash: string;
  hash: string;
  /** the event's type, for searching */
  kind: string;
  /** the submission that the event is about, for searching */
  submission_id: string | null;
}

/** One row: the newest entry of the log. Moved by the triggers. */
export interface AuditHeadTable {
  one: number;
  number: number;
  hash: string;
}
