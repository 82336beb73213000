import { z } from "zod";
import type { Result } from "#core/result.ts";

/** What a browser keeps, sealed, between going to the provider and coming back. */
export const pending = z.strictObject({ state: z.string(), nonce: z.string(), verifier: z.string() });
export type Pending = z.infer<typeof pending>;

/** `refused`: the provider's answer is not to be believed, or says no; `unavailable`: there is none. */
export type ProviderFault = "refused" | "unavailable";

/** Somebody else who knows who people are. It vouches for names; accounts are made here. */
export interface IdentityProvider {
  begin: () => Promise<Result<{ url: string; pending: Pending }, ProviderFault>>;
  /** the user name that the provider vouches for; `query` is that of the address it sent the browser back to */
  finish: (query: string, pending: Pending) => Promise<Result<string, ProviderFault>>;
}
