import { type OrganisationKind, ROLE_TEXT, ROLES_IN, type Role } from "#core/access/access.ts";
import { type Account, personName, type Unit, username as usernameSchema } from "#core/api/system.ts";
import { type CellFault, narrow, readTable, type TableColumn, type TableRow, tooLong } from "#core/people/table.ts";
import { ok, type Result } from "#core/result.ts";

export type AccountColumn = "name" | "username" | "roles" | "unit" | "state";

export const ACCOUNT_COLUMNS: readonly TableColumn<AccountColumn>[] = [
  { key: "name", names: ["姓名"], required: true },
  { key: "username", names: ["用户名", "账号", "登录名"], required: true },
  { key: "roles", names: ["角色"], required: true },
  { key: "unit", names: ["责任单位", "所属单位", "单位"], required: false },
  { key: "state", names: ["状态"], required: false },
];

/** What may stand under 状态; the first is what an empty cell means. */
export const STATES = { use: "启用", stop: "停用", password: "重发密码" } as const;

export interface AccountSheetContext {
  kind: OrganisationKind;
  units: readonly Unit[];
  accounts: readonly Account[];
  /** user names of other organisations, folded */
  takenElsewhere: ReadonlySet<string>;
  /** who confirms it */
  ownId: string;
}

export interface AccountTraits {
  name: string;
  roles: Role[];
  unitId: string | null;
  disabled: boolean;
}

export type AccountWrite =
  | { kind: "create"; username: string; to: AccountTraits }
  | { kind: "change"; accountId: string; username: string; to: AccountTraits; newPassword: boolean };

export type RowAction = "create" | "change" | "disable" | "same" | "fault";

export interface AccountRowPlan {
  row: number;
  name: string;
  username: string;
  action: RowAction;
  /** what it would do, in words */
  says: string[];
  faults: CellFault[];
  write: AccountWrite | undefined;
}

export interface AccountPlan {
  rows: AccountRowPlan[];
  /** about all of them together */
  faults: string[];
}

/** What a list of people would do to the accounts of an organisation. Nothing is guessed: what is not clear is a fault. */
export function planAccountSheet(
  table: readonly (readonly string[])[],
  context: AccountSheetContext,
): Result<AccountPlan, string> {
  const read = readTable(table, ACCOUNT_COLUMNS);
  if (!read.ok) return read;
  const seen = new Map<string, number>();
  const rows = read.value.map((row) => {
    const folded = narrow(row.cell("username")).toLowerCase();
    const earlier = seen.get(folded);
    if (folded !== "" && earlier === undefined) seen.set(folded, row.number);
    return planRow(row, folded, earlier, context);
  });
  return ok({ rows, faults: wholeFaults(rows, context) });
}

function planRow(
  row: TableRow<AccountColumn>,
  folded: string,
  earlier: number | undefined,
  context: AccountSheetContext,
): AccountRowPlan {
  const known = context.accounts.find(({ username }) => username === folded);
  const faults = tooLong(row, ACCOUNT_COLUMNS);
  const note = (column: string, message: string): undefined => void faults.push({ column, message });
  if (earlier !== undefined) note("用户名", `与第${earlier}行重复，请只留一行`);
  if (context.takenElsewhere.has(folded)) note("用户名", "已被其他单位使用，请换一个");
  const valid = usernameSchema.safeParse(folded);
  if (!valid.success) note("用户名", folded === "" ? "请填写用户名" : (valid.error.issues[0]?.message ?? "请检查"));
  const named = row.cell("name") === "" && known ? known.name : row.cell("name");
  if (!personName.safeParse(named).success) note("姓名", named === "" ? "请填写姓名" : "姓名最多40字，请检查");
  const roles = rolesOf(row.cell("roles"), context.kind, known?.roles, note);
  const unitId = unitOf(row.cell("unit"), context, known, note);
  const state = stateOf(row.cell("state"), known, context.ownId, note);
  if (unitId === null && roles.includes("contributor") && faults.length === 0 && state !== "stop")
    note("责任单位", "填报人须有责任单位，请填写本单位已有的责任单位名称");
  const base = { row: row.number, name: named.slice(0, 40), username: folded.slice(0, 40) };
  if (faults.length > 0) return { ...base, action: "fault", says: [], faults, write: undefined };
  const to = { name: named, roles, unitId, disabled: state === "stop" };
  return { ...base, faults, ...stepOf(known, folded, to, state === "password", context) };
}

type Note = (column: string, message: string) => undefined;

