import { z } from "zod";
import { endpoint } from "#core/api/endpoint.ts";

const password = z.string().min(1, "请输入当前密码").max(128);

export const twoFactor = z.object({
  on: z.boolean(),
  /** what the installation asks of somebody with these roles */
  wanted: z.enum(["no", "recommended", "required"]),
  recoveryCodesLeft: z.int(),
});
export type TwoFactor = z.infer<typeof twoFactor>;

/** What stands behind the password of one's own account. */
export const twoFactorState = endpoint({
  method: "GET",
  path: "/api/me/two-factor",
  action: "account.self",
  summary: "Whether signing in takes a second step",
  response: twoFactor,
  errors: ["session.required"],
});

export const beginTwoFactor = endpoint({
  method: "POST",
  path: "/api/me/two-factor",
  action: "account.self",
  summary: "A new key for an authenticator app; it counts when a first code has confirmed it",
  body: z.strictObject({ password }),
  response: z.object({ key: z.string(), uri: z.string() }),
  errors: ["request.invalid", "session.required", "session.locked", "account.wrong-password", "two-factor.on"],
});

export const recoveryCodes = z.object({ recoveryCodes: z.array(z.string()) });

export const confirmTwoFactor = endpoint({
  method: "PUT",
  path: "/api/me/two-factor",
  action: "account.self",
  summary: "The first code: from now on signing in takes a second step; sessions elsewhere end",
  body: z.strictObject({ code: z.string().max(64) }),
  response: recoveryCodes,
  errors: ["request.invalid", "session.required", "session.locked", "two-factor.wrong-code", "two-factor.not-begun"],
});

export const renewRecoveryCodes = endpoint({
  method: "POST",
  path: "/api/me/two-factor/recovery-codes",
  action: "account.self",
  summary: "New recovery codes instead of the old ones",
  body: z.strictObject({ password }),
  response: recoveryCodes,
  errors: ["request.invalid", "session.required", "session.locked", "account.wrong-password", "two-factor.not-begun"],
});

export const endTwoFactor = endpoint({
  method: "POST",
  path: "/api/me/two-factor/end",
  action: "account.self",
  summary: "Sign in by the password alone again",
  body: z.strictObject({ password }),
  errors: ["request.invalid", "session.required", "session.locked", "account.wrong-password"],
});

export const resetTwoFactor = endpoint({
  method: "DELETE",
  path: "/api/accounts/:accountId/two-factor",
  action: "account.manage",
  summary: "Takes the second step off an account whose owner has lost the app; its sessions end",
  params: z.object({ accountId: z.string().min(1).max(64) }),
  errors: ["session.required", "access.denied", "resource.not-found"],
});
