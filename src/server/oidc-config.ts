import { z } from "zod";
import { err, ok, type Result } from "#core/result.ts";
import type { OidcSettings } from "#server/auth/openid.ts";

/** Encrypted, or on this very machine. */
const isSafe = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username } = new URL(text);
  return (
    username === "" && (protocol === "https:" || (protocol === "http:" && /^(127\.0\.0\.1|localhost)$/.test(hostname)))
  );
};

export const OIDC_VARIABLES = {
  OIDC_ISSUER: z.string().refine(isSafe, "应为 https:// 开头的统一身份认证地址（issuer）").optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_CLAIM: z
    .string()
    .regex(/^[A-Za-z0-9_.:/-]{1,64}$/, "应为身份令牌中与用户名对应的字段名，例如 preferred_username")
    .default("preferred_username"),
  PUBLIC_URL: z
    .string()
    .refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), {
      error: "应为浏览器访问本系统的地址，例如 https://ziping.example.cn",
    })
    .optional(),
};

/** All of it or nothing: a half-set provider is said at the start, not at the first sign-in. */
export function readOidc(
  env: z.output<z.ZodObject<typeof OIDC_VARIABLES>>,
): Result<OidcSettings | undefined, string[]> {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_CLAIM, PUBLIC_URL } = env;
  if (OIDC_ISSUER === undefined) return ok(undefined);
  if (OIDC_CLIENT_ID !== undefined && OIDC_CLIENT_SECRET !== undefined && PUBLIC_URL !== undefined)
    return ok({
      issuer: OIDC_ISSUER,
      clientId: OIDC_CLIENT_ID,
      clientSecret: OIDC_CLIENT_SECRET,
      claim: OIDC_CLAIM,
      publicUrl: PUBLIC_URL,
    });
  const missing = Object.entries({ OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, PUBLIC_URL }).filter(
    ([, value]) => value === undefined,
  );
  return err(missing.map(([name]) => `环境变量 ${name}：设置了 OIDC_ISSUER 时必须填写`));
}
