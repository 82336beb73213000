import { describe, expect, it } from "vitest";
import { COMMON_PASSWORDS } from "#server/auth/common-passwords.ts";
import { checkPassword } from "#server/services/password-policy.ts";

describe("password policy", () => {
  it.each(["三个普通的词语连成一句话", "correct horse battery", "gY7#kq2!mz"])("accepts %s", (password) => {
    expect(checkPassword(password, "zhangsan").ok).toBe(true);
  });

  it.each([
    ["short1234", "zhangsan"],
    ["my-ZhangSan-1", "zhangsan"],
    ["woaini1314", "zhangsan"],
    ["A123456789", "zhangsan"],
    ["QwertyUiop", "zhangsan"],
    ["1234567890", "zhangsan"],
    ["aaaaaaaaaaaa", "zhangsan"],
    ["abababababab", "zhangsan"],
  ])("refuses %s", (password, username) => {
    expect(checkPassword(password, username)).toMatchObject({ ok: false, error: { code: "account.weak-password" } });
  });

  it("lists only what its length alone would let through, in the case that it compares", () => {
    expect(COMMON_PASSWORDS.size).toBeGreaterThanOrEqual(100);
    expect([...COMMON_PASSWORDS].filter((each) => each.length < 10 || each !== each.toLowerCase())).toEqual([]);
  });
});
