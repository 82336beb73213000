import { ok, type Result } from "#core/result.ts";
import { isGuessable } from "#server/auth/guessable.ts";
import { type Failure, fail } from "#server/services/failure.ts";

const MIN_LENGTH = 10;

/** Length over composition: a long phrase is fine, a guessable one is not. */
export function checkPassword(password: string, username: string): Result<string, Failure> {
  const weak = (message: string) =>
    fail("account.weak-password", message, [{ path: "password", code: "account.weak-password", message }]);
  const folded = password.toLowerCase();
  if (password.length < MIN_LENGTH) return weak(`密码至少${MIN_LENGTH}位，请加长`);
  if (folded.includes(username.toLowerCase())) return weak("密码不能包含用户名，请更换");
  if (isGuessable(password)) return weak("该密码过于常见，容易被猜中，请更换");
  return ok(password);
}
