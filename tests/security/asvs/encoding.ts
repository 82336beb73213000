import { none, requirements, stated, tested } from "./requirement.ts";

const REQUESTS = "tests/security/requests.test.ts";
const SOURCE = "tests/security/source.test.ts";
const HTML = "tests/report/html.test.ts";

/** V1 encoding and sanitization, V2 validation and business logic */
export const ENCODING = requirements([
  [
    "1.1.1",
    2,
    "input is decoded once, before anything is done with it",
    tested("tests/core/api.test.ts", "keeps every value inside its own segment, as a browser reads the address"),
  ],
  ["1.1.2", 2, "output is encoded last, by what interprets it", tested(HTML, "shows hostile text as it is written")],
  [
    "1.2.1",
    1,
    "HTML, attributes and XML are encoded for their place",
    tested("tests/report/fuzz.test.ts", "becomes a workbook that is well-formed, without a formula, and says the same"),
  ],
  [
    "1.2.2",
    1,
    "addresses are built encoded, and only of safe protocols",
    tested("tests/core/api.test.ts", "keeps every value inside its own segment, as a browser reads the address"),
  ],
  ["1.2.3", 1, "nothing untrusted is built into script or JSON", tested(SOURCE, "runs no text as code")],
  [
    "1.2.4",
    1,
    "queries are parameterised",
    tested(SOURCE, "builds SQL from text in migrations only, and there from constants"),
  ],
  [
    "1.2.5",
    1,
    "no command of the system is built from input",
    tested(SOURCE, "starts no other program from the server"),
  ],
  ["1.2.6", 2, "LDAP injection", none("no directory is asked")],
  ["1.2.7", 2, "XPath injection", none("no XPath: XML is read as events")],
  ["1.2.8", 2, "LaTeX is run safely", none("no LaTeX; reports are written by our own composer")],
  [
    "1.2.9",
    2,
    "what goes into a regular expression is escaped",
    stated("no regular expression is built from input; RegExp objects are made of constants of the source"),
  ],
  [
    "1.3.1",
    1,
    "HTML of others is sanitised by a known library",
    tested(
      "tests/journeys/hostile-text.test.ts",
      "whatever somebody writes is shown and never run, wherever it appears",
    ),
  ],
  ["1.3.2", 1, "no eval; expressions of checklists are a closed language", tested(SOURCE, "runs no text as code")],
  [
    "1.3.3",
    2,
    "what reaches a dangerous place is made safe for it",
    tested(
      "tests/core/safe-name.test.ts",
      "is legal and within its limits for any text, and the same when made again from itself",
    ),
  ],
  [
    "1.3.4",
    2,
    "SVG of others cannot run",
    tested("tests/server/content.test.ts", "is judged by its content, not by its name"),
  ],
  [
    "1.3.5",
    2,
    "template and expression languages of others are tamed",
    tested("tests/core/rule.test.ts", "ends on expressions as long and as nested as a checklist may hold"),
  ],
  [
    "1.3.6",
    2,
    "the server fetches nothing that a user names",
    none(
      "no address from a user is ever requested; database, object store and identity provider are the operator's settings",
    ),
  ],
  [
    "1.3.7",
    2,
    "no templates are built from input",
    tested(
      "tests/journeys/hostile-text.test.ts",
      "whatever somebody writes is shown and never run, wherever it appears",
    ),
  ],
  ["1.3.8", 2, "JNDI", none("no Java is run")],
  ["1.3.9", 2, "memcache", none("no memcache")],
  ["1.3.10", 2, "format strings", none("no format strings: texts are template literals of the source")],
  ["1.3.11", 2, "mail injection", none("no mail is sent")],
  [
    "1.4.1",
    2,
    "memory-safe strings and copies",
    stated("JavaScript and WebAssembly in a sandbox; no native module of ours"),
  ],
  [
    "1.4.2",
    2,
    "no integer overflows",
    tested("tests/core/decimal.test.ts", "takes 24 digits and refuses 25, leading zeros not counted"),
  ],
  [
    "1.4.3",
    2,
    "memory and resources are released",
    tested(
      "tests/server/evidence-zip.test.ts",
      "closes the stored file when the client goes away, and stops reading it",
    ),
  ],
  [
    "1.5.1",
    1,
    "XML is read without document types and entities",
    tested("tests/core/xml.test.ts", "is refused where it is too deep, and read where it is only long"),
  ],
  [
    "1.5.2",
    2,
    "what is deserialised is held to a schema",
    tested(REQUESTS, "takes no member that its contract does not name, and no prototype"),
  ],
  [
    "2.1.1",
    1,
    "rules of validation are written down",
    stated("the contracts in src/core/api are the rules, and the documentation"),
  ],
  [
    "2.1.2",
    2,
    "rules across several values are written down",
    stated("checks and gates in src/core/rule and src/core/submission; ARCHITECTURE.md names them"),
  ],
  [
    "2.1.3",
    2,
    "limits of the business are written down",
    stated("src/core/field/limits.ts, the contracts, and the README"),
  ],
  [
    "2.2.1",
    1,
    "input is held to what is allowed",
    tested("tests/server/app.test.ts", "names every field of a body that does not fit, in Chinese"),
  ],
  [
    "2.2.2",
    1,
    "the server validates, whatever the page did",
    tested(REQUESTS, "takes no member that its contract does not name, and no prototype"),
  ],
  [
    "2.2.3",
    2,
    "values that belong together fit each other",
    tested(
      "tests/core/gate.test.ts",
      "names everything that is missing, for untouched items as well, and each only once",
    ),
  ],
  [
    "2.3.1",
    1,
    "steps come in their order, none is skipped",
    tested("tests/server/review/model.test.ts", "does on the server what the pure workflow says, whoever tries what"),
  ],
  [
    "2.3.2",
    2,
    "limits of the business hold",
    tested("tests/server/access.test.ts", "changes nothing but what was returned"),
  ],
  [
    "2.3.3",
    2,
    "an act is done wholly or not at all",
    tested("tests/contract/answers.test.ts", "are not changed when their event cannot be written"),
  ],
  [
    "2.3.4",
    2,
    "two cannot take what is there once",
    tested("tests/contract/answers.test.ts", "let exactly one of twenty writers win each revision"),
  ],
  [
    "2.4.1",
    2,
    "automated calls in excess are held",
    tested(
      "tests/security/sessions.test.ts",
      "is held after a hundred refused names, for everybody there and nobody elsewhere",
    ),
  ],
]);
