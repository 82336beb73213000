import { organisationName, personName, username as usernameSchema } from "#core/api/system.ts";
import type { RowAction } from "#core/people/account-sheet.ts";
import { districtName } from "#core/people/district-name.ts";
import { type CellFault, narrow, readTable, type TableColumn, type TableRow, tooLong } from "#core/people/table.ts";
import { ok, type Result } from "#core/result.ts";

export type DistrictColumn = "name" | "code" | "person" | "username";

export const DISTRICT_COLUMNS: readonly TableColumn<DistrictColumn>[] = [
  { key: "name", names: ["区县名称", "区县", "单位名称"], required: true },
  { key: "code", names: ["行政区划代码", "代码"], required: false },
  { key: "person", names: ["管理员姓名", "姓名"], required: true },
  { key: "username", names: ["管理员用户名", "用户名"], required: true },
];

/** Six digits, as in GB/T 2260. */
export const isDistrictCode = (text: string): boolean => /^[1-9]\d{5}$/.test(text);
export const CODE_RULE = "行政区划代码为6位数字";

export interface KnownDistrict {
  id: string;
  name: string;
  code: string | null;
}

export interface DistrictSheetContext {
  districts: readonly KnownDistrict[];
  /** what every organisation reports as, cities too */
  names: ReadonlySet<string>;
  /** user name (folded) → the organisation whose it is */
  usernames: ReadonlyMap<string, string>;
}

export interface FirstAdministrator {
  name: string;
  username: string;
}

export type DistrictWrite =
  | { kind: "create"; name: string; code: string | null; administrator: FirstAdministrator }
  | { kind: "change"; id: string; name: string; code: string | null; administrator: FirstAdministrator | undefined };

export interface DistrictRowPlan {
  row: number;
  name: string;
  username: string;
  action: RowAction;
  says: string[];
  faults: CellFault[];
  write: DistrictWrite | undefined;
}

/** What a list of districts would do to the installation: a district is known by its code, then by its name. */
export function planDistrictSheet(
  table: readonly (readonly string[])[],
  context: DistrictSheetContext,
): Result<{ rows: DistrictRowPlan[]; faults: string[] }, string> {
  const read = readTable(table, DISTRICT_COLUMNS);
  if (!read.ok) return read;
  const seen = new Map<string, number>();
  const rows = read.value.map((row) => planRow(row, seen, context));
  return ok({ rows, faults: [] });
}

function planRow(
  row: TableRow<DistrictColumn>,
  seen: Map<string, number>,
  context: DistrictSheetContext,
): DistrictRowPlan {
  const faults = tooLong(row, DISTRICT_COLUMNS);
  const note = (column: string, message: string): void => void faults.push({ column, message });
  const once = (column: string, value: string): void => {
    const key = `${column} ${value}`;
    const earlier = seen.get(key);
    if (value !== "" && earlier !== undefined) note(column, `与第${earlier}行重复，请核对`);
    else seen.set(key, row.number);
  };
  const [name, code] = [row.cell("name"), narrow(row.cell("code"))];
  const person = row.cell("person");
  const username = narrow(row.cell("username")).toLowerCase();
  const known = context.districts.find((each) => code !== "" && each.code === code) ?? byName(context, name);
  if (!organisationName.safeParse(name).success) note("区县名称", "请填写区县全称，2至60字");
  if (code !== "" && !isDistrictCode(code)) note("行政区划代码", `${CODE_RULE}，或留空`);
  if (districtName(known?.name ?? "") !== districtName(name) && context.names.has(districtName(name)))
    note("区县名称", "已有同名单位，请核对名称和代码");
  if (known && code !== "" && known.code !== null && known.code !== code)
    note("行政区划代码", `本系统中该区县的代码是${known.code}，请核对`);
  for (const [column, value] of [
    ["区县名称", districtName(name)],
    ["行政区划代码", code],
    ["管理员用户名", username],
  ] as const)
    once(column, value);
  const administrator = administratorOf({ person, username }, known, context, note);
  const base = { row: row.number, name: name.slice(0, 60), username: username.slice(0, 40) };
  if (faults.length > 0) return { ...base, action: "fault", says: [], faults, write: undefined };
  return { ...base, faults, ...stepOf(known, name, code === "" ? null : code, administrator) };
}

const byName = ({ districts }: DistrictSheetContext, name: string): KnownDistrict | undefined =>
  districts.find((each) => districtName(each.name) === districtName(name));

/** Undefined = it has this administrator already, or none is asked for. */
function administratorOf(
  { person, username }: { person: string; username: string },
  known: KnownDistrict | undefined,
  { usernames }: DistrictSheetContext,
  note: (column: string, message: string) => void,
): FirstAdministrator | undefined {
  if (known && username === "" && person === "") return undefined;
  const owner = usernames.get(username);
  if (known && owner === known.id) return undefined;
  if (owner !== undefined) note("管理员用户名", "已被其他单位使用，请换一个");
  const valid = usernameSchema.safeParse(username);
  if (!valid.success) note("管理员用户名", username === "" ? "请填写" : (valid.error.issues[0]?.message ?? "请检查"));
  if (!personName.safeParse(person).success) note("管理员姓名", person === "" ? "请填写" : "最多40字，请检查");
  return { name: person, username };
}

function stepOf(
  known: KnownDistrict | undefined,
  name: string,
  code: string | null,
  administrator: FirstAdministrator | undefined,
): Pick<DistrictRowPlan, "action" | "says" | "write"> {
  const adds = administrator ? [`管理员：${administrator.name}（${administrator.username}）`] : [];
  if (!known && administrator)
    return {
      action: "create",
      says: [...(code === null ? [] : [`代码：${code}`]), ...adds],
      write: { kind: "create", name, code, administrator },
    };
  if (!known) throw new Error("a new district without an administrator is a fault");
  const newCode = code ?? known.code;
  const says = [
    ...(known.name === name ? [] : [`名称由“${known.name}”改为“${name}”`]),
    ...(known.code === newCode ? [] : [`代码由“${known.code ?? "无"}”改为“${newCode ?? "无"}”`]),
    ...adds.map((text) => `增设${text}`),
  ];
  if (says.length === 0) return { action: "same", says, write: undefined };
  return { action: "change", says, write: { kind: "change", id: known.id, name, code: newCode, administrator } };
}
