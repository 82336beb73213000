import type { Resolver } from "react-hook-form";
import { describe, expect, it } from "vitest";
import { type AccountValues, accountResolver, accountValues } from "#app/features/accounts/account-values.ts";
import { EMPTY_SET_UP, type SetUpValues, setUpResolver } from "#app/features/set-up/set-up-values.ts";
import { bodySchema, zodResolver } from "#app/ui/zod-resolver.ts";
import { evidenceContent } from "#core/api/evidence.ts";
import { createSubmission } from "#core/api/submission.ts";
import { type Account, createAccount } from "#core/api/system.ts";

const OPTIONS = { fields: {}, shouldUseNativeValidation: false } as const;

/** Field → message, or what would be sent. */
async function outcome<V extends object, O>(resolver: Resolver<V, unknown, O>, values: NoInfer<V>) {
  const { errors, values: body } = await resolver(values, undefined, OPTIONS as Parameters<typeof resolver>[2]);
  const messages = Object.entries(errors).map(([name, error]) => [name, (error as { message?: string }).message]);
  return messages.length > 0 ? { errors: Object.fromEntries(messages) } : { body };
}

const known: Account = {
  id: "a1",
  username: "wangxm",
  name: "王小明",
  roles: ["contributor"],
  unitId: "u1",
  disabled: false,
  successorId: null,
  createdAt: "2026-11-22T00:00:00.000Z",
};

describe("a form held to its endpoint's contract", () => {
  it("gives every refused field one message in Chinese", async () => {
    const resolver = zodResolver(bodySchema(createAccount));
    const given = { username: "a b", name: " ", password: "short", roles: [], unitId: null };
    expect(await outcome(resolver, given)).toEqual({
      errors: {
        username: "用户名为3至32位字母、数字或 . _ -",
        name: "请填写姓名",
        password: "密码至少10位",
        roles: "至少选择一个角色",
      },
    });
  });

  it("words what the contract leaves unworded", async () => {
    const resolver = zodResolver(bodySchema(createSubmission));
    const given = { templateId: "t", templateVersion: "2022", year: 1999, deadline: null };
    expect(await outcome(resolver, given)).toEqual({ errors: { year: "不能小于2000" } });
    expect(await outcome(resolver, { ...given, year: Number.NaN })).toEqual({ errors: { year: "请按要求填写" } });
    expect(await outcome(resolver, { ...given, year: 2101 })).toEqual({ errors: { year: "不能大于2100" } });
  });

  it("refuses to be made for an endpoint without a JSON body", () => {
    expect(() => bodySchema(evidenceContent)).toThrow("takes no JSON body");
  });
});

describe("set-up", () => {
  const filled: SetUpValues = {
    ...EMPTY_SET_UP,
    code: " ABCD-EFGH ",
    organisation: "重庆市渝北区教育委员会",
    name: "王小明",
    username: "wangxm",
    password: "好雨知时节当春乃发生",
  };

  it("asks for the code and for everything about the organisation", async () => {
    const { errors } = await outcome(setUpResolver, EMPTY_SET_UP);
    expect(Object.keys(errors ?? {}).sort()).toEqual(["code", "name", "organisation", "password", "username"]);
  });

  it("sends the organisation without the blanks around the code", async () => {
    expect(await outcome(setUpResolver, filled)).toEqual({ body: { ...filled, code: "ABCD-EFGH" } });
  });

  it("asks for code and password only when the sample is loaded, and sends nothing else", async () => {
    const { password } = filled;
    expect(await outcome(setUpResolver, { ...filled, mode: "sample" })).toEqual({
      body: { mode: "sample", code: "ABCD-EFGH", password },
    });
    const { errors } = await outcome(setUpResolver, { ...EMPTY_SET_UP, mode: "sample" });
    expect(Object.keys(errors ?? {}).sort()).toEqual(["code", "password"]);
  });
});

describe("the account dialog", () => {
  it("sends name, roles and unit of a known account, and no password", async () => {
    const values: AccountValues = { ...accountValues(known), name: "王晓明", unitId: null };
    expect(await outcome(accountResolver(known), values)).toEqual({
      body: { kind: "change", accountId: "a1", body: { name: "王晓明", roles: ["contributor"], unitId: null } },
    });
  });

  it("does not let a known account lose its last role", async () => {
    expect(await outcome(accountResolver(known), { ...accountValues(known), roles: [] })).toEqual({
      errors: { roles: "至少选择一个角色" },
    });
  });

  it("sends everything of a new account", async () => {
    const values: AccountValues = {
      username: "lisi",
      name: "李四",
      password: "好雨知时节当春乃发生",
      roles: ["editor"],
      unitId: null,
    };
    expect(await outcome(accountResolver(undefined), values)).toEqual({ body: { kind: "new", body: values } });
  });
});
