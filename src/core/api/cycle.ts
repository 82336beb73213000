import { z } from "zod";
import { endpoint } from "#core/api/endpoint.ts";
import { progress } from "#core/api/submission-list.ts";
import { phase } from "#core/review/flow.ts";
import { ledgerTotals } from "#core/review/ledger.ts";
import { scoring } from "#core/review/scoring.ts";

const id = z.string().min(1).max(64);
const day = z.iso.date("日期应为“年-月-日”");
const inCycle = z.object({ cycleId: id });
const READING = ["session.required", "access.denied", "resource.not-found"] as const;

/** How many districts stand in which phase; `none` have not even begun. */
export const phaseCounts = z.object({
  none: z.int(),
  drafting: z.int(),
  submitted: z.int(),
  reviewing: z.int(),
  returned: z.int(),
  concluded: z.int(),
});
export type PhaseCounts = z.infer<typeof phaseCounts>;

export const cycleSummary = z.object({
  id,
  year: z.int(),
  template: z.object({ id: z.string(), version: z.string(), title: z.string() }),
  submitBy: day,
  reviewBy: day,
  districts: z.int(),
  phases: phaseCounts,
  openedAt: z.iso.datetime(),
});
export type CycleSummary = z.infer<typeof cycleSummary>;

export const listCycles = endpoint({
  method: "GET",
  path: "/api/cycles",
  action: "cycle.read",
  summary: "The cycles of one's city, newest year first",
  response: z.array(cycleSummary),
  errors: ["session.required", "access.denied"],
});

export const cycleChoices = endpoint({
  method: "GET",
  path: "/api/cycle-choices",
  action: "cycle.read",
  summary: "The districts that a cycle can have, and the inspectors that can be assigned",
  response: z.object({
    districts: z.array(z.object({ id, name: z.string() })),
    inspectors: z.array(z.object({ accountId: id, name: z.string() })),
  }),
  errors: ["session.required", "access.denied"],
});

const districtIds = z.array(id).min(1, "请至少选择一个区县").max(200);

export const openCycle = endpoint({
  method: "POST",
  path: "/api/cycles",
  action: "cycle.manage",
  summary:
    "Open a year with a checklist, deadlines and districts; what was started before with the same checklist joins",
  body: z.strictObject({
    year: z.int().min(2000).max(2100),
    templateId: z.string().max(100),
    templateVersion: z.string().max(20),
    submitBy: day,
    reviewBy: day,
    districtIds,
    /** absent = equal shares of 100 points, the default bands and formula */
    scoring: scoring.optional(),
  }),
  response: z.object({ id }),
  errors: [
    "request.invalid",
    "session.required",
    "access.denied",
    "template.unknown",
    "cycle.exists",
    "cycle.district",
  ],
});

/** Which sections of a district an inspector reads; null = all of it, cover and chapters included. */
export const duty = z.object({
  accountId: id,
  districtId: id,
  sections: z.array(z.string().max(60)).min(1).max(60).nullable(),
});
export type Duty = z.infer<typeof duty>;

export const cycle = z.object({
  ...cycleSummary.omit({ districts: true, phases: true }).shape,
  city: z.string(),
  /** grows with every change of the cycle or its duties */
  version: z.int(),
  districts: z.array(z.object({ id, name: z.string() })),
  duties: z.array(
    z.object({
      ...duty.shape,
      inspector: z.string(),
      /** whose it was before that person left */
      takenOverFrom: z.string().nullable(),
    }),
  ),
  scoring,
  /** points, bands and formula can be changed until the first review is concluded */
  scoringOpen: z.boolean(),
});
export type CycleDetail = z.infer<typeof cycle>;

export const getCycle = endpoint({
  method: "GET",
  path: "/api/cycles/:cycleId",
  action: "cycle.read",
  summary: "One cycle with its districts, duties and scoring",
  params: inCycle,
  response: cycle,
  errors: READING,
});

export const changeCycle = endpoint({
  method: "PATCH",
  path: "/api/cycles/:cycleId",
  action: "cycle.manage",
  summary: "Change deadlines, districts or scoring on top of a version; what is left out stays",
  params: inCycle,
  body: z.strictObject({
    version: z.int(),
    submitBy: day.optional(),
    reviewBy: day.optional(),
    districtIds: districtIds.optional(),
    scoring: scoring.optional(),
  }),
  response: cycle,
  errors: ["request.invalid", ...READING, "cycle.stale", "cycle.district", "cycle.scoring-closed"],
});

export const putDuties = endpoint({
  method: "PUT",
  path: "/api/cycles/:cycleId/duties",
  action: "cycle.manage",
  summary: "Who reads which sections of which district: the whole table at once, on top of a version",
  params: inCycle,
  body: z.strictObject({ version: z.int(), duties: z.array(z.strictObject(duty.shape)).max(5000) }),
  response: cycle,
  errors: ["request.invalid", ...READING, "cycle.stale"],
});

