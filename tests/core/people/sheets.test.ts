import fc from "fast-check";
import { strToU8, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import type { Account } from "#core/api/system.ts";
import { type AccountSheetContext, planAccountSheet } from "#core/people/account-sheet.ts";
import { readCsv } from "#core/people/csv.ts";
import { planDistrictSheet } from "#core/people/district-sheet.ts";
import { accountList, accountTemplate, districtTemplate } from "#core/people/sheets.ts";
import { boundedTable, LONGEST_CELL, MOST_ROWS, MOST_SENT_ROWS } from "#core/people/table.ts";
import { readTableFile } from "#report/workbook/table-file.ts";
import { writeWorkbook } from "#report/xlsx/write-workbook.ts";
import { holds } from "#tests/fixtures/core-property.ts";

const UNITS = [
  { id: "u1", name: "区财政局" },
  { id: "u2", name: "区教委" },
];
const account = (over: Partial<Account>): Account => ({
  id: `id-${over.username}`,
  username: "a",
  name: "甲",
  roles: ["reader"],
  unitId: null,
  disabled: false,
  successorId: null,
  createdAt: "2026-11-22T00:00:00.000Z",
  ...over,
});
const ADMIN = account({ username: "guanli", name: "管理员", roles: ["administrator"] });
const LI = account({ username: "lisi", name: "李四", roles: ["contributor"], unitId: "u1" });
const context: AccountSheetContext = {
  kind: "district",
  units: UNITS,
  accounts: [ADMIN, LI],
  takenElsewhere: new Set(["taken"]),
  ownId: ADMIN.id,
};
const HEAD = ["姓名", "用户名", "角色", "责任单位", "状态"];
const planned = (rows: string[][], over: Partial<AccountSheetContext> = {}) => {
  const plan = planAccountSheet([HEAD, ...rows], { ...context, ...over });
  if (!plan.ok) throw new Error(plan.error);
  return plan.value;
};
const faultsOf = (row: string[]): string[] =>
  planned([row]).rows.flatMap(({ faults }) => faults.map(({ column, message }) => `${column}：${message}`));

describe("a spreadsheet of people", () => {
  it("says of every row what it would do", () => {
    const { rows, faults } = planned([
      ["王五", "WangWu", "填报人、统稿人", "区教委", ""],
      ["李四", "lisi", "", "区教委", ""],
      ["李四", "guanli", "", "", ""],
    ]);
    expect(faults).toEqual([]);
    expect(rows.map(({ row, action, username }) => [row, action, username])).toEqual([
      [2, "create", "wangwu"],
      [3, "change", "lisi"],
      [4, "change", "guanli"],
    ]);
    expect(rows[1]?.says).toEqual(["责任单位由“区财政局”改为“区教委”"]);
    expect(rows[0]?.write).toMatchObject({ kind: "create", to: { roles: ["contributor", "editor"], unitId: "u2" } });
  });

  it("stops, starts and gives new passwords by one column; what is stopped stays so where the cell is empty", () => {
    const stopped = account({ username: "zhao", name: "赵六", disabled: true });
    const { rows } = planned(
      [
        ["李四", "lisi", "", "", "停用"],
        ["赵六", "zhao", "", "", ""],
      ],
      { accounts: [ADMIN, LI, stopped] },
    );
    expect(rows.map(({ action }) => action)).toEqual(["disable", "same"]);
    const [again] = planned([["赵六", "zhao", "", "", "启用"]], { accounts: [ADMIN, stopped] }).rows;
    expect(again).toMatchObject({ action: "change", says: ["恢复使用"] });
    const [password] = planned([["李四", "lisi", "", "", "重发密码"]]).rows;
    expect(password?.write).toMatchObject({ newPassword: true, to: { disabled: false } });
  });

  it.each([
    [["", "wangwu", "查阅人", "", ""], "姓名：请填写姓名"],
    [["王五", "", "查阅人", "", ""], "用户名：请填写用户名"],
    [["王五", "王五", "查阅人", "", ""], "用户名：用户名为3至32位字母、数字或 . _ -"],
    [["王五", "taken", "查阅人", "", ""], "用户名：已被其他单位使用，请换一个"],
    [["王五", "wangwu", "督学", "", ""], /角色：没有“督学”这个角色，可填：填报人、/],
    [["王五", "wangwu", "", "", ""], /角色：请填写角色/],
    [["王五", "wangwu", "填报人", "", ""], /责任单位：填报人须有责任单位/],
    [["王五", "wangwu", "填报人", "区档案局", ""], /责任单位：没有“区档案局”这个责任单位/],
    [["王五", "wangwu", "查阅人", "", "停用"], /状态：还没有这个账号/],
    [["管理员", "guanli", "", "", "停用"], /状态：不能停用正在使用的账号/],
    [["王五", "wangwu", "查阅人", "", "离职"], /状态：不认识“离职”/],
    [
      ["王".repeat(100_000), "wangwu", "查阅人", "", ""].map((cell) => boundedTable([[cell]])[0]?.[0] ?? ""),
      /姓名：内容超过200字/,
    ],
  ])("%s has its fault at its place", (row, expected) => {
    expect(faultsOf(row)[0]).toMatch(expected);
  });

  it("names the earlier row of a name that comes twice, whatever its case", () => {
    const { rows } = planned([
      ["王五", "wangwu", "查阅人", "", ""],
      ["王五", "WANGWU", "查阅人", "", ""],
    ]);
    expect(rows[1]?.faults[0]?.message).toBe("与第2行重复，请只留一行");
  });

  it("leaves somebody who can manage the accounts", () => {
    const { faults } = planned([["管理员", "guanli", "查阅人", "", ""]]);
    expect(faults).toEqual(["按此表本单位将没有可用的管理员，请至少保留一位"]);
    expect(
      planned([
        ["管理员", "guanli", "查阅人", "", ""],
        ["李四", "lisi", "管理员", "", ""],
      ]).faults,
    ).toEqual([]);
  });

  it("takes its own export back as it is, whatever people are called", () => {
    const names = fc
      .string({ minLength: 1, maxLength: 40 })
      .filter((name) => boundedTable([[name]])[0]?.[0] === name && name !== "");
    holds([names], (name) => {
      const accounts = [ADMIN, account({ username: "x.1", name, roles: ["editor", "reader"] })];
      const bytes = writeWorkbook([accountList("district", accounts, UNITS)]);
      const table = readTableFile("账号.xlsx", bytes);
      if (!table.ok) throw new Error(table.error);
      const plan = planAccountSheet(table.value, { ...context, accounts });
      expect(plan.ok && plan.value.rows.map(({ action, faults }) => [action, faults])).toEqual([
        ["same", []],
        ["same", []],
      ]);
    });
  });

  it("writes what begins like a formula as text", () => {
    const bytes = writeWorkbook([
      accountList("district", [account({ username: "a.b", name: '=HYPERLINK("http://x")' })], UNITS),
    ]);
    expect(new TextDecoder().decode(bytes)).not.toContain("<f>");
    const table = readTableFile("a.xlsx", bytes);
    expect(table.ok && table.value[1]?.[0]).toBe('=HYPERLINK("http://x")');
  });

  it("has templates that it can read", () => {
    for (const kind of ["district", "city"] as const) {
      const table = readTableFile("模板.xlsx", writeWorkbook(accountTemplate(kind, UNITS)));
      expect(table.ok && planAccountSheet(table.value, { ...context, kind })).toMatchObject({
        ok: false,
        error: "表头下面没有内容，请填写后再上传",
      });
    }
    const table = readTableFile("模板.xlsx", writeWorkbook(districtTemplate()));
    expect(
      table.ok && planDistrictSheet(table.value, { districts: [], names: new Set(), usernames: new Map() }),
    ).toMatchObject({
      ok: false,
      error: "表头下面没有内容，请填写后再上传",
    });
  });
});

/** A file whose directory says that a sheet unpacks to far more than is taken. */
function bomb(): Uint8Array {
  const bytes = zipSync({ "xl/worksheets/sheet1.xml": new Uint8Array(1000) });
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < bytes.length - 46; at += 1)
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 500_000_000, true);
  return bytes;
}

