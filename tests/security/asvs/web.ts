import { none, open, requirements, stated, tested } from "./requirement.ts";

const REQUESTS = "tests/security/requests.test.ts";
const CONTENT = "tests/server/content.test.ts";
const SESSION = "tests/server/session.test.ts";
const APP = "tests/server/app.test.ts";
const INSPECT = "tests/server/inspect.test.ts";
const ZIP = "tests/server/evidence-zip.test.ts";
const NO_SOCKET = none("no WebSocket");
const NO_GRAPHQL = none("no GraphQL");

/** V3 the browser's side, V4 the interface, V5 files */
export const WEB = requirements([
  [
    "3.2.1",
    1,
    "no answer is rendered as something else than it is",
    tested(CONTENT, "is shown in a sandbox when it is an image, and downloaded when it is anything else"),
  ],
  [
    "3.2.2",
    1,
    "text is put into the page as text",
    tested("tests/security/source.test.ts", "puts no text into a page as HTML"),
  ],
  [
    "3.3.1",
    1,
    "cookies are Secure and prefixed",
    open(
      "Secure is set where the request came by https; the prefix would shut out the many installations on plain HTTP in an office's own network, whose browsers refuse it there",
    ),
  ],
  [
    "3.3.2",
    2,
    "SameSite fits the cookie",
    tested(SESSION, "starts with a cookie that scripts and other sites cannot use"),
  ],
  [
    "3.3.3",
    2,
    "cookies are bound to the host by their prefix",
    open("as 3.3.1; the cookie names no domain, so it is bound to its host all the same"),
  ],
  [
    "3.3.4",
    2,
    "scripts cannot read the session's cookie",
    tested(SESSION, "starts with a cookie that scripts and other sites cannot use"),
  ],
  [
    "3.4.1",
    1,
    "a browser that came by https is held to it",
    tested(REQUESTS, "keep a browser to https once it came by it"),
  ],
  [
    "3.4.2",
    1,
    "no other origin is allowed to read",
    tested(REQUESTS, "is never answered with leave to read: no answer names an allowed origin"),
  ],
  [
    "3.4.3",
    2,
    "a content security policy, no inline script",
    tested(REQUESTS, "allow no script but files of this origin"),
  ],
  ["3.4.4", 2, "no guessing of types", tested(APP, "carries the security headers, an id, and is not cached")],
  [
    "3.4.5",
    2,
    "addresses do not leak in Referer",
    tested(APP, "carries the security headers, an id, and is not cached"),
  ],
  [
    "3.4.6",
    2,
    "no other site can embed a page",
    tested(REQUESTS, "let no other site embed it, and no page use the machine's devices"),
  ],
  [
    "3.5.1",
    1,
    "requests that another site makes are refused",
    tested(REQUESTS, "cannot carry out %s: by Origin and by Sec-Fetch-Site"),
  ],
  [
    "3.5.2",
    1,
    "nothing rests on preflight alone",
    tested(REQUESTS, "cannot carry out %s: by Origin and by Sec-Fetch-Site"),
  ],
  [
    "3.5.3",
    1,
    "what changes something is no GET",
    stated("contracts: a GET has no body, and reads; its rights are those of reading or looking ahead"),
  ],
  [
    "3.5.4",
    2,
    "different applications have different hosts",
    none("one application; evidence is served with a policy of its own, images in a sandbox"),
  ],
  [
    "3.5.5",
    2,
    "messages between windows are checked",
    none("no window listens to messages; those between a page and its own workers carry typed replies"),
  ],
  [
    "3.7.1",
    2,
    "no outdated technology in the browser",
    stated("HTML, CSS and ES modules only; Chromium 109 is the floor"),
  ],
  [
    "3.7.2",
    2,
    "redirects lead to listed places only",
    stated(
      "the only redirect leads to the identity provider that the operator has set; where a page goes after sign-in is a route of the app",
    ),
  ],
  [
    "4.1.1",
    1,
    "each answer says its type and character set",
    tested(
      "tests/server/static-files.test.ts",
      "is sent compressed where the browser takes it, with the type of the plain file",
    ),
  ],
  [
    "4.1.2",
    2,
    "the interface does not redirect to https silently",
    stated("deploy/nginx.conf redirects nothing under /api; the program itself redirects nothing"),
  ],
  [
    "4.1.3",
    2,
    "headers of proxies cannot be forged by users",
    tested("tests/security/sessions.test.ts", "of %s with X-Forwarded-For %j is %s"),
  ],
  [
    "4.2.1",
    2,
    "message boundaries are read by the protocol",
    stated("Node's own HTTP parser, in its strict default; nginx passes HTTP/1.1 on"),
  ],
  ["4.3.1", 2, "GraphQL is limited", NO_GRAPHQL],
  ["4.3.2", 2, "GraphQL tells nothing of itself", NO_GRAPHQL],
  ["4.4.1", 1, "WebSocket over TLS", NO_SOCKET],
  ["4.4.2", 2, "WebSocket checks the origin", NO_SOCKET],
  ["4.4.3", 2, "WebSocket tokens", NO_SOCKET],
  ["4.4.4", 2, "WebSocket tokens come from the session", NO_SOCKET],
  [
    "5.1.1",
    2,
    "types, names and sizes of files are written down",
    stated("src/core/evidence/sniff.ts and the limits beside it; the refusals name them to the user"),
  ],
  [
    "5.2.1",
    1,
    "files that are too large are refused",
    tested(CONTENT, "is refused when it is empty or too large, before a byte of it is sent"),
  ],
  [
    "5.2.2",
    1,
    "content and name agree",
    tested(INSPECT, "is what its list of parts says, whatever its name and its first bytes say"),
  ],
  [
    "5.2.3",
    2,
    "archives are measured before they are unpacked",
    tested(INSPECT, "that unpacks to far more than it is, is refused by what it claims and by what it does"),
  ],
  [
    "5.3.1",
    1,
    "what was uploaded is not executed by the server",
    tested("tests/server/files.test.ts", "lie under the first two digits of their name, readable by their owner only"),
  ],
  [
    "5.3.2",
    1,
    "paths are made of our own names",
    tested("tests/core/package.test.ts", "never let a path through that leads anywhere"),
  ],
  [
    "5.4.1",
    2,
    "the name of a download is ours",
    tested(CONTENT, "is shown in the browser when it is a PDF, without scripts and without a sandbox"),
  ],
  ["5.4.2", 2, "names in headers are encoded", tested(ZIP, "arrives whole, under a name that every system can show")],
  [
    "5.4.3",
    2,
    "files are scanned for malware",
    open(
      "no scanner can be bundled for machines without internet; macros, scripts, programs and encryption are recognised and marked, and the data folder can be scanned by the operator's own",
    ),
  ],
]);
