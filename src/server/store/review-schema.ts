import type { ColumnType, Generated } from "kysely";
import type { FlowEvent, Phase } from "#core/review/flow.ts";
import type { ProblemEvent, ProblemState } from "#core/review/problem.ts";
import type { VerdictKind } from "#core/review/verdict.ts";

/** Cycles, frozen versions, reviews and rectification. */
export interface ReviewSchema {
  cycle: CycleTable;
  cycle_district: CycleDistrictTable;
  duty: DutyTable;
  submission_flow: SubmissionFlowTable;
  flow_step: FlowStepTable;
  snapshot: SnapshotTable;
  snapshot_item: SnapshotItemTable;
  snapshot_file: SnapshotFileTable;
  snapshot_figure: SnapshotFigureTable;
  snapshot_target: SnapshotTargetTable;
  scan: ScanTable;
  verdict: VerdictTable;
  verdict_revision: VerdictRevisionTable;
  item_return: ItemReturnTable;
  reading: ReadingTable;
  phrase: PhraseTable;
  conclusion: ConclusionTable;
  problem: ProblemTable;
  problem_step: ProblemStepTable;
  problem_evidence: ProblemEvidenceTable;
}

/** A city's year. A district's submission of that year with the same checklist belongs to it, whenever it was started. */
export interface CycleTable {
  id: string;
  /** the city */
  organisation_id: string;
  year: number;
  template_id: string;
  template_version: string;
  submit_by: string;
  review_by: string;
  /** JSON */
  scoring: string;
  opened_at: string;
  /** grows with every change of the cycle, its districts or its duties */
  version: number;
}

export interface CycleDistrictTable {
  cycle_id: string;
  organisation_id: string;
  /** the cycle's: a district is in one cycle a year */
  year: number;
}

export interface DutyTable {
  cycle_id: string;
  account_id: string;
  /** the district */
  organisation_id: string;
  /** JSON array of section keys; null = all of it */
  sections: string | null;
  /** whose duty it was before that person left */
  taken_over_from: Generated<string | null>;
}

/** Every submission has one row: whoever writes its content shares it, whoever freezes it takes it alone. */
export interface SubmissionFlowTable {
  submission_id: string;
  phase: Phase;
  /** how many versions have been frozen */
  round: number;
  /** the version that stands, not recalled; null = none */
  current_round: number | null;
  version: number;
}

/** Append-only. */
export interface FlowStepTable {
  submission_id: string;
  /** the flow's version that it led to */
  version: number;
  event: FlowEvent;
  from_phase: Phase;
  to_phase: Phase;
  round: number;
  at: string;
  account_id: string;
  reason: string | null;
}

/** Append-only: a frozen version as the text that its hash is taken of. */
export interface SnapshotTable {
  submission_id: string;
  round: number;
  hash: string;
  body: string;
  /** JSON: last year's own figures as they were known then; null = none */
  last_year: string | null;
  /** the returned version that it answers; null = the first one */
  base_round: number | null;
  submitted_at: string;
  submitted_by: string;
}

/** Append-only: one item of a frozen version, with what lists ask for in columns of its own. */
export interface SnapshotItemTable {
  submission_id: string;
  round: number;
  item_key: string;
  hash: string;
  self_score: string | null;
  evidence: number;
  /** findings that the district has explained */
  explained: number;
  /** 1 = says something else than the version that was returned */
  changed: number;
  body: string;
}

/** Append-only. */
export interface SnapshotFileTable {
  submission_id: string;
  round: number;
  item_key: string;
  evidence_id: string;
  sha256: string;
}

/** Append-only: a number field's figure, in the field's unit. */
export interface SnapshotFigureTable {
  submission_id: string;
  round: number;
  field_key: string;
  value: string;
}

/** Append-only: how the figures stood to the plans. */
export interface SnapshotTargetTable {
  submission_id: string;
  round: number;
  position: number;
  item_key: string;
  state: "reached" | "on-course" | "behind" | "open" | "none";
  body: string;
}

/** Append-only; the newest of a version counts. */
export interface ScanTable {
  id: string;
  submission_id: string;
  round: number;
  /** of the version that it prints */
  hash: string;
  file_name: string;
  /** PostgreSQL hands its big integers out as text */
  size: ColumnType<number | string, number, number>;
  sha256: string;
  added_at: string;
  added_by: string;
}

/** An inspector's newest word on an item; equals its newest row in verdict_revision. */
export interface VerdictTable {
  submission_id: string;
  item_key: string;
  account_id: string;
  revision: number;
  round: number;
  item_hash: string;
  verdict: VerdictKind;
  score: string | null;
  /** JSON */
  deductions: string;
  opinion: string;
  agenda: number;
  at: string;
}

/** Append-only. */
export interface VerdictRevisionTable extends VerdictTable {
  request_key: string;
}

export interface ItemReturnTable {
  submission_id: string;
  item_key: string;
  /** the version that it was returned from */
  round: number;
  reason: string;
  due: string;
  returned_at: string;
  returned_by: string;
  /** the version that answers it; null = writable for the district */
  answered_round: number | null;
}

/** Which text of an item somebody has read. */
export interface ReadingTable {
  submission_id: string;
  item_key: string;
  account_id: string;
  item_hash: string;
  read_at: string;
}

export interface PhraseTable {
  id: string;
  organisation_id: string;
  account_id: string;
  text: string;
  verdict: VerdictKind | null;
  item_key: string | null;
  shared: number;
  added_at: string;
}

/** Append-only; the newest counts while the submission is concluded. */
export interface ConclusionTable {
  submission_id: string;
  /** the flow's version that it led to */
  version: number;
  round: number;
  hash: string;
  body: string;
  concluded_at: string;
  concluded_by: string;
}

export interface ProblemTable {
  id: string;
  submission_id: string;
  number: number;
  item_key: string;
  text: string;
  state: ProblemState;
  measure: string;
  unit: string;
  person: string;
  due: string | null;
  version: number;
  found_at: string;
  /** a later conclusion no longer names it */
  withdrawn_at: string | null;
}

/** Append-only. */
export interface ProblemStepTable {
  problem_id: string;
  version: number;
  event: ProblemEvent;
  from_state: ProblemState;
  to_state: ProblemState;
  note: string;
  at: string;
  account_id: string;
}

export interface ProblemEvidenceTable {
  id: string;
  problem_id: string;
  file_name: string;
  media_type: string;
  /** PostgreSQL hands its big integers out as text */
  size: ColumnType<number | string, number, number>;
  sha256: string;
  added_at: string;
  added_by: string;
  removed_at: string | null;
}
