import { z } from "zod";
import { endpoint } from "#core/api/endpoint.ts";
import { phase } from "#core/review/flow.ts";

const id = z.string().min(1).max(64);
const itemKey = z.string().min(1).max(100);
const day = z.iso.date();

export const progress = z.object({ items: z.int(), done: z.int(), complete: z.int(), started: z.int() });

/** An item that still has something to be done, for the list on the first screen. */
export const openItem = z.object({
  itemKey,
  /** "5.", "二、" or nothing */
  label: z.string(),
  heading: z.string(),
  state: z.enum(["empty", "started", "complete", "done"]),
  /** sent back to the unit: it is theirs again */
  returned: z.boolean(),
  /** how many required things are missing */
  missing: z.int(),
  due: day.nullable(),
});
export type OpenItem = z.infer<typeof openItem>;

export const submissionSummary = z.object({
  id,
  title: z.string(),
  district: z.string(),
  year: z.int(),
  template: z.object({ id: z.string(), version: z.string() }),
  deadline: day.nullable(),
  /** where it stands between district and city */
  phase,
  /** what the city has sent back and wants answered, and the first day that is due; null = nothing, or not the reader's to know */
  sentBack: z.object({ items: z.int(), due: day }).nullable(),
  progress,
  /** what is assigned to the reader's own unit; null where nothing is */
  mine: progress
    .extend({
      nextDue: day.nullable(),
      overdue: z.int(),
      /** done, but not handed in */
      ready: z.int(),
      /** sent back by the editor */
      returned: z.int(),
      handedIn: z.int(),
      takenOver: z.int(),
    })
    .nullable(),
  /** items that wait for the editor to take them over */
  waiting: z.int(),
  /** answers and evidence that an upgrade of the checklist left without a home and nobody has dealt with yet */
  leftover: z.int(),
  /** the reader's next items (the own unit's where some are assigned to it), most pressing first, at most eight; empty where the content is closed */
  next: z.array(openItem),
  /** whether the content can be opened, or only the progress is shown */
  readable: z.boolean(),
  updatedAt: z.iso.datetime(),
});
export type SubmissionSummary = z.infer<typeof submissionSummary>;

export const listSubmissions = endpoint({
  method: "GET",
  path: "/api/submissions",
  action: "submission.list",
  summary: "Submissions that the reader may see, newest year first",
  response: z.array(submissionSummary),
  errors: ["session.required"],
});