function rolesOf(text: string, kind: OrganisationKind, known: readonly Role[] | undefined, note: Note): Role[] {
  const words = narrow(text)
    .split(/[、,;/\s]+/)
    .filter(Boolean);
  if (words.length === 0 && known) return [...known];
  const allowed = ROLES_IN[kind].map((role) => ROLE_TEXT[role]).join("、");
  if (words.length === 0) note("角色", `请填写角色，可填：${allowed}`);
  const found = words.map((word) => ROLES_IN[kind].find((role) => ROLE_TEXT[role] === word));
  const wrong = words.find((_, index) => found[index] === undefined);
  if (wrong !== undefined) note("角色", `没有“${wrong.slice(0, 20)}”这个角色，可填：${allowed}`);
  return [...new Set(found.flatMap((role) => role ?? []))];
}

function unitOf(
  text: string,
  { kind, units }: AccountSheetContext,
  known: Account | undefined,
  note: Note,
): string | null {
  if (text === "") return known?.unitId ?? null;
  if (kind === "city") note("责任单位", "市级账号没有责任单位，请留空");
  const found = units.find(({ name }) => name === text || narrow(name) === narrow(text));
  if (!found && kind === "district")
    note("责任单位", `没有“${text.slice(0, 30)}”这个责任单位，请改用已有名称，或先在账号管理页新增`);
  return found?.id ?? null;
}

function stateOf(text: string, known: Account | undefined, ownId: string, note: Note): keyof typeof STATES {
  const word = narrow(text);
  if (word === "" || word === "正常") return known?.disabled && word === "" ? "stop" : "use";
  if (word === "已停用" || word === STATES.stop) {
    if (!known) note("状态", "还没有这个账号，不能停用，请删去本行或改为启用");
    if (known?.id === ownId) note("状态", "不能停用正在使用的账号，请由另一位管理员停用");
    return "stop";
  }
  if (word === STATES.password && known?.id === ownId) note("状态", "本人的密码请在“修改密码”里改");
  if (word === STATES.password) return "password";
  if (word !== STATES.use)
    note("状态", `不认识“${word.slice(0, 20)}”，可填：${Object.values(STATES).join("、")}，或留空`);
  return "use";
}

function stepOf(
  known: Account | undefined,
  username: string,
  to: AccountTraits,
  newPassword: boolean,
  { units }: AccountSheetContext,
): Pick<AccountRowPlan, "action" | "says" | "write"> {
  const unitText = (unitId: string | null): string => units.find(({ id }) => id === unitId)?.name ?? "无";
  const rolesText = (roles: readonly Role[]): string => roles.map((role) => ROLE_TEXT[role]).join("、");
  if (!known) {
    const says = [`角色：${rolesText(to.roles)}`, ...(to.unitId === null ? [] : [`责任单位：${unitText(to.unitId)}`])];
    return { action: "create", says, write: { kind: "create", username, to } };
  }
  const sameRoles = known.roles.length === to.roles.length && known.roles.every((role) => to.roles.includes(role));
  const says = [
    ...(known.name === to.name ? [] : [`姓名由“${known.name}”改为“${to.name}”`]),
    ...(sameRoles ? [] : [`角色由“${rolesText(known.roles)}”改为“${rolesText(to.roles)}”`]),
    ...(known.unitId === to.unitId ? [] : [`责任单位由“${unitText(known.unitId)}”改为“${unitText(to.unitId)}”`]),
    ...(known.disabled === to.disabled ? [] : [to.disabled ? "停用，登录随即失效" : "恢复使用"]),
    ...(newPassword ? ["重发初始密码，原密码和登录随即失效"] : []),
  ];
  if (says.length === 0) return { action: "same", says, write: undefined };
  const roles = sameRoles ? known.roles : to.roles;
  const write = { kind: "change", accountId: known.id, username, to: { ...to, roles }, newPassword } as const;
  return { action: to.disabled && !known.disabled ? "disable" : "change", says, write };
}

/** Somebody must be left who can manage the accounts. */
function wholeFaults(rows: readonly AccountRowPlan[], { accounts }: AccountSheetContext): string[] {
  const changed = new Map(rows.flatMap(({ username, write }) => (write ? [[username, write.to] as const] : [])));
  const after = [
    ...accounts.map((account) => changed.get(account.username) ?? account),
    ...rows.flatMap(({ write }) => (write?.kind === "create" ? [write.to] : [])),
  ];
  return after.some(({ roles, disabled }) => !disabled && roles.includes("administrator"))
    ? []
    : ["按此表本单位将没有可用的管理员，请至少保留一位"];
}
