import { describe, expect, it } from "vitest";
import {
  ACTIONS,
  type Action,
  type Actor,
  can,
  type OrganisationKind,
  ROLES,
  ROLES_IN,
  type Role,
  type Subject,
} from "#core/access/access.ts";

/*
 * Who may do what, written out. A cell lists the situations in which the action is allowed:
 *   O the subject is of one's own organisation and the item is assigned to one's unit
 *   o the subject is of one's own organisation and the item is assigned to another unit or to none
 *   F the subject is of another organisation
 *   - nothing is named as the subject
 */
type Row = Record<Role, string>;
const ALL = "OoF-";
const everyone: Row = {
  contributor: ALL,
  editor: ALL,
  approver: ALL,
  inspector: ALL,
  supervisor: ALL,
  administrator: ALL,
  reader: ALL,
};
const ownOnly: Row = {
  contributor: "Oo",
  editor: "Oo",
  approver: "Oo",
  inspector: "Oo",
  supervisor: "Oo",
  administrator: "Oo",
  reader: "Oo",
};
const nobody: Row = {
  contributor: "",
  editor: "",
  approver: "",
  inspector: "",
  supervisor: "",
  administrator: "",
  reader: "",
};
const administrator: Row = { ...nobody, administrator: "Oo" };
const editor: Row = { ...nobody, editor: "Oo" };
const writer: Row = { ...nobody, contributor: "O", editor: "Oo" };
const districtReader: Row = { ...nobody, contributor: "Oo", editor: "Oo", approver: "Oo", reader: "Oo" };
const approver: Row = { ...nobody, approver: "Oo" };
const cityReader: Row = { ...nobody, inspector: "Oo", supervisor: "Oo", reader: "Oo" };

const DISTRICT: Record<Action, Row> = {
  "account.self": everyone,
  "notice.hear": everyone,
  "account.manage": administrator,
  "unit.read": ownOnly,
  "unit.manage": administrator,
  // told by whose installation it is, below
  "organisation.manage": nobody,
  "audit.read": administrator,
  "system.inspect": administrator,
  "template.read": everyone,
  "template.draft": nobody,
  "template.publish": nobody,
  "submission.list": everyone,
  "submission.create": editor,
  "submission.progress": districtReader,
  "submission.read": districtReader,
  "submission.carry": editor,
  "submission.upgrade": editor,
  "answer.write": writer,
  "item.assign": editor,
  "item.hand-in": { ...nobody, contributor: "O" },
  "item.collate": editor,
  "comment.write": { ...nobody, contributor: "Oo", editor: "Oo", approver: "Oo" },
  "evidence.write": writer,
  "evidence.describe": writer,
  "evidence.delete": editor,
  "evidence.export": { ...nobody, editor: "Oo", approver: "Oo" },
  "package.export": { ...nobody, editor: "Oo", approver: "Oo" },
  "package.import": editor,
  "submission.submit": approver,
  "submission.recall": approver,
  "submission.scan": { ...nobody, editor: "Oo", approver: "Oo" },
  "cycle.read": nobody,
  "cycle.manage": nobody,
  "review.read": nobody,
  "review.write": nobody,
  "review.comment": nobody,
  "review.return": nobody,
  "review.conclude": nobody,
  "review.result": districtReader,
  "phrase.write": nobody,
  "problem.list": districtReader,
  "problem.read": districtReader,
  "problem.write": editor,
  "problem.check": nobody,
  "overview.read": nobody,
  "backup.manage": nobody,
};
const CITY: Record<Action, Row> = {
  "account.self": everyone,
  "notice.hear": everyone,
  "account.manage": administrator,
  "unit.read": ownOnly,
  "unit.manage": administrator,
  // told by whose installation it is, below
  "organisation.manage": nobody,
  "audit.read": { ...administrator, supervisor: "Oo" },
  "system.inspect": administrator,
  "template.read": everyone,
  "template.draft": { ...nobody, supervisor: "Oo" },
  "template.publish": { ...nobody, supervisor: "Oo" },
  "submission.list": everyone,
  "submission.create": nobody,
  "submission.progress": { ...nobody, inspector: ALL, supervisor: ALL, reader: ALL },
  "submission.read": nobody,
  "submission.carry": nobody,
  "submission.upgrade": nobody,
  "answer.write": nobody,
  "item.assign": nobody,
  "item.hand-in": nobody,
  "item.collate": nobody,
  "comment.write": nobody,
  "evidence.write": nobody,
  "evidence.describe": nobody,
  "evidence.delete": nobody,
  "evidence.export": nobody,
  "package.export": nobody,
  "package.import": { ...nobody, supervisor: "Oo" },
  "submission.submit": nobody,
  "submission.recall": nobody,
  "submission.scan": nobody,
  "cycle.read": cityReader,
  "cycle.manage": { ...nobody, supervisor: "Oo" },
  // a district's submission is another organisation's: these are told by phase and duty, below
  "review.read": nobody,
  "review.write": nobody,
  "review.comment": nobody,
  "review.return": nobody,
  "review.conclude": nobody,
  "review.result": nobody,
  "phrase.write": { ...nobody, inspector: "Oo", supervisor: "Oo" },
  "problem.list": cityReader,
  "problem.read": nobody,
  "problem.write": nobody,
  "problem.check": nobody,
  "overview.read": { ...nobody, supervisor: "Oo", reader: "Oo" },
  "backup.manage": administrator,
};
const EXPECTED: Record<OrganisationKind, Record<Action, Row>> = { district: DISTRICT, city: CITY };

