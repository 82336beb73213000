import { ERRORS, type Lock, type Locker } from "@tus/server";
import { takeOverLocker } from "#server/files/take-over-locker.ts";
import { LEASE_MS, type Leases } from "#server/store/upload-leases.ts";

const BEAT_MS = 1000;
const RETRY_MS = 150;

/**
 * The same among several processes: here the newest request takes over, and then by a lease from whichever process has
 * the upload. A holder that cannot prolong its lease ends its request before another one may take it.
 */
export function sharedLocker(leases: Leases, newId: () => string): Locker {
  const here = takeOverLocker();
  return {
    newLock: (id): Lock => {
      const own = here.newLock(id);
      const holder = newId();
      let beat: ReturnType<typeof setInterval> | undefined;
      return {
        lock: async (signal, ask) => {
          await own.lock(signal, ask);
          try {
            while (!(await leases.take(id, holder))) {
              if (signal.aborted) throw ERRORS.ABORTED;
              await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
            }
          } catch (error) {
            await own.unlock();
            throw error;
          }
          beat = setInterval(watch(leases, id, holder, ask), BEAT_MS);
        },
        unlock: async () => {
          clearInterval(beat);
          // where the database is away the lease runs out by itself
          await leases.give(id, holder).then(undefined, () => undefined);
          await own.unlock();
        },
      };
    },
  };
}

function watch(leases: Leases, id: string, holder: string, ask: () => void | Promise<void>): () => void {
  let sure = performance.now();
  return () => {
    const asked = performance.now();
    leases.keep(id, holder).then(
      (state) => {
        if (state === "held") sure = asked;
        else return ask();
      },
      () => {
        if (performance.now() - sure > LEASE_MS - 2 * BEAT_MS) return ask();
      },
    );
  };
}