describe("a table from outside", () => {
  const gb = Uint8Array.of(0xd0, 0xd5, 0xc3, 0xfb, 0x2c, 0xd3, 0xc3, 0xbb, 0xa7, 0xc3, 0xfb);

  it("is read in UTF-8 with and without a mark, and in GB18030", () => {
    const expected = { ok: true, value: [["姓名", "用户名"]] };
    expect(readTableFile("a.csv", strToU8("姓名,用户名\r\n"))).toEqual(expected);
    expect(readTableFile("a.csv", strToU8("\ufeff姓名,用户名"))).toEqual(expected);
    expect(readTableFile("a.csv", strToU8("姓名\t用户名"))).toEqual(expected);
    expect(readTableFile("a.CSV", gb)).toEqual(expected);
    expect(readTableFile("a.csv", Uint8Array.of(0xff, 0xff, 0x80))).toMatchObject({ ok: false });
  });

  it("is refused where it is no table, damaged, locked or blown up", () => {
    for (const [name, bytes] of [
      ["a.xls", gb],
      ["a.xlsx", gb],
      ["a.xlsx", Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0)],
      ["a.xlsx", zipSync({ "xl/workbook.xml": strToU8("<a>") })],
      ["a.xlsx", bomb()],
      ["a.csv", new Uint8Array(6_000_000)],
    ] as const)
      expect(readTableFile(name, bytes), name).toMatchObject({ ok: false });
  });

  it("declares no document type and expands no entity", () => {
    const sheet = `<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet><sheetData><row><c t="str"><v>&a;</v></c></row></sheetData></worksheet>`;
    const parts = {
      "xl/workbook.xml": strToU8('<workbook><sheets><sheet name="1" id="r1"/></sheets></workbook>'),
      "xl/_rels/workbook.xml.rels": strToU8('<R><Relationship Id="r1" Target="worksheets/sheet1.xml"/></R>'),
      "xl/worksheets/sheet1.xml": strToU8(sheet),
    };
    expect(readTableFile("a.xlsx", zipSync(parts))).toMatchObject({ ok: false });
    const formula = sheet.replace(/<!DOCTYPE.*?\]>/, "").replace("<v>&a;</v>", "<f>1+1</f><v>2</v>");
    const read = readTableFile("a.xlsx", zipSync({ ...parts, "xl/worksheets/sheet1.xml": strToU8(formula) }));
    expect(read).toEqual({ ok: true, value: [["2"]] });
  });

  it("keeps within what is looked at, whatever it holds", () => {
    holds([fc.array(fc.array(fc.string({ maxLength: 900 }), { maxLength: 30 }), { maxLength: 40 })], (rows) => {
      const many = Array.from({ length: 20 }, () => rows).flat();
      const table = boundedTable(many);
      expect(table.length).toBeLessThanOrEqual(MOST_SENT_ROWS);
      for (const cell of table.flat()) expect(cell.length).toBeLessThanOrEqual(LONGEST_CELL + 1);
    });
    const rows = Array.from({ length: MOST_ROWS + 1 }, (_, at) => ["王五", `w${at}ang`, "查阅人", "", ""]);
    expect(planAccountSheet([HEAD, ...rows], context)).toMatchObject({ ok: false });
  });

  it("reads back what a spreadsheet would write", () => {
    const cell = fc.string({ unit: fc.constantFrom("a", "甲", ",", '"', "\n", " ", ";", "\t"), maxLength: 8 });
    holds([fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 6 })], (rows) => {
      const text = rows.map((row) => row.map((each) => `"${each.replaceAll('"', '""')}"`).join(",")).join("\r\n");
      // the separator is told by the first line, in which quoted ones would count too
      expect(readCsv(`姓名,用户名,,,,,,,,,,,\r\n${text}`).slice(1)).toEqual(rows);
    });
  });
});

