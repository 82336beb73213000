import { z } from "zod";
import { role } from "#core/access/access.ts";
import { endpoint } from "#core/api/endpoint.ts";
import { organisationName, personName, username } from "#core/api/system.ts";
import { LONGEST_CELL, MOST_COLUMNS, MOST_SENT_ROWS } from "#core/people/table.ts";

const id = z.string().min(1).max(64);

/** A spreadsheet's cells as text; what is wrong with one is told with its place, so nothing but size is refused here. */
const rows = z
  .array(z.array(z.string().max(LONGEST_CELL + 1)).max(MOST_COLUMNS))
  .min(1, "表格是空的")
  .max(MOST_SENT_ROWS, "表格行数过多，请分成几个文件上传");

const rowPlan = z.object({
  /** as the file counts its rows */
  row: z.int(),
  name: z.string(),
  username: z.string(),
  action: z.enum(["create", "change", "disable", "same", "fault"]),
  says: z.array(z.string()),
  faults: z.array(z.object({ column: z.string(), message: z.string() })),
});
export type RowPlan = z.infer<typeof rowPlan>;

const sheetPlan = z.object({
  rows: z.array(rowPlan),
  /** about all rows together */
  faults: z.array(z.string()),
  /** of what is shown: what is confirmed is this and nothing else */
  digest: z.string(),
});
export type SheetPlan = z.infer<typeof sheetPlan>;

const confirmed = z.strictObject({
  rows,
  digest: z.string().max(64),
  /** false = nobody signs in by a password here */
  passwords: z.boolean(),
});

/** Told this once and never again: only their hashes are kept. */
const initialPassword = z.object({
  name: z.string(),
  username: z.string(),
  unit: z.string(),
  password: z.string(),
});
export type InitialPassword = z.infer<typeof initialPassword>;

const outcome = z.object({
  created: z.int(),
  changed: z.int(),
  disabled: z.int(),
  passwords: z.array(initialPassword),
});
export type SheetOutcome = z.infer<typeof outcome>;

export const planAccounts = endpoint({
  method: "POST",
  path: "/api/accounts/sheet-plan",
  action: "account.manage",
  summary: "What a spreadsheet of people would do; nothing is written",
  body: z.strictObject({ rows }),
  response: sheetPlan,
  errors: ["request.invalid", "session.required", "access.denied", "people.sheet-faulty"],
});
export const importAccounts = endpoint({
  method: "POST",
  path: "/api/accounts/sheet",
  action: "account.manage",
  summary: "Write a spreadsheet of people as it was shown, all of it or nothing",
  body: confirmed,
  response: outcome,
  errors: ["request.invalid", "session.required", "access.denied", "people.sheet-faulty", "people.plan-changed"],
});

export const handOverPlan = z.object({
  /** what happens, a sentence each */
  says: z.array(z.string()),
  /** given to the successor */
  roles: z.array(role),
  digest: z.string(),
});
export type HandOverPlan = z.infer<typeof handOverPlan>;

const HAND_OVER_ERRORS = [
  "request.invalid",
  "session.required",
  "access.denied",
  "resource.not-found",
  "account.successor",
  "account.last-administrator",
] as const;

export const planHandOver = endpoint({
  method: "GET",
  path: "/api/accounts/:accountId/hand-over",
  action: "account.manage",
  summary: "What goes over to whom when a person leaves; nothing is written",
  params: z.object({ accountId: id }),
  query: z.object({ to: id }),
  response: handOverPlan,
  errors: HAND_OVER_ERRORS,
});
export const handOver = endpoint({
  method: "POST",
  path: "/api/accounts/:accountId/hand-over",
  action: "account.manage",
  summary: "A person leaves: the account ends, the work goes to the successor",
  params: z.object({ accountId: id }),
  body: z.strictObject({ to: id, digest: z.string().max(64) }),
  errors: [...HAND_OVER_ERRORS, "people.plan-changed", "submission.frozen"],
});

const code = z
  .string()
  .trim()
  .regex(/^[1-9]\d{5}$/, "行政区划代码为6位数字")
  .nullable();

export const district = z.object({
  id,
  name: z.string(),
  code: z.string().nullable(),
  createdAt: z.iso.datetime(),
  /** names of those who can sign in and manage its accounts */
  administrators: z.array(z.string()),
  accounts: z.int(),
});
export type District = z.infer<typeof district>;

export const listDistricts = endpoint({
  method: "GET",
  path: "/api/districts",
  action: "organisation.manage",
  summary: "The districts of the installation",
  response: z.array(district),
  errors: ["session.required", "access.denied"],
});
export const addDistrict = endpoint({
  method: "POST",
  path: "/api/districts",
  action: "organisation.manage",
  summary: "Add a district with its first administrator, whose initial password is told once",
  body: z.strictObject({ name: organisationName, code, administrator: z.strictObject({ name: personName, username }) }),
  response: initialPassword,
  errors: [
    "request.invalid",
    "session.required",
    "access.denied",
    "organisation.name-taken",
    "organisation.code-taken",
    "account.username-taken",
  ],
});
export const changeDistrict = endpoint({
  method: "PATCH",
  path: "/api/districts/:districtId",
  action: "organisation.manage",
  summary: "Change a district's name or code",
  params: z.object({ districtId: id }),
  body: z.strictObject({ name: organisationName, code }),
  errors: [
    "request.invalid",
    "session.required",
    "access.denied",
    "resource.not-found",
    "organisation.name-taken",
    "organisation.code-taken",
  ],
});
export const addDistrictAdministrator = endpoint({
  method: "POST",
  path: "/api/districts/:districtId/administrators",
  action: "organisation.manage",
  summary: "Give a district one more administrator, whose initial password is told once",
  params: z.object({ districtId: id }),
  body: z.strictObject({ name: personName, username }),
  response: initialPassword,
  errors: ["request.invalid", "session.required", "access.denied", "resource.not-found", "account.username-taken"],
});
export const planDistricts = endpoint({
  method: "POST",
  path: "/api/districts/sheet-plan",
  action: "organisation.manage",
  summary: "What a spreadsheet of districts would do; nothing is written",
  body: z.strictObject({ rows }),
  response: sheetPlan,
  errors: ["request.invalid", "session.required", "access.denied", "people.sheet-faulty"],
});
export const importDistricts = endpoint({
  method: "POST",
  path: "/api/districts/sheet",
  action: "organisation.manage",
  summary: "Write a spreadsheet of districts as it was shown, all of it or nothing",
  body: confirmed,
  response: outcome,
  errors: ["request.invalid", "session.required", "access.denied", "people.sheet-faulty", "people.plan-changed"],
});
