import type { QueryClient } from "@tanstack/react-query";
import { lazyRouteComponent } from "@tanstack/react-router";
import { meQuery } from "#app/data/queries.ts";
import type { Me } from "#core/api/system.ts";

/**
 * How long the page before stays while the code and the data of the next one are on their way. A placeholder that
 * flashes by is worse than none, and React keeps one that it has shown for 300 ms even if the data is there after 20.
 */
const PATIENCE_MS = 400;

/** What a page exports beside its component: asks for everything without which it can't begin, and the person may see. */
type Load<P> = (queryClient: QueryClient, params: P, me: Me) => Promise<unknown>;

interface Going<P> {
  params: P;
  context: { queryClient: QueryClient };
  /** "preload": somebody only points at the link; opening may be a deed that is written down */
  cause: "preload" | "enter" | "stay";
}

/** A route's component, fetched when somebody points at it or goes there, and its data, asked for when he goes. */
export function page<Name extends string, P>(
  fetchPage: () => Promise<Record<Name, () => unknown> & { load?: Load<P> }>,
  name: Name,
) {
  return {
    component: lazyRouteComponent(fetchPage, name),
    // an object to the types: a route takes the names of its parameters from a loader that knows some, not from its path
    loader: async (going: object): Promise<void> => {
      const { params, context, cause } = going as Going<P>;
      const me = context.queryClient.getQueryData(meQuery.queryKey);
      // who has to settle a password or a second step first is shown no page, and answered nothing else
      if (cause === "preload" || !me || me.passwordDue || me.mustEnrol) return;
      // what fails here is asked for again by the page itself, which can say so
      const loaded = fetchPage()
        .then(({ load }) => load?.(context.queryClient, params, me))
        .catch(() => undefined);
      await Promise.race([loaded, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
    },
  };
}
