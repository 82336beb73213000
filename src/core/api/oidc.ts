import { z } from "zod";
import { endpoint } from "#core/api/endpoint.ts";

/** Why signing in by the identity provider did not work, as the sign-in page is told in its address. */
export const oidcFailure = z.enum(["unavailable", "refused", "unknown"]);
export type OidcFailure = z.infer<typeof oidcFailure>;

export const signInWays = endpoint({
  method: "GET",
  path: "/api/sign-in-ways",
  action: "public",
  summary: "Whether an identity provider is set beside passwords",
  response: z.object({ oidc: z.boolean() }),
  errors: [],
});

export const beginOidc = endpoint({
  method: "GET",
  path: "/api/oidc",
  action: "public",
  summary: "Leads to the identity provider",
  errors: [],
});

export const finishOidc = endpoint({
  method: "GET",
  path: "/api/oidc/callback",
  action: "public",
  summary:
    "Back from the identity provider: a session for the account of that name, or the sign-in page with the reason",
  errors: [],
});
