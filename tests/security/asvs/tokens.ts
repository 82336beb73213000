import { none, open, requirements, stated, tested } from "./requirement.ts";

const OIDC = "tests/server/oidc.test.ts";
const SECOND = "tests/server/two-factor.test.ts";
const SOURCE = "tests/security/source.test.ts";
const FORGED = "refuses an answer that is not the provider's: %s";
const OTHERS = none("that is for the identity provider; here is a client");
const NO_RESOURCE_SERVER = none("no access tokens are accepted: the interface knows sessions only");

/** V9 self-contained tokens, V10 OAuth and OIDC, V11 cryptography */
export const TOKENS = requirements([
  ["9.1.1", 1, "a token's signature is verified before its content is read", tested(OIDC, FORGED)],
  ["9.1.2", 1, "algorithms are those that are allowed, never none", tested(OIDC, FORGED)],
  ["9.1.3", 1, "keys come from the issuer that is set", tested(OIDC, FORGED)],
  ["9.2.1", 1, "tokens are taken in their time", tested(OIDC, FORGED)],
  ["9.2.2", 2, "tokens are of the right type", stated("only ID tokens are read, from the token endpoint")],
  ["9.2.3", 2, "tokens are meant for this program", tested(OIDC, FORGED)],
  ["9.2.4", 2, "tokens for several audiences name one", OTHERS],
  [
    "10.1.1",
    2,
    "tokens go to whom they are needed by",
    stated("tokens of the provider are read by the server and thrown away; the browser gets a session"),
  ],
  [
    "10.1.2",
    2,
    "answers belong to a question of this browser",
    tested(OIDC, "refuses an answer that this browser did not ask for"),
  ],
  [
    "10.2.1",
    2,
    "nobody signs others in by a planted answer",
    tested(OIDC, "refuses an answer that this browser did not ask for"),
  ],
  ["10.2.2", 2, "answers of several providers are not mixed", none("one provider at most")],
  ["10.3.1", 2, "access tokens are meant for this program", NO_RESOURCE_SERVER],
  ["10.3.2", 2, "decisions rest on the token's claims", NO_RESOURCE_SERVER],
  ["10.3.3", 2, "people are told by issuer and subject", NO_RESOURCE_SERVER],
  ["10.3.4", 2, "strength is demanded of access tokens", NO_RESOURCE_SERVER],
  ["10.4.1", 1, "redirects are compared exactly", OTHERS],
  ["10.4.2", 1, "codes are used once", OTHERS],
  ["10.4.3", 1, "codes are short-lived", OTHERS],
  ["10.4.4", 1, "grants are those needed", OTHERS],
  ["10.4.5", 1, "refresh tokens are not replayed", OTHERS],
  ["10.4.6", 2, "PKCE is demanded", tested(OIDC, "asks with PKCE, state and nonce, and for the openid scope")],
  ["10.4.7", 2, "dynamic registration is held", OTHERS],
  ["10.4.8", 2, "refresh tokens end", OTHERS],
  ["10.4.9", 2, "tokens can be revoked by their owner", OTHERS],
  [
    "10.4.10",
    2,
    "clients are authenticated",
    stated("the client's secret is sent to the token endpoint, OIDC_CLIENT_SECRET"),
  ],
  ["10.4.11", 2, "scopes are those needed", tested(OIDC, "asks with PKCE, state and nonce, and for the openid scope")],
  ["10.5.1", 2, "ID tokens are not replayed", tested(OIDC, FORGED)],
  [
    "10.5.2",
    2,
    "people are told by what cannot be given to others",
    open(
      "accounts here are found by the claim that the operator sets (OIDC_CLAIM), which must be one that the provider gives to one person only; README says so",
    ),
  ],
  ["10.5.3", 2, "another issuer is not believed", tested(OIDC, FORGED)],
  ["10.5.4", 2, "the audience is this client", tested(OIDC, FORGED)],
  ["10.5.5", 2, "back-channel logout is not misused", none("no back-channel logout")],
  ["10.6.1", 2, "response types are safe ones", OTHERS],
  ["10.6.2", 2, "logout at the provider is not forced", OTHERS],
  ["10.7.1", 2, "consent is asked for", OTHERS],
  ["10.7.2", 2, "consent is informed", OTHERS],
  ["10.7.3", 2, "consent can be taken back", OTHERS],
  [
    "11.1.1",
    2,
    "how keys are kept is written down",
    stated("DECISIONS.md, “Keys”: the installation's secret, what follows from it, and who can read them"),
  ],
  ["11.1.2", 2, "an inventory of keys and algorithms", stated("DECISIONS.md, “Keys”")],
  [
    "11.2.1",
    2,
    "validated implementations",
    stated("WebCrypto and Node's OpenSSL; @noble/hashes (audited) where pages without https have no WebCrypto"),
  ],
  [
    "11.2.2",
    2,
    "algorithms can be changed",
    stated(
      "passwords carry their parameters; sealed values are made again at the next enrolment; hashes in stored forms are named by format versions",
    ),
  ],
  [
    "11.2.3",
    2,
    "128 bits at least",
    stated("AES-256, SHA-256, 256-bit secrets; the 160-bit HMAC-SHA-1 of authenticator apps is not broken as a MAC"),
  ],
  [
    "11.3.1",
    1,
    "no insecure modes",
    tested(SECOND, "keeps neither the key nor a recovery code in the database as it is"),
  ],
  ["11.3.2", 1, "AES-GCM or as good", stated("src/server/auth/seal.ts: AES-256-GCM, a fresh nonce for each")],
  [
    "11.3.3",
    2,
    "what is encrypted cannot be altered unseen",
    tested(SECOND, "sealed for one account does not open for another"),
  ],
  [
    "11.4.1",
    1,
    "approved hashes",
    tested(SOURCE, "takes chance for secrets from the system, and hashes by nothing older than SHA-256"),
  ],
  ["11.4.2", 2, "passwords by a slow hash", stated("scrypt (N=16384, r=16, p=1) by better-auth; measured at 0.1 s")],
  [
    "11.4.3",
    2,
    "hashes for integrity are collision resistant",
    tested("tests/core/audit-chain.test.ts", "shows what was taken out, put in twice or swapped"),
  ],
  [
    "11.4.4",
    2,
    "keys from passwords are stretched",
    none("no key comes from a password here; that of an encrypted backup is the backup's"),
  ],
  [
    "11.5.1",
    2,
    "chance of 128 bits from the system",
    tested("tests/security/sessions.test.ts", "has tokens that share nothing and say nothing"),
  ],
  ["11.6.1", 2, "approved signatures and exchanges", tested(OIDC, FORGED)],
]);
