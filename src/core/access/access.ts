import { z } from "zod";
import { assertNever } from "#core/result.ts";
import type { Phase } from "#core/review/flow.ts";

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

/** Roles that read or decide about many districts, or give accounts: a password alone is little for them. */
const SECOND_STEP_ROLES: readonly Role[] = ["inspector", "supervisor", "administrator"];
export const wantsSecondStep = (roles: readonly Role[]): boolean =>
  roles.some((each) => SECOND_STEP_ROLES.includes(each));

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
  "notice.hear",
  "account.manage",
  "unit.read",
  "unit.manage",
  "organisation.manage",
  "audit.read",
  "system.inspect",
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
  "submission.submit",
  "submission.recall",
  "submission.scan",
  "cycle.read",
  "cycle.manage",
  "review.read",
  "review.write",
  "review.comment",
  "review.return",
  "review.conclude",
  "review.result",
  "phrase.write",
  "problem.list",
  "problem.read",
  "problem.write",
  "problem.check",
  "overview.read",
  "backup.manage",
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
  /** where the submission stands between district and city; absent = it is about no submission's content */
  phase?: Phase | undefined;
  /** the city has returned it: it may be changed although the rest is frozen */
  unlocked?: boolean | undefined;
  /** the city in whose cycle the submission is; of progress: the city that has the district in a cycle at all */
  cityId?: string | undefined;
  /** the city whose installation this is; undefined = no city's */
  hostId?: string | undefined;
  /** what of it the actor was assigned to review: nothing, this item (or some of them), all of the district */
  duty?: Duty | undefined;
}
export type Duty = "none" | "item" | "district";

/** The only place that knows roles. */
export function can(actor: Actor, action: Action, subject: Subject = {}): boolean {
  const has = (...roles: Role[]): boolean => roles.some((each) => actor.roles.includes(each));
  const own = subject.organisationId === actor.organisation.id;
  const district = actor.organisation.kind === "district";
  const ownDistrict = own && district;
  const ownCity = own && !district;
  // what a city reads of a district is a frozen version; of a draft there is none
  const frozen = subject.phase !== undefined && subject.phase !== "drafting";
  const reviewed = !district && frozen && subject.cityId === actor.organisation.id;
  const assigned = has("inspector") && (subject.duty === "item" || subject.duty === "district");
  const underReview = reviewed && subject.phase !== "concluded";
  switch (action) {
    case "account.self":
    // each notice is asked about on its own
    case "notice.hear":
    case "template.read":
    case "submission.list":
      return true;
    case "account.manage":
    case "unit.manage":
    case "system.inspect":
      return has("administrator") && own;
    case "organisation.manage":
      return !district && has("administrator") && subject.hostId === actor.organisation.id;
    case "audit.read":
      return own && (has("administrator") || (!district && has("supervisor")));
    case "backup.manage":
      // the installation is everybody's: where a city office works, a district's administrator does not see to it
      return own && has("administrator") && (!district || subject.alone === true);
    case "unit.read":
      return own;
    case "package.import":
      return own && (district ? has("editor") : has("supervisor"));
    case "template.draft":
    case "template.publish":
      return own && (district ? has("editor") && subject.alone === true : has("supervisor"));
    case "submission.create":
      return ownDistrict && has("editor");
    case "submission.carry":
    case "submission.upgrade":
    case "item.assign":
    case "item.collate":
    case "evidence.delete":
      return ownDistrict && has("editor") && isOpen(subject);
    case "evidence.export":
    case "package.export":
      return ownDistrict && has("editor", "approver");
    case "submission.read":
      return ownDistrict && has("contributor", "editor", "approver", "reader");
    case "submission.progress":
      // a district that no city has opened a cycle for is known to all of them
      return (
        can(actor, "submission.read", subject) ||
        (!district &&
          has("inspector", "supervisor", "reader") &&
          (subject.cityId === undefined || subject.cityId === actor.organisation.id))
      );
    case "comment.write":
      return ownDistrict && has("contributor", "editor", "approver");
    case "item.hand-in":
      return ownDistrict && has("contributor") && isAssigned(actor, subject) && isOpen(subject);
    case "answer.write":
    case "evidence.write":
    case "evidence.describe":
      return (
        ownDistrict &&
        isOpen(subject) &&
        (has("editor") || (has("contributor") && isAssigned(actor, subject) && !subject.locked))
      );
    case "submission.submit":
    case "submission.recall":
      return ownDistrict && has("approver");
    case "submission.scan":
      return ownDistrict && has("editor", "approver");
    case "review.result":
      return ownDistrict && has("contributor", "editor", "approver", "reader");
    case "cycle.read":
      return ownCity && has("inspector", "supervisor", "reader");
    case "cycle.manage":
      return ownCity && has("supervisor");
    case "overview.read":
      return ownCity && has("supervisor", "reader");
    case "phrase.write":
      return ownCity && has("inspector", "supervisor");
    case "review.read":
      return reviewed && (has("supervisor", "reader") || assigned);
    case "review.write":
      return underReview && assigned;
    case "review.comment":
    case "review.return":
      return underReview && (has("supervisor") || assigned);
    case "review.conclude":
      return reviewed && has("supervisor");
    case "problem.list":
      return can(actor, district ? "review.result" : "cycle.read", subject);
    case "problem.read":
      return (
        (ownDistrict && has("contributor", "editor", "approver", "reader")) ||
        (reviewed && (has("supervisor", "reader") || assigned))
      );
    case "problem.write":
      return ownDistrict && has("editor");
    case "problem.check":
      return reviewed && (has("supervisor") || assigned);
    default:
      return assertNever(action);
  }
}

/** Not frozen, or returned by the city. */
const isOpen = ({ phase, unlocked }: Subject): boolean =>
  phase === undefined || phase === "drafting" || (phase === "returned" && unlocked === true);

const isAssigned = (actor: Actor, subject: Subject): boolean =>
  subject.unitId !== undefined && subject.unitId === actor.unitId;
