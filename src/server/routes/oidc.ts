import type { Hono } from "hono";
import { parse, serialize } from "hono/utils/cookie";
import { beginOidc, finishOidc, type OidcFailure, signInWays } from "#core/api/oidc.ts";
import { type Pending, pending } from "#server/auth/identity-provider.ts";
import { seal, unseal } from "#server/auth/seal.ts";
import type { Deps } from "#server/deps.ts";
import { mount } from "#server/routes/mount.ts";
import { isEncrypted } from "#server/routes/security.ts";
import { signInByName } from "#server/services/sign-in-by-name.ts";

const COOKIE = "ziping.oidc";
const PATH = "/api/oidc";
/** As long as somebody may take at the provider's page. */
const PENDING_SECONDS = 600;
/** What the cookie is sealed for. */
const OWNER = "oidc";

const goTo = (location: string, cookies: readonly string[] = []): Response => {
  const headers = new Headers({ location, "cache-control": "no-store" });
  for (const cookie of cookies) headers.append("set-cookie", cookie);
  return new Response(null, { status: 302, headers });
};
const back = (failure: OidcFailure, cookies: readonly string[] = []): Response =>
  goTo(`/sign-in?oidc=${failure}`, cookies);

export function mountOidc(app: Hono, deps: Deps): void {
  const { store, auth, identityProvider: provider } = deps;
  const cookie = (request: Request, value: string, maxAge: number): string =>
    serialize(COOKIE, value, { path: PATH, httpOnly: true, sameSite: "Lax", secure: isEncrypted(request), maxAge });

  mount(app, deps, signInWays, { open: async () => ({ oidc: provider !== undefined }) });
  mount(app, deps, beginOidc, {
    open: async ({ request }) => {
      const begun = await provider?.begin();
      if (!begun?.ok) return back("unavailable");
      const text = new TextEncoder().encode(JSON.stringify(begun.value.pending));
      return goTo(begun.value.url, [cookie(request, await seal(store.db, OWNER, text), PENDING_SECONDS)]);
    },
  });
  mount(app, deps, finishOidc, {
    open: async ({ request }) => {
      const spent = cookie(request, "", 0);
      const asked = await readPending(deps, request);
      if (!provider || !asked) return back("refused", [spent]);
      const name = await provider.finish(new URL(request.url).search, asked);
      if (!name.ok) return back(name.error, [spent]);
      const replaced = await auth.identify(request);
      const signedIn = await signInByName(deps, name.value, replaced?.sessionId);
      if (!signedIn) return back("unknown", [spent]);
      const secure = isEncrypted(request) ? "; Secure" : "";
      return goTo("/", [spent, ...signedIn.cookies.map((each) => each + secure)]);
    },
  });
}

/** What this very browser asked; nothing that was made or changed elsewhere opens. */
async function readPending({ store }: Deps, request: Request): Promise<Pending | undefined> {
  const sealed = parse(request.headers.get("cookie") ?? "", COOKIE)[COOKIE];
  if (sealed === undefined) return undefined;
  try {
    return pending.parse(JSON.parse(new TextDecoder().decode(await unseal(store.db, OWNER, sealed))));
  } catch {
    // not sealed here: as good as none
    return undefined;
  }
}