describe("a spreadsheet of districts", () => {
  const known = { id: "d1", name: "重庆市渝北区教育委员会", code: "500112" };
  const around = {
    districts: [known],
    names: new Set(["重庆市渝北区", "市教育督导室"]),
    usernames: new Map([
      ["ybadmin", "d1"],
      ["cqadmin", "c1"],
    ]),
  };
  const table = (...rows: string[][]) => {
    const plan = planDistrictSheet([["区县名称", "行政区划代码", "管理员姓名", "管理员用户名"], ...rows], around);
    if (!plan.ok) throw new Error(plan.error);
    return plan.value.rows;
  };

  it("adds, renames by the code, and adds an administrator", () => {
    const rows = table(
      ["重庆市江北区", "500105", "王五", "jbadmin"],
      ["重庆市渝北新区", "500112", "", ""],
      ["重庆市渝北区教育委员会", "", "赵六", "zhaoliu"],
    );
    expect(rows.map(({ action }) => action)).toEqual(["create", "change", "change"]);
    expect(rows[1]?.says).toEqual(["名称由“重庆市渝北区教育委员会”改为“重庆市渝北新区”"]);
    expect(rows[2]?.says).toEqual(["增设管理员：赵六（zhaoliu）"]);
    expect(table(["重庆市渝北区教育委员会", "500112", "李四", "ybadmin"])[0]?.action).toBe("same");
  });

  it.each([
    [["市教育督导室", "", "王五", "wangwu"], "区县名称：已有同名单位，请核对名称和代码"],
    [["重庆市江北区", "5001", "王五", "wangwu"], "行政区划代码：行政区划代码为6位数字，或留空"],
    [["重庆市渝北区教育委员会", "500999", "", ""], /代码是500112/],
    [["重庆市江北区", "", "王五", "cqadmin"], /已被其他单位使用/],
    [["重庆市江北区", "", "", ""], /管理员用户名：请填写/],
  ])("%s has its fault at its place", (row, expected) => {
    const faults = table(row)[0]?.faults.map(({ column, message }) => `${column}：${message}`) ?? [];
    expect(faults[0]).toMatch(expected);
  });
});