export const districtProgress = z.object({
  districtId: id,
  district: z.string(),
  /** null = not begun, or begun with another checklist */
  submissionId: id.nullable(),
  phase: phase.nullable(),
  round: z.int(),
  /** of the draft; of a frozen version once there is one */
  progress: progress.nullable(),
  submittedAt: z.iso.datetime().nullable(),
  concludedAt: z.iso.datetime().nullable(),
  /** not submitted, and the day has passed; or returned, and that day has */
  overdue: z.boolean(),
  /** items returned and not yet answered, and when they are due */
  returned: z.int(),
  returnDue: day.nullable(),
  /** items with a settled word, of all that somebody has to read */
  reviewed: z.int(),
  toReview: z.int(),
  inspectors: z.array(z.string()),
  totals: ledgerTotals.nullable(),
  grade: z.string().nullable(),
});
export type DistrictProgress = z.infer<typeof districtProgress>;

export const cycleProgress = endpoint({
  method: "GET",
  path: "/api/cycles/:cycleId/progress",
  action: "cycle.read",
  summary: "How far every district is, on one screen; of drafts only figures",
  params: inCycle,
  response: z.array(districtProgress),
  errors: READING,
});

/** One cell of the heat map: decimals as text; null = nothing to show yet. */
export const overviewCell = z.object({
  sectionKey: z.string(),
  points: z.string(),
  self: z.string().nullable(),
  verified: z.string().nullable(),
  /** items of the section by their settled word */
  verdicts: z.object({
    met: z.int(),
    "mostly-met": z.int(),
    "needs-material": z.int(),
    "not-met": z.int(),
    none: z.int(),
  }),
});

export const targetCounts = z.object({
  reached: z.int(),
  "on-course": z.int(),
  behind: z.int(),
  open: z.int(),
  none: z.int(),
});

export const overview = z.object({
  sections: z.array(z.object({ key: z.string(), heading: z.string() })),
  districts: z.array(
    z.object({
      districtId: id,
      district: z.string(),
      submissionId: id.nullable(),
      phase: phase.nullable(),
      /** empty until the first version is frozen */
      cells: z.array(overviewCell),
      totals: ledgerTotals.nullable(),
      grade: z.string().nullable(),
      /** plan targets by how the frozen figures stand to them */
      targets: targetCounts.nullable(),
    }),
  ),
  /** how many districts stood in which phase at the end of each day on which something changed */
  progress: z.array(z.object({ day, phases: phaseCounts })),
  /** figures whose distribution can be asked for */
  indicators: z.array(z.object({ fieldKey: z.string(), label: z.string(), unit: z.string(), districts: z.int() })),
});
export type Overview = z.infer<typeof overview>;

export const cycleOverview = endpoint({
  method: "GET",
  path: "/api/cycles/:cycleId/overview",
  action: "overview.read",
  summary: "Districts by sections, progress over time, plan targets reached, and which figures can be compared",
  params: inCycle,
  response: overview,
  errors: READING,
});

export const distribution = z.object({
  fieldKey: z.string(),
  label: z.string(),
  unit: z.string(),
  /** legal limits of the report year */
  thresholds: z.array(
    z.object({ operator: z.enum([">=", ">", "<=", "<", "="]), value: z.string(), source: z.string() }),
  ),
  /** decimals in `unit`, smallest first */
  values: z.array(z.object({ districtId: id, district: z.string(), value: z.string() })),
  median: z.string().nullable(),
});
export type Distribution = z.infer<typeof distribution>;

export const cycleDistribution = endpoint({
  method: "GET",
  path: "/api/cycles/:cycleId/figures/:fieldKey",
  action: "overview.read",
  summary: "One figure in the newest frozen version of every district",
  params: inCycle.extend({ fieldKey: z.string().min(1).max(40) }),
  response: distribution,
  errors: READING,
});

/** Plan targets one by one, for the table behind the counts. */
export const cycleTargets = endpoint({
  method: "GET",
  path: "/api/cycles/:cycleId/targets",
  action: "overview.read",
  summary: "Every plan target of every district: what is aimed at, the frozen figure, and how it stands",
  params: inCycle,
  response: z.array(
    z.object({
      districtId: id,
      district: z.string(),
      plan: z.string(),
      indicator: z.string(),
      itemKey: z.string(),
      fieldKey: z.string(),
      /** 2025年不低于95% */
      target: z.string(),
      value: z.string().nullable(),
      unit: z.string(),
      state: z.enum(["reached", "on-course", "behind", "open", "none"]),
    }),
  ),
  errors: READING,
});
