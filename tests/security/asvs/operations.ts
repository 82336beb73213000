import { none, open, requirements, stated, tested } from "./requirement.ts";

const APP = "tests/server/app.test.ts";
const PROCESS = "tests/contract/process.test.ts";
const AUDIT = "tests/server/audit.test.ts";
const TWO = "tests/contract/two-processes.test.ts";
const REQUESTS = "tests/security/requests.test.ts";
const NO_MEDIA = none("no WebRTC");
const PROXY_TLS = stated(
  "TLS is the proxy's: deploy/nginx.conf; the README says that more than one office's own network needs it",
);

/** V12 communication, V13 configuration, V14 data, V15 architecture, V16 logging, V17 WebRTC */
export const OPERATIONS = requirements([
  ["12.1.1", 1, "TLS 1.2 and 1.3 only", PROXY_TLS],
  ["12.1.2", 2, "recommended ciphers only", PROXY_TLS],
  ["12.1.3", 2, "client certificates are checked", none("no client certificates")],
  ["12.2.1", 1, "TLS wherever clients come from outside", PROXY_TLS],
  ["12.2.2", 1, "publicly trusted certificates", PROXY_TLS],
  [
    "12.3.1",
    2,
    "connections to other systems are encrypted",
    stated("PostgreSQL by sslmode in DATABASE_URL, the object store and the identity provider by https addresses"),
  ],
  [
    "12.3.2",
    2,
    "certificates of others are checked",
    stated("Node's default, which nothing here turns off; pg checks them with sslmode=verify-full"),
  ],
  [
    "12.3.3",
    2,
    "inner connections are encrypted",
    open("the proxy speaks HTTP to processes on the same machine or private network, as deploy/nginx.conf has it"),
  ],
  ["12.3.4", 2, "inner certificates are trusted ones", open("as 12.3.3")],
  [
    "13.1.1",
    2,
    "whom the program speaks to is written down",
    stated("README: database, object store, identity provider, each only where it is set; nothing else"),
  ],
  [
    "13.2.1",
    2,
    "back ends are authenticated",
    tested("tests/contract/object-store.test.ts", "refuses a wrong key, and says so as what it is"),
  ],
  [
    "13.2.2",
    2,
    "back ends are used with few rights",
    stated("one database of its own, one bucket; compose.yaml makes a user for it"),
  ],
  [
    "13.2.3",
    2,
    "no default credentials",
    tested("tests/server/config.test.ts", "asks for the keys of an object store"),
  ],
  [
    "13.2.4",
    2,
    "a list of what may be spoken to",
    stated("DATABASE_URL, FILES_URL and OIDC_ISSUER are the list; nothing is requested that input names"),
  ],
  ["13.2.5", 2, "the server requests nothing else", stated("as 13.2.4")],
  [
    "13.3.1",
    2,
    "secrets are managed",
    stated(
      "by the environment, or a file that systemd or the container reads; the installation's own secret is made by chance and lies in its database",
    ),
  ],
  [
    "13.3.2",
    2,
    "secrets are read by few",
    tested(PROCESS, "keeps its data from everybody else, and from a second process"),
  ],
  [
    "13.4.1",
    1,
    "no source control is served",
    tested("tests/server/static-files.test.ts", "never leaves its folder: %s"),
  ],
  ["13.4.2", 2, "no debugging in production", tested(APP, "shows an id to the user and its message to the log alone")],
  [
    "13.4.3",
    2,
    "no listings of folders",
    tested("tests/server/static-files.test.ts", "gives its page for every screen"),
  ],
  ["13.4.4", 2, "no TRACE", stated("Fetch knows no TRACE, and every method without a route is refused")],
  [
    "13.4.5",
    2,
    "no documentation or monitoring for strangers",
    tested("tests/core/api.test.ts", "are open without a session only where that is listed"),
  ],
  ["14.1.1", 2, "sensitive data are classified", stated("DECISIONS.md, “What is sensitive here”")],
  ["14.1.2", 2, "what each class needs is written down", stated("DECISIONS.md, “What is sensitive here”")],
  [
    "14.2.1",
    1,
    "nothing sensitive stands in an address",
    stated("the contracts: passwords, codes and content are bodies; addresses hold ids"),
  ],
  [
    "14.2.2",
    2,
    "no cache on the way keeps what is sensitive",
    tested(APP, "carries the security headers, an id, and is not cached"),
  ],
  [
    "14.2.3",
    2,
    "nothing goes to third parties",
    tested(
      "tests/journeys/hostile-text.test.ts",
      "whatever somebody writes is shown and never run, wherever it appears",
    ),
  ],
  ["14.2.4", 2, "each class is treated as written", tested(PROCESS, "logs no name, no answer and no password")],
  [
    "14.3.1",
    1,
    "the browser forgets at the end of a session",
    open(
      "queries are dropped from memory; what could not be sent yet stays on the machine for its owner, by decision: nothing typed is lost",
    ),
  ],
  ["14.3.2", 2, "browsers keep no answers", tested(APP, "carries the security headers, an id, and is not cached")],
  [
    "14.3.3",
    2,
    "nothing sensitive in the browser's storage",
    open("unsent text and a letterhead lie there, see 14.3.1; no password, token or code does"),
  ],
  [
    "15.1.1",
    1,
    "how soon libraries are renewed is written down",
    stated("DECISIONS.md, “Libraries are looked at before each release”"),
  ],
  [
    "15.1.2",
    2,
    "an inventory of libraries",
    tested("tests/architecture/dependencies.test.ts", "of production are all under free licences"),
  ],
  [
    "15.1.3",
    2,
    "what costs much is written down",
    stated("ARCHITECTURE.md: reports and checks run in threads; bench measures them"),
  ],
  [
    "15.2.1",
    1,
    "no library is overdue",
    stated("`npm run audit` asks the registry's advisories; it needs the network, so it is not part of `npm test`"),
  ],
  [
    "15.2.2",
    2,
    "what costs much cannot bring it down",
    tested(TWO, "of five hundred connections that never finish their request: others are served, and they are closed"),
  ],
  [
    "15.2.3",
    2,
    "production holds no test code",
    tested("tests/architecture/dependencies.test.ts", "of production are all imported by the product"),
  ],
  ["15.3.1", 1, "answers have the fields that are needed", tested(APP, "is an answer that breaks its own contract")],
  [
    "15.3.2",
    2,
    "redirects of back ends are not followed",
    stated("requests to the object store and the identity provider take no redirect"),
  ],
  [
    "15.3.3",
    2,
    "no mass assignment",
    tested(REQUESTS, "takes no member that its contract does not name, and no prototype"),
  ],
  [
    "15.3.4",
    2,
    "the client's address cannot be forged",
    tested("tests/security/sessions.test.ts", "of %s with X-Forwarded-For %j is %s"),
  ],
  [
    "15.3.5",
    2,
    "types are checked, comparisons strict",
    tested("tests/core/answer.test.ts", "refuse what is no answer and never throw"),
  ],
  [
    "15.3.6",
    2,
    "no prototype pollution",
    tested(REQUESTS, "takes no member that its contract does not name, and no prototype"),
  ],
  [
    "15.3.7",
    2,
    "doubled parameters do no harm",
    stated("parameters, query and body are parsed apart, each by its schema; of a doubled one the first counts"),
  ],
  [
    "16.1.1",
    2,
    "what is logged is written down",
    stated("README: the log of acts in the database, the process's lines on standard error"),
  ],
  [
    "16.2.1",
    2,
    "entries say when, where, who, what",
    tested(AUDIT, "is one sentence each with what was and what is, ids looked up"),
  ],
  ["16.2.2", 2, "times are UTC", stated("ISO 8601 in UTC by one clock, src/server/main.ts")],
  ["16.2.3", 2, "logs go where it is written", stated("as 16.1.1")],
  ["16.2.4", 2, "logs can be read by machines", stated("one JSON object a line; CSV of the log of acts")],
  ["16.2.5", 2, "no secrets and no personal data in lines", tested(PROCESS, "logs no name, no answer and no password")],
  [
    "16.3.1",
    2,
    "sign-ins are logged, also those that fail",
    tested("tests/server/session.test.ts", "is in the organisation's log"),
  ],
  [
    "16.3.2",
    2,
    "refused acts are logged",
    open(
      "a refusal is an answer with its request's id, and no entry: pages ask for what they may not show as a matter of course",
    ),
  ],
  [
    "16.3.3",
    2,
    "attempts to pass the controls are logged",
    tested("tests/server/session.test.ts", "is in the organisation's log"),
  ],
  [
    "16.3.4",
    2,
    "unexpected faults are logged",
    tested(APP, "shows an id to the user and its message to the log alone"),
  ],
  [
    "16.4.1",
    2,
    "nothing can be injected into a log",
    tested("tests/core/audit-csv.test.ts", "never begins with what a spreadsheet computes, whatever was typed"),
  ],
  ["16.4.2", 2, "logs cannot be altered unseen", tested(AUDIT, "says where it is broken")],
  [
    "16.4.3",
    2,
    "logs are sent elsewhere",
    open(
      "standard error goes where the operator sends it; the log of acts can be exported, and its head noted elsewhere",
    ),
  ],
  [
    "16.5.1",
    2,
    "users are told nothing of the inside",
    tested(APP, "shows an id to the user and its message to the log alone"),
  ],
  [
    "16.5.2",
    2,
    "it goes on when others fail",
    tested(TWO, "of the object store, which is away: said as that, and the rest goes on"),
  ],
  [
    "16.5.3",
    2,
    "it fails closed",
    tested("tests/contract/accounts.test.ts", "record what changed, from and to, and of a password only that it did"),
  ],
  ["17.1.1", 2, "TURN", NO_MEDIA],
  ["17.2.1", 2, "DTLS keys", NO_MEDIA],
  ["17.2.2", 2, "DTLS ciphers", NO_MEDIA],
  ["17.2.3", 2, "SRTP authentication", NO_MEDIA],
  ["17.2.4", 2, "malformed SRTP", NO_MEDIA],
  ["17.3.1", 2, "floods of signalling", NO_MEDIA],
  ["17.3.2", 2, "malformed signalling", NO_MEDIA],
]);
