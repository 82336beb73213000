import type { Generated } from "kysely";

/**
 * One schema for SQLite and PostgreSQL: instants are ISO strings in UTC, days YYYY-MM-DD, JSON is text, flags are 0 or 1.
 * The auth_ tables keep the column names of the session library.
 */
export interface Schema {
  setting: SettingTable;
  organisation: OrganisationTable;
  unit: UnitTable;
  auth_user: AuthUserTable;
  auth_session: AuthSessionTable;
  auth_credential: AuthCredentialTable;
  auth_verification: AuthVerificationTable;
  account_profile: AccountProfileTable;
  sign_in_failure: SignInFailureTable;
  submission: SubmissionTable;
  answer: AnswerTable;
  answer_revision: AnswerRevisionTable;
  assignment: AssignmentTable;
  evidence: EvidenceTable;
  evidence_link: EvidenceLinkTable;
  audit_event: AuditEventTable;
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

export interface AuthUserTable {
  id: string;
  name: string;
  email: string;
  emailVerified: number;
  image: string | null;
  username: string;
  createdAt: string;
  updatedAt: string;
}

export interface AuthSessionTable {
  id: string;
  userId: string;
  token: string;
  expiresAt: string;
  ipAddress: string | null;
  userAgent: string | null;
  createdAt: string;
  updatedAt: string;
}

export interface AuthCredentialTable {
  id: string;
  userId: string;
  accountId: string;
  providerId: string;
  issuer: string | null;
  accessToken: string | null;
  refreshToken: string | null;
  idToken: string | null;
  accessTokenExpiresAt: string | null;
  refreshTokenExpiresAt: string | null;
  scope: string | null;
  password: string | null;
  createdAt: string;
  updatedAt: string;
}

export interface AuthVerificationTable {
  id: string;
  identifier: string;
  value: string;
  expiresAt: string;
  createdAt: string;
  updatedAt: string;
}

export interface AccountProfileTable {
  account_id: string;
  organisation_id: string;
  unit_id: string | null;
  /** JSON array of roles */
  roles: string;
  disabled: number;
}

/** Attempts since the last success, by name whether it exists or not. */
export interface SignInFailureTable {
  subject: string;
  attempts: number;
  last_at: string;
  locked_until: string | null;
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
}

export interface AssignmentTable {
  submission_id: string;
  item_key: string;
  unit_id: string | null;
  due: string | null;
}

export interface EvidenceTable {
  id: string;
  submission_id: string;
  title: string;
  file_name: string;
  media_type: string;
  size: number;
  sha256: string;
  added_at: string;
  added_by: string;
  in_report: Generated<number>;
}

export interface EvidenceLinkTable {
  evidence_id: string;
  item_key: string;
  slot: string | null;
  position: number;
}

export interface AuditEventTable {
  id: Generated<number>;
  /** null = the installation itself */
  organisation_id: string | null;
  at: string;
  /** null = nobody signed in */
  account_id: string | null;
  body: string;
}
