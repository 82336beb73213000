import * as client from "openid-client";
import { z } from "zod";
import { err, ok, type Result } from "#core/result.ts";
import type { IdentityProvider, ProviderFault } from "#server/auth/identity-provider.ts";
import type { Log } from "#server/log.ts";

export interface OidcSettings {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** of the ID token: its value is the user name here */
  claim: string;
  /** where browsers reach this installation */
  publicUrl: string;
}

const TIMEOUT_SECONDS = 10;

/** OpenID Connect by the code flow with PKCE, state and nonce; only the signed ID token of the token endpoint is read. */
export function openidProvider(settings: OidcSettings, log: Log): IdentityProvider {
  const redirect = new URL("/api/oidc/callback", settings.publicUrl);
  let known: client.Configuration | undefined;
  const discover = async (): Promise<client.Configuration> => {
    const issuer = new URL(settings.issuer);
    known ??= await client.discovery(
      issuer,
      settings.clientId,
      undefined,
      client.ClientSecretPost(settings.clientSecret),
      {
        timeout: TIMEOUT_SECONDS,
        execute: [
          client.enableNonRepudiationChecks,
          ...(issuer.protocol === "http:" ? [client.allowInsecureRequests] : []),
        ],
      },
    );
    return known;
  };
  const guarded = async <T>(work: () => Promise<T>): Promise<Result<T, ProviderFault>> => {
    try {
      return ok(await work());
    } catch (error) {
      const fault = faultOf(error);
      log.error("oidc.failed", { fault, message: error instanceof Error ? error.message : "unknown" });
      return err(fault);
    }
  };
  return {
    begin: () =>
      guarded(async () => {
        const configuration = await discover();
        const pending = {
          state: client.randomState(),
          nonce: client.randomNonce(),
          verifier: client.randomPKCECodeVerifier(),
        };
        const url = client.buildAuthorizationUrl(configuration, {
          redirect_uri: redirect.href,
          scope: "openid profile",
          state: pending.state,
          nonce: pending.nonce,
          code_challenge: await client.calculatePKCECodeChallenge(pending.verifier),
          code_challenge_method: "S256",
        });
        return { url: url.href, pending };
      }),
    finish: (query, { state, nonce, verifier }) =>
      guarded(async () => {
        const tokens = await client.authorizationCodeGrant(await discover(), new URL(query, redirect), {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        });
        return z.string().min(1).max(64).parse(tokens.claims()?.[settings.claim]);
      }),
  };
}

/** No connection and no sense of the provider's is its being away; everything else is a refusal. */
const faultOf = (error: unknown): ProviderFault =>
  error instanceof TypeError || (error instanceof Error && error.name === "TimeoutError") ? "unavailable" : "refused";
