import { AsyncLocalStorage } from "node:async_hooks";
import { type Locker, Server } from "@tus/server";
import { err, ok } from "#core/result.ts";
import { type ArrivalDisk, ArrivalStore } from "#server/files/arrival-store.ts";
import type { Arrival, ArrivalFault, Arrivals } from "#server/files/arrivals.ts";
import { tusFault } from "#server/files/tus-fault.ts";

/** How long a request that a newer one takes over from may still write what it has. */
const HAND_OVER_MS = 200;
/** where the protocol's own paths begin; an upload's name is its last segment */
const PATH = "/api";

/** The request that is being served: what its store of bytes found wrong is more than the protocol's status can say. */
export interface Serving {
  arrival: Arrival;
  fault: ArrivalFault | undefined;
}

interface Around {
  locker: Locker;
  /** hears of what is not the client's doing: the protocol only tells that something failed */
  failed?: ((error: unknown) => void) | undefined;
}

/** The protocol by its library, over whatever keeps the bytes. */
export function serveTus(
  { locker, failed }: Around,
  makeDisk: (current: () => Serving | undefined) => Omit<ArrivalDisk, "announced">,
): Arrivals["serve"] {
  const serving = new AsyncLocalStorage<Serving>();
  const current = (): Serving | undefined => serving.getStore();
  const tus = new Server({
    path: PATH,
    datastore: new ArrivalStore({ ...makeDisk(current), announced: () => current()?.arrival.size }),
    locker,
    lockDrainTimeout: HAND_OVER_MS,
    allowedOrigins: [],
    namingFunction: () => current()?.arrival.id ?? "",
    onResponseError: (_request, error) => {
      if (!("status_code" in error)) failed?.(error);
      return undefined;
    },
    generateUrl: (request, { id }) => `${new URL(request.url).pathname}/${id}`,
  });
  return async (request, arrival) => {
    const state: Serving = { arrival, fault: undefined };
    const response = await serving.run(state, () => tus.handleWeb(request));
    const fault = state.fault ?? tusFault(response.status);
    return fault === undefined ? ok(response) : err(fault);
  };
}
