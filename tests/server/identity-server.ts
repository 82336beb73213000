import { createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";

/** What the provider is told to do wrong, or for whom it speaks. */
export interface Told {
  username: string;
  /** overrides of the ID token's claims */
  claims: Record<string, unknown>;
  /** with which key, and under which algorithm, the token is signed */
  signing: "own" | "stranger" | "none";
}

/** A small OpenID provider on loopback: discovery, keys, tokens. What its page would do is done by the test. */
export interface IdentityServer {
  issuer: string;
  told: Told;
  /** as if somebody had signed in at its page: the query that the browser comes back with */
  approve: (authorizationUrl: string) => string;
  close: () => Promise<void>;
}

export const CLIENT = { id: "ziping", secret: "the client's secret" };

export async function startIdentityServer(): Promise<IdentityServer> {
  const own = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const stranger = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const told: Told = { username: "yb-editor", claims: {}, signing: "own" };
  const codes = new Map<string, { nonce: string; challenge: string; redirect: string }>();
  let issuer = "";

  const token = (nonce: string): string => {
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: issuer,
      aud: CLIENT.id,
      sub: "1",
      iat: now,
      exp: now + 60,
      nonce,
      preferred_username: told.username,
    };
    const keys: Record<Told["signing"], KeyObject | undefined> = {
      own: own.privateKey,
      stranger: stranger.privateKey,
      none: undefined,
    };
    return jwt({ ...claims, ...told.claims }, keys[told.signing]);
  };
  const exchange = (form: URLSearchParams): unknown => {
    const asked = codes.get(form.get("code") ?? "");
    codes.delete(form.get("code") ?? "");
    const challenge = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    const right =
      asked?.challenge === challenge &&
      asked.redirect === form.get("redirect_uri") &&
      form.get("client_id") === CLIENT.id &&
      form.get("client_secret") === CLIENT.secret;
    return right ? { access_token: "x", token_type: "Bearer", id_token: token(asked.nonce) } : undefined;
  };

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      if (request.url === "/.well-known/openid-configuration") return json(response, 200, metadata(issuer));
      if (request.url === "/keys")
        return json(response, 200, {
          keys: [{ ...own.publicKey.export({ format: "jwk" }), alg: "RS256", use: "sig", kid: "1" }],
        });
      const granted = exchange(new URLSearchParams(Buffer.concat(chunks).toString()));
      return granted ? json(response, 200, granted) : json(response, 400, { error: "invalid_grant" });
    });
  });
  issuer = await listen(server);
  return {
    issuer,
    told,
    approve: (authorizationUrl) => {
      const asked = new URL(authorizationUrl).searchParams;
      const code = `code-${codes.size + 1}-${asked.get("state")}`;
      codes.set(code, {
        nonce: asked.get("nonce") ?? "",
        challenge: asked.get("code_challenge") ?? "",
        redirect: asked.get("redirect_uri") ?? "",
      });
      return `?${new URLSearchParams({ code, state: asked.get("state") ?? "" })}`;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

const metadata = (issuer: string) => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/keys`,
  response_types_supported: ["code"],
  subject_types_supported: ["public"],
  id_token_signing_alg_values_supported: ["RS256"],
  code_challenge_methods_supported: ["S256"],
});

function jwt(claims: Record<string, unknown>, key: KeyObject | undefined): string {
  const encode = (part: unknown): string => Buffer.from(JSON.stringify(part)).toString("base64url");
  const text = `${encode({ alg: key ? "RS256" : "none", kid: "1" })}.${encode(claims)}`;
  return `${text}.${key ? sign("RSA-SHA256", Buffer.from(text), key).toString("base64url") : ""}`;
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

async function listen(server: Server): Promise<string> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return `http://127.0.0.1:${address.port}`;
}
