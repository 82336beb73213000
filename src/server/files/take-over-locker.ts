import { ERRORS, type Lock, type Locker } from "@tus/server";

interface Held {
  /** asks the holder to end its request soon */
  ask: () => Promise<void> | void;
  over: Promise<void>;
}

/**
 * One request at a time writes an upload, and the newest one is the one that counts: a line that broke leaves a
 * request behind that nobody will ever end, so a newcomer asks it to, and waits without using the processor.
 */
export function takeOverLocker(): Locker {
  const held = new Map<string, Held>();
  return {
    newLock: (id): Lock => {
      let free: () => void = () => undefined;
      const over = new Promise<void>((resolve) => {
        free = resolve;
      });
      return {
        lock: async (signal, ask) => {
          for (let before = held.get(id); before; before = held.get(id)) {
            await before.ask();
            await Promise.race([before.over, aborted(signal)]);
          }
          held.set(id, { ask, over });
        },
        unlock: async () => {
          held.delete(id);
          free();
        },
      };
    },
  };
}

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    if (signal.aborted) reject(ERRORS.ABORTED);
    else signal.addEventListener("abort", () => reject(ERRORS.ABORTED), { once: true });
  });
