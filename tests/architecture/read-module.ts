import { parseSync } from "vite";

export interface Import {
  specifier: string;
  /** `type`: erased before the code runs */
  kind: "static" | "type" | "dynamic";
}

export interface Module {
  file: string;
  imports: Import[];
  exportsAll: boolean;
  /** every name that is read from outside of the module's own declarations, and `object.member` pairs */
  names: ReadonlySet<string>;
}

/** What a TypeScript file imports and names, by a real parser. */
export function readModule(file: string, source: string): Module {
  const { module, program, errors } = parseSync(file, source);
  const [fault] = errors;
  if (fault) throw new Error(`${file}: ${fault.message}`);
  const reExports = module.staticExports.flatMap((statement) => statement.entries);
  return {
    file,
    imports: [
      ...module.staticImports.map(({ moduleRequest, entries }) => ({
        specifier: moduleRequest.value,
        kind: kindOf(entries),
      })),
      ...reExports.flatMap((entry) =>
        entry.moduleRequest ? [{ specifier: entry.moduleRequest.value, kind: kindOf([entry]) }] : [],
      ),
      ...module.dynamicImports.map(({ moduleRequest }) => ({
        specifier: source.slice(moduleRequest.start + 1, moduleRequest.end - 1),
        kind: "dynamic" as const,
      })),
    ],
    exportsAll: reExports.some((entry) => entry.importName.kind.startsWith("All")),
    names: namesIn(program),
  };
}

const kindOf = (entries: readonly { isType: boolean }[]): "static" | "type" =>
  entries.length > 0 && entries.every((entry) => entry.isType) ? "type" : "static";

function namesIn(program: unknown): Set<string> {
  const names = new Set<string>();
  visit(program, names);
  return names;
}

function visit(node: unknown, names: Set<string>): void {
  if (Array.isArray(node)) {
    for (const child of node) visit(child, names);
    return;
  }
  if (!isNode(node)) return;
  if (node.type === "Identifier") names.add(String(node.name));
  if (node.type === "MemberExpression") names.add(`${nameOf(node.object)}.${nameOf(node.property)}`);
  for (const [key, child] of Object.entries(node)) {
    if (!isPlainName(node, key)) visit(child, names);
  }
}

/** `a.Date` and `{ Date: 1 }` only spell the name. */
const isPlainName = (node: Node, key: string): boolean =>
  node.computed === false && (key === "property" || key === "key");

const nameOf = (node: unknown): string => {
  if (!isNode(node)) return "";
  return String(node.name ?? node.value ?? "");
};

interface Node {
  type: string;
  [key: string]: unknown;
}

const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && "type" in value;
