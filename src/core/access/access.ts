import { z } from "zod";
import { assertNever } from "#core/result.ts";

export const ROLES = [
  "contributor",
  "editor",
  "approver",
  "inspector",
  "supervisor",
  "administrator",
  "reader",
] as const;
export const role = z.enum(ROLES);
export type Role = z.infer<typeof role>;

export const ROLE_TEXT: Record<Role, string> = {
  contributor: "填报人",
  editor: "统稿人",
  approver: "审定人",
  inspector: "督学",
  supervisor: "督导办",
  administrator: "管理员",
  reader: "查阅人",
};

export const organisationKind = z.enum(["district", "city"]);
export type OrganisationKind = z.infer<typeof organisationKind>;

/** Which roles an organisation can give. */
export const ROLES_IN: Record<OrganisationKind, readonly Role[]> = {
  district: ["contributor", "editor", "approver", "administrator", "reader"],
  city: ["inspector", "supervisor", "administrator", "reader"],
};

export interface Actor {
  accountId: string;
  name: string;
  organisation: { id: string; kind: OrganisationKind };
  unitId: string | undefined;
  roles: readonly Role[];
}

/** Every route names one of these; what is not granted below is denied. */
export const ACTIONS = [
  "account.self",
  "account.manage",
  "unit.read",
  "unit.manage",
  "audit.read",
  "template.read",
  "template.draft",
  "template.publish",
  "submission.list",
  "submission.create",
  "submission.progress",
  "submission.read",
  "submission.carry",
  "submission.upgrade",
  "answer.write",
  "item.assign",
  "item.hand-in",
  "item.collate",
  "comment.write",
  "evidence.write",
  "evidence.describe",
  "evidence.delete",
  "evidence.export",
  "package.export",
  "package.import",
] as const;
export type Action = (typeof ACTIONS)[number];

/** What the action is about. `organisationId` owns it; `unitId` is the unit that the item is assigned to. */
export interface Subject {
  organisationId?: string;
  unitId?: string | undefined;
  /** the unit has handed the item in: only who collates may still change it */
  locked?: boolean | undefined;
  /** no city office works on this installation: its checklists are the district's own */
  alone?: boolean | undefined;
}

/** The only place that knows roles. */
export function can(actor: Actor, action: Action, subject: Subject = {}): boolean {
  const has = (...roles: Role[]): boolean => roles.some((each) => actor.roles.includes(each));
  const own = subject.organisationId === actor.organisation.id;
  const district = actor.organisation.kind === "district";
  const ownDistrict = own && district;
  switch (action) {
    case "account.self":
    case "template.read":
    case "submission.list":
      return true;
    case "account.manage":
    case "unit.manage":
      return has("administrator") && own;
    case "audit.read":
      return own && (has("administrator") || (!district && has("supervisor")));
    case "unit.read":
      return own;
    case "package.import":
      return own && (district ? has("editor") : has("supervisor"));
    case "template.draft":
    case "template.publish":
      return own && (district ? has("editor") && subject.alone === true : has("supervisor"));
    case "submission.create":
    case "submission.carry":
    case "submission.upgrade":
    case "item.assign":
    case "item.collate":
    case "evidence.delete":
      return ownDistrict && has("editor");
    case "evidence.export":
    case "package.export":
      return ownDistrict && has("editor", "approver");
    case "submission.read":
      return ownDistrict && has("contributor", "editor", "approver", "reader");
    case "submission.progress":
      return can(actor, "submission.read", subject) || (!district && has("inspector", "supervisor", "reader"));
    case "comment.write":
      return ownDistrict && has("contributor", "editor", "approver");
    case "item.hand-in":
      return ownDistrict && has("contributor") && isAssigned(actor, subject);
    case "answer.write":
    case "evidence.write":
    case "evidence.describe":
      return ownDistrict && (has("editor") || (has("contributor") && isAssigned(actor, subject) && !subject.locked));
    default:
      return assertNever(action);
  }
}

const isAssigned = (actor: Actor, subject: Subject): boolean =>
  subject.unitId !== undefined && subject.unitId === actor.unitId;
