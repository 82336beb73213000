import { describe, expect, it } from "vitest";
import { accountRows, filterRows } from "#app/features/accounts/account-rows.ts";
import type { Account } from "#core/api/system.ts";

const account = (over: Partial<Account>): Account => ({
  id: over.username ?? "a",
  username: "a",
  name: "甲",
  roles: ["reader"],
  unitId: null,
  disabled: false,
  successorId: null,
  createdAt: "2026-11-22T00:00:00.000Z",
  ...over,
});

const rows = accountRows(
  [
    account({ username: "wangxm", name: "王小明", roles: ["contributor", "reader"], unitId: "u1" }),
    account({ username: "LiSi", name: "李四", roles: ["editor"], disabled: true }),
    account({ username: "zhaowu", name: "赵五", roles: ["contributor"], unitId: "gone" }),
  ],
  [{ id: "u1", name: "区财政局" }],
);
const found = (typed: string): string[] => filterRows(rows, typed).map((row) => row.name);

describe("the accounts table", () => {
  it("shows roles, unit and state in words", () => {
    expect(rows[0]).toMatchObject({ roles: "填报人、查阅人", unit: "区财政局", state: "正常" });
    expect(rows[1]).toMatchObject({ roles: "统稿人", unit: "", state: "已停用" });
  });

  it("leaves the unit empty when it is not known", () => {
    expect(rows[2]?.unit).toBe("");
  });

  it.each([
    ["", ["王小明", "李四", "赵五"]],
    ["财政", ["王小明"]],
    ["lisi", ["李四"]],
    ["填报人", ["王小明", "赵五"]],
    ["填报人  WANG", ["王小明"]],
    ["停用", ["李四"]],
    ["没有这个人", []],
  ])("finds by %j", (typed, names) => {
    expect(found(typed)).toEqual(names);
  });

  it("say who took over from somebody who left", () => {
    const rows = accountRows(
      [account({ id: "a", disabled: true, successorId: "b" }), account({ id: "b", name: "乙" })],
      [],
    );
    expect(rows.map(({ state, successor }) => [state, successor])).toEqual([
      ["已停用", "乙"],
      ["正常", ""],
    ]);
  });
});
