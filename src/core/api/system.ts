import { z } from "zod";
import { organisationKind, role } from "#core/access/access.ts";
import { endpoint } from "#core/api/endpoint.ts";

const id = z.string().min(1).max(64);
const USERNAME_RULE = "用户名为3至32位字母、数字或 . _ -";
export const username = z
  .string()
  .min(3, USERNAME_RULE)
  .max(32, USERNAME_RULE)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, USERNAME_RULE);
export const password = z.string().min(10, "密码至少10位").max(128, "密码最多128位");
export const personName = z.string().trim().min(1, "请填写姓名").max(40);
export const organisationName = z.string().trim().min(2, "请填写单位名称").max(60);

export const health = endpoint({
  method: "GET",
  path: "/api/health",
  action: "public",
  summary: "Version, and whether database and files are in order; degraded = some of it does not work",
  response: z.object({
    status: z.enum(["ok", "degraded"]),
    version: z.string(),
    store: z.object({ kind: z.enum(["sqlite", "postgres"]), ready: z.boolean(), migration: z.int() }),
    /** whether evidence can be written at present */
    files: z.object({ ready: z.boolean() }),
    templates: z.int(),
  }),
  errors: ["store.unavailable"],
});

/** For the proxy in front of several processes: whether this one wants new requests. */
export const readiness = endpoint({
  method: "GET",
  path: "/api/ready",
  action: "public",
  summary: "Whether this process takes new requests",
  response: z.object({ ready: z.literal(true) }),
  errors: ["store.unavailable"],
});

export const setupState = endpoint({
  method: "GET",
  path: "/api/setup",
  action: "public",
  summary: "Where a visit begins: set-up, sign-in or the app",
  response: z.object({ needed: z.boolean(), signedIn: z.boolean() }),
  errors: [],
});

export const setUp = endpoint({
  method: "POST",
  path: "/api/setup",
  action: "public",
  summary: "Create the organisation and its first administrator, or load the sample district",
  body: z.discriminatedUnion("mode", [
    z.strictObject({
      mode: z.literal("organisation"),
      code: z.string().max(64),
      kind: organisationKind,
      organisation: organisationName,
      name: personName,
      username,
      password,
    }),
    /** one account per role, all with this password */
    z.strictObject({ mode: z.literal("sample"), code: z.string().max(64), password }),
  ]),
  response: z.object({ organisation: z.string(), usernames: z.array(z.string()) }),
  errors: ["request.invalid", "setup.wrong-code", "setup.already-done", "session.locked", "account.weak-password"],
});

export const me = z.object({
  accountId: id,
  name: z.string(),
  username: z.string(),
  organisation: z.object({ id, kind: organisationKind, name: z.string() }),
  /** no city office works on this installation: its checklists are the district's own */
  alone: z.boolean(),
  unitId: id.optional(),
  roles: z.array(role),
  /** the installation is this city's: its administrator adds districts */
  hosts: z.literal(true).optional(),
  /** the password was given by somebody else: nothing else is answered before it is changed */
  passwordDue: z.literal(true).optional(),
  /** the second step of signing in has to be set up before anything else is done */
  mustEnrol: z.literal(true).optional(),
});
export type Me = z.infer<typeof me>;

export const signIn = endpoint({
  method: "POST",
  path: "/api/session",
  action: "public",
  summary: "Sign in; sets the session cookie",
  body: z.strictObject({
    username: z.string().max(64),
    password: z.string().max(128),
    /** six digits of an authenticator app, or a recovery code, where the account asks for one */
    code: z.string().max(64).optional(),
  }),
  response: me,
  errors: [
    "request.invalid",
    "session.wrong-credentials",
    "session.locked",
    "session.code-required",
    "session.wrong-code",
  ],
});
export const signOut = endpoint({
  method: "DELETE",
  path: "/api/session",
  action: "account.self",
  summary: "Sign out here, or everywhere",
  query: z.object({ everywhere: z.enum(["true", "false"]).default("false") }),
  errors: ["session.required"],
});
export const currentAccount = endpoint({
  method: "GET",
  path: "/api/me",
  action: "account.self",
  summary: "Who is signed in",
  response: me,
  errors: ["session.required"],
});
export const changePassword = endpoint({
  method: "PUT",
  path: "/api/me/password",
  action: "account.self",
  summary: "Change one's own password; other sessions end",
  body: z.strictObject({ current: z.string().max(128), next: password }),
  errors: ["request.invalid", "session.required", "session.locked", "account.wrong-password", "account.weak-password"],
});

export const account = z.object({
  id,
  username: z.string(),
  name: z.string(),
  roles: z.array(role),
  unitId: id.nullable(),
  disabled: z.boolean(),
  /** who has taken over from somebody who left; null = nobody */
  successorId: id.nullable(),
  createdAt: z.iso.datetime(),
});
export type Account = z.infer<typeof account>;

export const listAccounts = endpoint({
  method: "GET",
  path: "/api/accounts",
  action: "account.manage",
  summary: "Accounts of one's organisation",
  response: z.array(account),
  errors: ["session.required", "access.denied"],
});
export const createAccount = endpoint({
  method: "POST",
  path: "/api/accounts",
  action: "account.manage",
  summary: "Create an account",
  body: z.strictObject({
    username,
    name: personName,
    password,
    roles: z.array(role).min(1, "至少选择一个角色"),
    unitId: id.nullable(),
  }),
  response: account,
  errors: ["request.invalid", "session.required", "access.denied", "account.username-taken", "account.weak-password"],
});
export const changeAccount = endpoint({
  method: "PATCH",
  path: "/api/accounts/:accountId",
  action: "account.manage",
  summary: "Change roles, unit or password, disable or enable; sessions of a disabled account end",
  params: z.object({ accountId: id }),
  body: z.strictObject({
    name: personName.optional(),
    roles: z.array(role).min(1, "至少选择一个角色").optional(),
    unitId: id.nullable().optional(),
    disabled: z.boolean().optional(),
    password: password.optional(),
  }),
  response: account,
  errors: [
    "request.invalid",
    "session.required",
    "access.denied",
    "resource.not-found",
    "account.last-administrator",
    "account.weak-password",
  ],
});

export const unit = z.object({ id, name: z.string() });
export type Unit = z.infer<typeof unit>;
export const listUnits = endpoint({
  method: "GET",
  path: "/api/units",
  action: "unit.read",
  summary: "Responsible units of one's organisation",
  response: z.array(unit),
  errors: ["session.required"],
});
export const createUnit = endpoint({
  method: "POST",
  path: "/api/units",
  action: "unit.manage",
  summary: "Add a responsible unit",
  body: z.strictObject({ name: z.string().trim().min(2, "请填写单位名称").max(60) }),
  response: unit,
  errors: ["request.invalid", "session.required", "access.denied", "unit.name-taken"],
});
