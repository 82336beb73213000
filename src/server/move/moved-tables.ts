import type { Schema } from "#server/store/schema.ts";

/** What is done with a table: its rows go along, or it only speaks of what one running installation has under way. */
const FATE: Record<keyof Schema, "moved" | "left"> = {
  setting: "moved",
  organisation: "moved",
  unit: "moved",
  auth_user: "moved",
  auth_session: "moved",
  auth_credential: "moved",
  auth_verification: "moved",
  account_profile: "moved",
  sign_in_failure: "moved",
  failed_sign_in: "moved",
  two_factor: "moved",
  recovery_code: "moved",
  submission: "moved",
  answer: "moved",
  answer_revision: "moved",
  assignment: "moved",
  evidence: "moved",
  evidence_link: "moved",
  evidence_revision: "moved",
  sign_off: "moved",
  comment_thread: "moved",
  comment: "moved",
  presence: "left",
  // files half-way in lie in the old folder: their owners choose them again
  upload: "left",
  upload_piece: "left",
  upload_lease: "left",
  thumbnail: "moved",
  carry: "moved",
  // of those that were imported it must stay known; what waits is sent again
  parcel: "moved",
  packaged_template: "moved",
  template_draft: "moved",
  template_draft_edit: "moved",
  published_template: "moved",
  submission_upgrade: "moved",
  submission_orphan: "moved",
  cycle: "moved",
  cycle_district: "moved",
  duty: "moved",
  submission_flow: "moved",
  flow_step: "moved",
  item_return: "moved",
  snapshot: "moved",
  snapshot_item: "moved",
  snapshot_file: "moved",
  snapshot_figure: "moved",
  snapshot_target: "moved",
  scan: "moved",
  verdict: "moved",
  verdict_revision: "moved",
  reading: "moved",
  phrase: "moved",
  conclusion: "moved",
  problem: "moved",
  problem_step: "moved",
  problem_evidence: "moved",
  audit_event: "moved",
  // the events move it themselves
  audit_head: "left",
};

const isTable = (name: string): name is keyof Schema => name in FATE;

/** In an order in which every row finds those that it refers to. */
export const MOVED_TABLES: readonly (keyof Schema)[] = Object.keys(FATE)
  .filter(isTable)
  .filter((table) => FATE[table] === "moved");
