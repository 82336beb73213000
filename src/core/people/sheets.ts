import { type OrganisationKind, ROLE_TEXT, ROLES_IN } from "#core/access/access.ts";
import type { InitialPassword } from "#core/api/people.ts";
import type { Account, Unit } from "#core/api/system.ts";
import type { DataSheet } from "#core/document/data-sheet.ts";
import { ACCOUNT_COLUMNS, STATES } from "#core/people/account-sheet.ts";
import { DISTRICT_COLUMNS } from "#core/people/district-sheet.ts";
import { MOST_ROWS } from "#core/people/table.ts";

const WIDTHS = [14, 18, 22, 26, 12];
const head = (columns: readonly { names: readonly [string, ...string[]] }[]): [string, number][] =>
  columns.map(({ names }, index) => [names[0], WIDTHS[index] ?? 18]);

const explained = (rows: readonly [string, string][]): DataSheet => ({
  name: "填写说明",
  columns: [
    ["项目", 18],
    ["说明", 80],
  ],
  rows: rows.map((row) => [...row]),
});

/** What an administrator fills in: an empty table, how it is filled, and the names that it may use. */
export function accountTemplate(kind: OrganisationKind, units: readonly Unit[]): DataSheet[] {
  const roles = ROLES_IN[kind].map((role) => ROLE_TEXT[role]);
  const columns = kind === "city" ? ACCOUNT_COLUMNS.filter(({ key }) => key !== "unit") : ACCOUNT_COLUMNS;
  return [
    { name: "账号", columns: head(columns), rows: [] },
    explained([
      ["姓名", "必填，最多40字"],
      ["用户名", "必填，3至32位字母、数字或 . _ -，不分大小写；已有的用户名按修改处理，没有的新建"],
      ["角色", `新建时必填，可填：${roles.join("、")}；多个角色用顿号隔开；已有账号留空表示不改`],
      ...(kind === "district"
        ? [
            ["责任单位", "填报人必填，须是本单位已有的责任单位（见“责任单位”工作表）；已有账号留空表示不改"] as [
              string,
              string,
            ],
          ]
        : []),
      ["状态", `可留空；${STATES.use}＝正常使用，${STATES.stop}＝停止登录，${STATES.password}＝重新生成初始密码`],
      ["初始密码", "由系统生成，确认写入后显示一次，请当时打印或保存；首次登录须修改"],
      ["行数", `一次最多${MOST_ROWS}行`],
      ["离岗", "人员离岗请用账号管理页的“离岗交接”，名下的事项会一并移交；停用只停止登录"],
    ]),
    ...(kind === "district" ? [unitSheet(units)] : []),
  ];
}

const unitSheet = (units: readonly Unit[]): DataSheet => ({
  name: "责任单位",
  columns: [["可填的责任单位", 40]],
  rows: units.map(({ name }) => [name]),
});

export const districtTemplate = (): DataSheet[] => [
  { name: "区县", columns: head(DISTRICT_COLUMNS), rows: [] },
  explained([
    ["区县名称", "必填，写全称，例如：重庆市渝北区"],
    ["行政区划代码", "6位数字，可留空；已有相同代码的按修改处理"],
    ["管理员姓名", "新建时必填；由其开通本区县其他账号"],
    ["管理员用户名", "新建时必填，3至32位字母、数字或 . _ -；首次登录须修改密码，可同时统稿"],
    ["行数", `一次最多${MOST_ROWS}行`],
  ]),
];

/** The list of accounts in the template's own columns: changed and uploaded again, it changes what was changed. */
export function accountList(kind: OrganisationKind, accounts: readonly Account[], units: readonly Unit[]): DataSheet {
  const unitNames = new Map(units.map(({ id, name }) => [id, name]));
  const columns = kind === "city" ? ACCOUNT_COLUMNS.filter(({ key }) => key !== "unit") : ACCOUNT_COLUMNS;
  return {
    name: "账号",
    columns: head(columns),
    rows: accounts.map(({ name, username, roles, unitId, disabled }) => [
      name,
      username,
      roles.map((role) => ROLE_TEXT[role]).join("、"),
      ...(kind === "city" ? [] : [unitId === null ? "" : (unitNames.get(unitId) ?? "")]),
      disabled ? STATES.stop : STATES.use,
    ]),
  };
}

export const passwordSheet = (slips: readonly InitialPassword[]): DataSheet => ({
  name: "初始密码",
  columns: [
    ["单位", 28],
    ["姓名", 14],
    ["用户名", 18],
    ["初始密码", 20],
  ],
  rows: slips.map(({ unit, name, username, password }) => [unit, name, username, password]),
});