const actor = (kind: OrganisationKind, roles: readonly Role[]): Actor => ({
  accountId: "a1",
  name: "张三",
  organisation: { id: "own", kind },
  unitId: "u1",
  roles,
});
const SITUATIONS: { mark: string; subject: Subject | undefined }[] = [
  { mark: "O", subject: { organisationId: "own", unitId: "u1" } },
  { mark: "o", subject: { organisationId: "own", unitId: "u2" } },
  { mark: "o", subject: { organisationId: "own", unitId: undefined } },
  { mark: "o", subject: { organisationId: "own" } },
  { mark: "F", subject: { organisationId: "foreign", unitId: "u1" } },
  { mark: "F", subject: { organisationId: "foreign" } },
  { mark: "-", subject: {} },
  { mark: "-", subject: { unitId: "u1" } },
  { mark: "-", subject: undefined },
];
const KINDS: OrganisationKind[] = ["district", "city"];

describe.each(KINDS)("in a %s", (kind) => {
  describe.each(ROLES)("a %s", (role) => {
    it.each(ACTIONS)("%s is allowed exactly where the table says", (action) => {
      for (const { mark, subject } of SITUATIONS)
        expect(can(actor(kind, [role]), action, subject), `${mark} ${JSON.stringify(subject)}`).toBe(
          EXPECTED[kind][action][role].includes(mark),
        );
    });
  });

  it("several roles allow what one of them allows, and no more", () => {
    for (const action of ACTIONS)
      for (const first of ROLES)
        for (const second of ROLES)
          for (const { subject } of SITUATIONS)
            expect(can(actor(kind, [first, second]), action, subject)).toBe(
              can(actor(kind, [first]), action, subject) || can(actor(kind, [second]), action, subject),
            );
  });

  it("nobody without a role does more than look after the own account and see what is there", () => {
    const allowed = ACTIONS.filter((action) => can(actor(kind, []), action, { organisationId: "own", unitId: "u1" }));
    expect(allowed).toEqual(["account.self", "notice.hear", "unit.read", "template.read", "submission.list"]);
  });
});

describe("an item that its unit has handed in", () => {
  const own: Subject = { organisationId: "own", unitId: "u1" };
  const WRITING: readonly Action[] = ACTIONS.filter(
    (action) =>
      action === "answer.write" ||
      (action.startsWith("evidence.") && can(actor("district", ["contributor"]), action, own)),
  );

  it.each(ROLES)("is closed to nobody but the unit, and only for writing, as a %s sees it", (role) => {
    for (const action of ACTIONS) {
      const closed = role === "contributor" && WRITING.includes(action);
      const before = can(actor("district", [role]), action, own);
      expect(can(actor("district", [role]), action, { ...own, locked: true }), action).toBe(before && !closed);
    }
  });
});

describe("where no city office works on the installation", () => {
  const alone: Subject = { organisationId: "own", alone: true };

  it.each(ROLES)(
    "its checklists are the district editor's, its backups the administrator's, and nothing else changes, as a %s sees it",
    (role) => {
      for (const kind of KINDS)
        for (const action of ACTIONS) {
          const before = can(actor(kind, [role]), action, { organisationId: "own" });
          const owner = action.startsWith("template.")
            ? "editor"
            : action === "backup.manage"
              ? "administrator"
              : undefined;
          expect(can(actor(kind, [role]), action, alone), `${kind} ${action}`).toBe(
            before || (kind === "district" && role === owner),
          );
        }
    },
  );

  it("another organisation's draft stays closed", () => {
    expect(can(actor("district", ["editor"]), "template.draft", { organisationId: "foreign", alone: true })).toBe(
      false,
    );
  });
});

describe("the districts of an installation", () => {
  it.each(ROLES)("are managed by the administrator of the city whose it is, and by no %s else", (role) => {
    for (const kind of KINDS)
      for (const hostId of ["own", "another", undefined])
        for (const organisationId of ["own", "foreign"])
          expect(can(actor(kind, [role]), "organisation.manage", { organisationId, hostId })).toBe(
            kind === "city" && role === "administrator" && hostId === "own",
          );
  });
});

describe("a contributor", () => {
  it("without a unit writes nothing, not even an item without a unit", () => {
    const unattached: Actor = { ...actor("district", ["contributor"]), unitId: undefined };
    for (const unitId of ["u1", undefined])
      for (const action of ["answer.write", "evidence.write"] as const)
        expect(can(unattached, action, { organisationId: "own", unitId })).toBe(false);
  });
});

describe("the roles of an organisation", () => {
  it("are those that the table gives anything beyond everybody's", () => {
    for (const kind of KINDS)
      for (const role of ROLES) {
        const more = ACTIONS.some(
          (action) => EXPECTED[kind][action][role] !== "" && ![everyone, ownOnly].includes(EXPECTED[kind][action]),
        );
        expect(ROLES_IN[kind].includes(role), `${kind} ${role}`).toBe(more);
      }
  });
});
