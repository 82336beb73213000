import { useSuspenseQuery } from "@tanstack/react-query";
import { meQuery } from "#app/data/queries.ts";
import { type Action, type Actor, can } from "#core/access/access.ts";
import type { Me } from "#core/api/system.ts";

/** Who is signed in; inside the frame there always is somebody. */
export const useMe = (): Me => useSuspenseQuery(meQuery).data;

/** The districts of an installation are the business of whoever administers the organisation that hosts it. */
export const managesDistricts = ({ hosts, roles }: Me): boolean => hosts === true && roles.includes("administrator");

/** The person as the rules of access see them. */
export const actorOf = (me: Me): Actor => ({ ...me, unitId: me.unitId });

/** Whether the screen should offer an action on the person's own organisation. The server decides by the same rule. */
export function mayInOwn(me: Me, action: Action): boolean {
  return can(actorOf(me), action, { organisationId: me.organisation.id, unitId: me.unitId, alone: me.alone });
}
