import { type Action, type Actor, can, type Subject } from "#core/access/access.ts";
import { assertNever } from "#core/result.ts";
import { worksAlone } from "#server/auth/identity.ts";
import { readPosition, wholeSubject } from "#server/services/review/position.ts";
import type { Told } from "#server/store/notices.ts";
import type { Db } from "#server/store/store.ts";

/** Which of these people may hear of it: whoever may read what it is about. */
export type Audience = (actors: readonly Actor[], told: Told) => Promise<Actor[]>;

/** Owners never change, so they are asked for once; so many are kept. */
const KEPT = 5000;

export function audienceOf(db: Db): Audience {
  const owners = new Map<string, string>();

  const ownerOf = async (submissionId: string): Promise<string | undefined> => {
    const known = owners.get(submissionId);
    if (known !== undefined) return known;
    const row = await db
      .selectFrom("submission")
      .select("organisation_id")
      .where("id", "=", submissionId)
      .executeTakeFirst();
    if (!row) return undefined;
    if (owners.size >= KEPT) owners.clear();
    owners.set(submissionId, row.organisation_id);
    return row.organisation_id;
  };

  /** Of the owner's people without a question to the database, of a city's with one each: these are few. */
  const withinSubmission = async (
    actors: readonly Actor[],
    submissionId: string,
    actions: { own?: Action; city?: Action },
  ): Promise<Actor[]> => {
    const organisationId = await ownerOf(submissionId);
    if (organisationId === undefined) return [];
    const { own, city } = actions;
    const hearing = own ? actors.filter((actor) => can(actor, own, { organisationId })) : [];
    if (!city) return hearing;
    for (const actor of actors.filter(({ organisation }) => organisation.kind === "city")) {
      const position = await readPosition(db, actor, submissionId);
      if (position && can(actor, city, wholeSubject(position))) hearing.push(actor);
    }
    return hearing;
  };

  return async (actors, told) => {
    if (actors.length === 0) return [];
    const { submissionId } = told;
    const about = (action: Action, subject: Subject): Actor[] => actors.filter((actor) => can(actor, action, subject));
    const ofWriter: Subject = told.organisationId === null ? {} : { organisationId: told.organisationId };
    switch (told.topic) {
      case "everything":
        return [...actors];
      case "session":
        return [];
      case "cycle":
        return about("cycle.read", ofWriter);
      case "account":
        return about("account.manage", ofWriter);
      case "unit":
        return about("unit.read", ofWriter);
      case "template":
        return about("template.draft", { ...ofWriter, alone: await worksAlone(db) });
      default:
        return submissionId === undefined
          ? []
          : withinSubmission(actors, submissionId, await actionsOf(told, () => ownerOf(submissionId)));
    }
  };
}

async function actionsOf(
  { topic, organisationId }: Told,
  owner: () => Promise<string | undefined>,
): Promise<{ own?: Action; city?: Action }> {
  switch (topic) {
    case "answer":
    case "item":
    case "evidence":
    case "submission":
    case "presence":
      return { own: "submission.read" };
    // a thread is its side's own
    case "comment":
      return (await owner()) === organisationId ? { own: "submission.read" } : { city: "review.read" };
    case "flow":
      return { own: "submission.read", city: "review.read" };
    case "verdict":
      return { city: "review.read" };
    case "problem":
      return { own: "problem.read", city: "problem.read" };
    case "cycle":
    case "template":
    case "account":
    case "unit":
    case "session":
    case "everything":
      return {};
    default:
      return assertNever(topic);
  }
}
