import type { InitialPassword } from "#core/api/people.ts";
import type { Deps } from "#server/deps.ts";
import { freshCode } from "#server/services/fresh-code.ts";

export interface PreparedPassword {
  password: string;
  hash: string;
}

/** Hashing is slow on purpose, and runs on the threads that files are read by: half of these stay free. */
const AT_ONCE = 2;

/** Drawn and hashed before the transaction begins: nobody's save waits for it. */
export async function preparePasswords(
  { auth }: Pick<Deps, "auth">,
  usernames: readonly string[],
): Promise<ReadonlyMap<string, PreparedPassword>> {
  const prepared = new Map<string, PreparedPassword>();
  const left = [...usernames];
  const work = async (): Promise<void> => {
    for (let username = left.pop(); username !== undefined; username = left.pop()) {
      const password = freshCode();
      prepared.set(username, { password, hash: await auth.hashPassword(password) });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return prepared;
}

/** One slip of the sheet that is handed out. */
export const slip = (
  { name, username, unit }: Omit<InitialPassword, "password">,
  prepared: ReadonlyMap<string, PreparedPassword>,
): InitialPassword => ({ name, username, unit, password: prepared.get(username)?.password ?? "" });

/** Whoever is written into the store has been prepared. */
export function hashFor(prepared: ReadonlyMap<string, PreparedPassword>, username: string): string {
  const found = prepared.get(username);
  if (!found) throw new Error("an account without a prepared password");
  return found.hash;
}
