import { none, open, requirements, stated, tested } from "./requirement.ts";

const POLICY = "tests/server/password-policy.test.ts";
const SESSION = "tests/server/session.test.ts";
const SESSIONS = "tests/security/sessions.test.ts";
const SECOND = "tests/server/two-factor.test.ts";
const ACCESS = "tests/server/access.test.ts";
const OIDC = "tests/server/oidc.test.ts";
const NO_MESSAGE = none("no codes are sent by telephone, message or mail");

/** V6 authentication, V7 sessions, V8 authorization */
export const AUTHENTICATION = requirements([
  [
    "6.1.1",
    1,
    "what holds guessing off is written down",
    stated("DECISIONS.md, “Guessing is held off thrice”, and src/server/services/lock-out.ts"),
  ],
  ["6.1.2", 2, "words of the trade that no password may be", stated("OFFICE in src/server/auth/password-words.ts")],
  [
    "6.1.3",
    2,
    "all ways to sign in are written down",
    stated("README, “Signing in”: password, password with a second step, identity provider"),
  ],
  ["6.2.1", 1, "passwords have a least length", tested(POLICY, "refuses %s")],
  [
    "6.2.2",
    1,
    "people can change their password",
    tested(SESSION, "survives a change of one's own password, the others end"),
  ],
  [
    "6.2.3",
    1,
    "a change asks for the old one",
    tested(SESSION, "survives a change of one's own password, the others end"),
  ],
  [
    "6.2.4",
    1,
    "common passwords are refused, three thousand at least",
    tested(POLICY, "knows more than a hundred thousand that are long enough to be set"),
  ],
  ["6.2.5", 1, "no rules of composition", tested(POLICY, "accepts %s")],
  ["6.2.6", 1, "password fields are masked", stated("src/app/ui/password-field.tsx, used everywhere; shown on demand")],
  ["6.2.7", 1, "paste and password managers work", stated("autocomplete names on every field; nothing blocks a paste")],
  [
    "6.2.8",
    1,
    "a password is verified as it was typed",
    stated("better-auth hashes the text as it comes; only the policy folds its own copy"),
  ],
  ["6.2.9", 2, "64 characters are allowed", tested(POLICY, "accepts %s")],
  ["6.2.10", 2, "no forced change by time", stated("nothing expires a password")],
  ["6.2.11", 2, "words of the trade are refused", tested(POLICY, "refuses %s")],
  [
    "6.2.12",
    2,
    "breached passwords are refused",
    tested(POLICY, "knows more than a hundred thousand that are long enough to be set"),
  ],
  [
    "6.3.1",
    1,
    "guessing and stuffing are held off",
    tested(SESSIONS, "is held after a hundred refused names, for everybody there and nobody elsewhere"),
  ],
  [
    "6.3.2",
    1,
    "no default accounts",
    tested("tests/contract/setup.test.ts", "creates the organisation and a first account that can sign in"),
  ],
  ["6.3.3", 2, "a second factor", tested(SECOND, "an %s sets it up before anything else")],
  [
    "6.3.4",
    2,
    "no way in beside those that are written down",
    tested("tests/core/api.test.ts", "are open without a session only where that is listed"),
  ],
  [
    "6.4.1",
    1,
    "initial passwords are random, strong and end",
    tested(
      "tests/contract/people.test.ts",
      "are made, changed and stopped together, each with its event; passwords are told once and open the door to one room",
    ),
  ],
  ["6.4.2", 1, "no secret questions", none("there are none")],
  [
    "6.4.3",
    2,
    "a forgotten password is reset without leaving the second factor",
    tested(SECOND, "is taken off by an administrator, in the log, and the sessions end"),
  ],
  [
    "6.4.4",
    2,
    "who lost the factor is identified again",
    stated("the page asks the administrator to do so in person; the act is in the log"),
  ],
  [
    "6.5.1",
    2,
    "codes are good once",
    tested(SECOND, "takes each code once, and none of an earlier step after a later one"),
  ],
  [
    "6.5.2",
    2,
    "recovery codes are kept as hashes",
    tested(SECOND, "keeps neither the key nor a recovery code in the database as it is"),
  ],
  [
    "6.5.3",
    2,
    "codes and seeds come from the system's chance",
    tested(
      "tests/security/source.test.ts",
      "takes chance for secrets from the system, and hashes by nothing older than SHA-256",
    ),
  ],
  [
    "6.5.4",
    2,
    "codes have enough bits",
    tested(SECOND, "is passed by each of ten recovery codes once, however it is typed"),
  ],
  [
    "6.5.5",
    2,
    "codes live as long as they must",
    tested("tests/core/totp.test.ts", "are taken half a minute early or late, and name the step that they use up"),
  ],
  ["6.6.1", 2, "codes by telephone are not the only ones", NO_MESSAGE],
  ["6.6.2", 2, "sent codes are bound to their request", NO_MESSAGE],
  [
    "6.6.3",
    2,
    "codes are not guessed",
    tested(SECOND, "locks the account with the fifth wrong code, also against the right one"),
  ],
  ["6.8.1", 2, "one provider cannot speak for another", none("one identity provider at most")],
  [
    "6.8.2",
    2,
    "signatures of assertions are verified",
    tested(OIDC, "refuses an answer that is not the provider's: %s"),
  ],
  ["6.8.3", 2, "SAML assertions are used once", none("no SAML is read")],
  [
    "6.8.4",
    2,
    "the provider's strength is asked for",
    open("the provider decides how its people sign in; no strength is demanded of it"),
  ],
  [
    "7.1.1",
    2,
    "idle and absolute limits are written down",
    stated("README and DECISIONS.md: twelve hours idle, seven days at most"),
  ],
  [
    "7.1.2",
    2,
    "how many sessions one account has is written down",
    stated("DECISIONS.md: as many as its owner opens; each can be ended everywhere at once"),
  ],
  [
    "7.1.3",
    2,
    "systems that make sessions together are written down",
    stated("README, “Signing in”: sessions are this program's own also where the provider vouches"),
  ],
  ["7.2.1", 1, "the server verifies the token", tested(SESSION, "cannot be continued with another signature")],
  ["7.2.2", 1, "tokens are made for each session", tested(SESSIONS, "has tokens that share nothing and say nothing")],
  ["7.2.3", 1, "tokens have 128 bits of chance", tested(SESSIONS, "has tokens that share nothing and say nothing")],
  [
    "7.2.4",
    1,
    "a new token at sign-in, the old one ends",
    tested(SESSIONS, "is a new one at every sign-in, and the one before it ends"),
  ],
  ["7.3.1", 2, "a session ends when nobody is there", tested(SESSIONS, "ends after half a day without a request")],
  ["7.3.2", 2, "a session ends by age", tested(SESSIONS, "is prolonged by use, up to a week from its beginning")],
  [
    "7.4.1",
    1,
    "an ended session is worth nothing",
    tested(SESSION, "ends here and lives on elsewhere, or ends everywhere"),
  ],
  [
    "7.4.2",
    1,
    "the sessions of a disabled account end",
    tested(SESSION, "ends when the account is disabled, and cannot be started again"),
  ],
  [
    "7.4.3",
    2,
    "other sessions end with a changed factor",
    tested(SECOND, "ends the sessions elsewhere when it is set up"),
  ],
  [
    "7.4.4",
    2,
    "every page shows the way out",
    tested(
      "tests/journeys/session.test.ts",
      "a changed password ends the session elsewhere, and signing out leads to the door",
    ),
  ],
  [
    "7.4.5",
    2,
    "administrators can end sessions",
    tested(SESSION, "ends when the account is disabled, and cannot be started again"),
  ],
  [
    "7.5.1",
    2,
    "what signing in rests on is changed with the password only",
    tested(SECOND, "is set up, renewed and ended only by who knows the password"),
  ],
  [
    "7.5.2",
    2,
    "people can end their sessions",
    tested(SESSION, "ends here and lives on elsewhere, or ends everywhere"),
  ],
  [
    "7.6.1",
    2,
    "sessions here and at the provider",
    stated("a session here lives by its own limits, whatever the provider's does; README says so"),
  ],
  ["7.6.2", 2, "no session begins without an act", stated("a button begins it; nothing signs in by itself")],
  [
    "8.1.1",
    1,
    "who may do what is written down",
    stated("src/core/access/access.ts: one function, one table of actions"),
  ],
  [
    "8.1.2",
    2,
    "rules for single fields are written down",
    stated("the contracts: what a role may not see has no place in the answer that it gets"),
  ],
  [
    "8.2.1",
    1,
    "functions are for those who may",
    tested(ACCESS, "%s is what can() says, for every role, in one's own organisation and another"),
  ],
  [
    "8.2.2",
    1,
    "data are for those who may",
    tested(ACCESS, "answers another organisation's resource exactly like one that does not exist"),
  ],
  [
    "8.2.3",
    2,
    "fields are for those who may",
    tested(
      "tests/server/review/blind.test.ts",
      "learns nothing of the first one's word before deciding, and everything after",
    ),
  ],
  [
    "8.3.1",
    1,
    "the server decides",
    tested(ACCESS, "%s is what can() says, for every role, in one's own organisation and another"),
  ],
  [
    "8.4.1",
    2,
    "organisations are kept apart",
    tested(ACCESS, "answers another organisation's resource exactly like one that does not exist"),
  ],
]);
