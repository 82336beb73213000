import { canonical } from "#core/answer/canonical.ts";
import { issueText } from "#core/builder/issue-text.ts";
import { jsonFault } from "#core/builder/json-place.ts";
import { err, ok, type Result } from "#core/result.ts";
import { type Template, template } from "#core/template/schema.ts";

/** Names in the order that people read a checklist in; others follow by their letters. */
const ORDER = [
  ...["$schema", "format", "id", "type", "kind", "key", "version", "title", "year", "heading", "name", "label"],
  ...["origin", "reportTitle", "numbering", "layout", "plan", "points", "bonus", "veto", "lineage", "units"],
  ...["guidance", "hint", "group", "period", "prior", "unit", "precision", "min", "max", "maxLength", "required"],
  ...["lead", "support", "basis", "text", "documentNumber", "ref", "standing", "fields", "options", "stages"],
  ...["evidence", "rules", "expect", "when", "severity", "message", "narrative", "prose", "carry"],
  ...["cover", "opening", "parts", "item", "sections", "items"],
];
const RANK = new Map(ORDER.map((name, index) => [name, index]));

/** What a checklist says anyway when it is not written. */
const UNSAID: Readonly<Record<string, string>> = {
  guidance: '""',
  narrative: '""',
  prose: "true",
  basis: "[]",
  support: "[]",
  fields: "[]",
  evidence: "[]",
  rules: "[]",
  lineage: "[]",
  baselines: "[]",
  conflicts: "[]",
  records: "[]",
};

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== "object" || value === null) return value;
  const rank = (name: string): number => RANK.get(name) ?? ORDER.length;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, each]) => each !== undefined && JSON.stringify(each) !== UNSAID[name])
      .sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1))
      .map(([name, each]) => [name, ordered(each)]),
  );
}

/**
 * A checklist as a file to be reviewed: the same order of names in every version and one line for each, so that two
 * versions differ where they differ. Reading it gives the same checklist.
 */
export const templateText = (of: Template): string => `${printed(ordered(of), "", 0)}\n`;

const WIDTH = 120;

/** As the project's formatter lays JSON out: lists of plain values on one line where they fit. */
function printed(value: unknown, indent: string, before: number): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const deeper = `${indent}  `;
  if (!Array.isArray(value)) {
    const entries = Object.entries(value).map(([name, each]) => {
      const start = `${deeper}${JSON.stringify(name)}: `;
      return start + printed(each, deeper, width(start));
    });
    return entries.length === 0 ? "{}" : `{\n${entries.join(",\n")}\n${indent}}`;
  }
  const parts = value.map((each) => printed(each, deeper, deeper.length));
  const line = `[${parts.join(", ")}]`;
  const plain = value.every((each) => typeof each !== "object" || each === null);
  // the comma behind it counts
  if (plain && before + width(line) + 1 <= WIDTH) return line;
  return `[\n${parts.map((part) => deeper + part).join(",\n")}\n${indent}]`;
}

/** Columns on a screen: Chinese characters take two. */
const width = (text: string): number =>
  [...text].reduce(
    (sum, sign) =>
      sum +
      (/[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u.test(
        sign,
      )
        ? 2
        : 1),
    0,
  );

/** What identifies a version: the caller's SHA-256 of its content, whatever the order or layout of its file. */
export function templateHash({ $schema: _, ...of }: Template, sha256: (text: string) => string): string {
  return sha256(canonical(of));
}

export interface ImportFault {
  code: "import.too-large" | "import.not-json" | "import.format" | `import.${string}`;
  /** keys and positions joined by /, or 第3行第5列 */
  path: string;
  message: string;
}

/** Fifty times the largest checklist that there is. */
const MOST_CHARACTERS = 20_000_000;
const MOST_FAULTS = 20;

/** Reads a checklist's file. Refused with place and reason; what the checks find comes after. */
export function readTemplateFile(text: string): Result<Template, ImportFault[]> {
  if (text.length > MOST_CHARACTERS)
    return err([{ code: "import.too-large", path: "", message: "文件过大，不像是一份清单，请核对所选文件" }]);
  const fault = jsonFault(text);
  if (fault)
    return err([{ code: "import.not-json", path: `第${fault.line}行第${fault.column}列`, message: fault.message }]);
  const json: unknown = JSON.parse(text.replace(/^\ufeff/, ""));
  const format = formatOf(json);
  if (format !== 1) return err([{ code: "import.format", path: "format", message: formatText(format) }]);
  const parsed = template.safeParse(json);
  if (parsed.success) return ok(parsed.data);
  return err(
    parsed.error.issues.slice(0, MOST_FAULTS).map((issue) => ({
      code: `import.${issue.code.replaceAll("_", "-")}`,
      path: placeOf(json, issue.path),
      message: issueText(issue),
    })),
  );
}

const formatOf = (json: unknown): unknown =>
  typeof json === "object" && json !== null && Object.hasOwn(json, "format") && "format" in json
    ? json.format
    : undefined;

const formatText = (format: unknown): string =>
  typeof format === "number" && Number.isInteger(format) && format > 1
    ? `文件由更新的版本写成（格式${format}），请先升级本系统`
    : "不是清单文件：清单文件的 format 为 1";

/** sections/2/items/0 as sections/funding/items/spending: people know keys, not positions. */
function placeOf(json: unknown, path: readonly PropertyKey[]): string {
  let here: unknown = json;
  return path
    .map((step) => {
      const before = here;
      here = typeof here === "object" && here !== null ? new Map(Object.entries(here)).get(String(step)) : undefined;
      const named = Array.isArray(before) && typeof here === "object" && here !== null && "key" in here;
      return named && typeof here === "object" && here !== null && "key" in here
        ? String(here.key).slice(0, 60)
        : String(step);
    })
    .join("/");
}
