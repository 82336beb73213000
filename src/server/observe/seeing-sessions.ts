import type { Auth } from "#server/auth/auth.ts";
import type { Deps } from "#server/deps.ts";
import { deviceName } from "#server/observe/device-name.ts";
import { errorFacts } from "#server/observe/scrub.ts";

/** How exactly it is known when a session was last seen: a row is written no more often. */
const EXACT_TO_MS = 5 * 60_000;
const MOST_REMEMBERED = 10_000;

/** Identifies as before, and writes now and then into the session when and from what kind of device that was. */
export function seeingSessions({ auth, store, clock, log }: Pick<Deps, "auth" | "store" | "clock" | "log">): Auth {
  const written = new Map<string, number>();
  const see = async (sessionId: string, agent: string | null): Promise<void> => {
    const now = clock();
    const last = written.get(sessionId);
    // a clock that was set back must not keep a session unseen
    if (last !== undefined && Math.abs(now.getTime() - last) < EXACT_TO_MS) return;
    if (written.size >= MOST_REMEMBERED) written.clear();
    written.set(sessionId, now.getTime());
    await store.db
      .updateTable("auth_session")
      .set({ updatedAt: now.toISOString(), userAgent: deviceName(agent) })
      .where("id", "=", sessionId)
      .execute();
  };
  return {
    ...auth,
    identify: async (request) => {
      const signed = await auth.identify(request);
      // who can still read must not be turned away because nothing can be written
      if (signed)
        await see(signed.sessionId, request.headers.get("user-agent")).catch((error: unknown) =>
          log.error("session.unseen", errorFacts(error)),
        );
      return signed;
    },
  };
}
