import { posix } from "node:path";
import { findCycles } from "./find-cycles.ts";
import {
  APP_LAYERS,
  FEATURES,
  IMPORT_TABLE,
  IMPURE_GLOBALS,
  IMPURE_MEMBERS,
  isBrowserRoot,
  NODE_ONLY_PACKAGES,
  type Zone,
} from "./import-table.ts";
import { type Import, type Module, readModule } from "./read-module.ts";

export type ViolationCode =
  | "zone.unknown"
  | "zone.forbidden"
  | "zone.eager"
  | "package.forbidden"
  | "node.forbidden"
  | "node.reached-from-browser"
  | "layer.forbidden"
  | "feature.sideways"
  | "path.parent"
  | "path.nested"
  | "path.unresolved"
  | "export.all"
  | "cycle"
  | "core.impure";

export interface Violation {
  code: ViolationCode;
  file: string;
  /** what is imported or named there */
  target: string;
}

/** Path in the project → source text. */
export type SourceTree = Readonly<Record<string, string>>;

type Target = { kind: "file"; path: string } | { kind: "package"; name: string } | { kind: "node"; name: string };

const ALIASES = Object.keys(IMPORT_TABLE).map((zone) => [`#${posix.basename(zone)}/`, `${zone}/`] as const);

const startsWithAny = (file: string, folders: readonly string[]): boolean =>
  folders.some((folder) => file.startsWith(`${folder}/`));

const zoneOf = (file: string): string =>
  file
    .split("/")
    .slice(0, file.startsWith("src/") ? 2 : 1)
    .join("/");

const featureOf = (file: string): string | undefined =>
  file.startsWith(`${FEATURES}/`) ? file.slice(FEATURES.length + 1).split("/")[0] : undefined;

function resolve(file: string, specifier: string): Target {
  const [path = ""] = specifier.split("?");
  if (path.startsWith("node:")) return { kind: "node", name: path };
  if (path.startsWith(".")) return { kind: "file", path: posix.join(posix.dirname(file), path) };
  if (path.startsWith("/")) return { kind: "file", path: path.slice(1) };
  const alias = ALIASES.find(([prefix]) => path.startsWith(prefix));
  if (alias) return { kind: "file", path: alias[1] + path.slice(alias[0].length) };
  return { kind: "package", name: path.split("/", path.startsWith("@") ? 2 : 1).join("/") };
}

const allows = (packages: Zone["packages"], name: string): boolean =>
  packages === "any" ||
  packages.some((entry) => entry === name || (entry.endsWith("/*") && name.startsWith(entry.slice(0, -1))));

/** Every way in which the tree breaks the import table. `exists` tells of files that are not source text (styles, data). */
export function checkImports(tree: SourceTree, exists: (path: string) => boolean): Violation[] {
  const modules = Object.entries(tree).map(([file, source]) => readModule(file, source));
  return [
    ...modules.flatMap((module) => checkModule(module, (path) => path in tree || exists(path))),
    ...findCycles(graphOf(modules, ["static", "type"])).map((cycle) => ({
      code: "cycle" as const,
      file: cycle[0] ?? "",
      target: cycle.slice(1).join(" → "),
    })),
    ...reachedFromBrowser(modules),
  ];
}

function checkModule(module: Module, exists: (path: string) => boolean): Violation[] {
  const { file } = module;
  const zone = IMPORT_TABLE[zoneOf(file)];
  if (!zone) return [{ code: "zone.unknown", file, target: zoneOf(file) }];
  const impure = (name: string): boolean => IMPURE_GLOBALS.includes(name) || IMPURE_MEMBERS.includes(name);
  return [
    ...(module.exportsAll ? [{ code: "export.all" as const, file, target: file }] : []),
    ...(zoneOf(file) === "src/core"
      ? [...module.names].filter(impure).map((target) => ({ code: "core.impure" as const, file, target }))
      : []),
    ...module.imports.flatMap((entry) => {
      const code = checkImport(file, zone, entry, exists);
      return code ? [{ code, file, target: entry.specifier }] : [];
    }),
  ];
}

function checkImport(
  file: string,
  zone: Zone,
  { specifier, kind }: Import,
  exists: (path: string) => boolean,
): ViolationCode | undefined {
  if (specifier.startsWith("..")) return "path.parent";
  if (specifier.startsWith("./") && specifier.includes("/", 2)) return "path.nested";
  const target = resolve(file, specifier);
  if (target.kind === "node") return zone.node === "any" || zone.node.includes(file) ? undefined : "node.forbidden";
  if (target.kind === "package") return allows(zone.packages, target.name) ? undefined : "package.forbidden";
  return checkZones(file, zone, target.path, kind) ?? (exists(target.path) ? undefined : "path.unresolved");
}

function checkZones(file: string, zone: Zone, target: string, kind: Import["kind"]): ViolationCode | undefined {
  const targetZone = zoneOf(target);
  if (zone.lazily?.includes(targetZone)) {
    return kind !== "static" || /\.worker\.tsx?$/.test(file) ? undefined : "zone.eager";
  }
  if (targetZone !== zoneOf(file) && !zone.imports.includes(targetZone)) return "zone.forbidden";
  const layer = Object.entries(APP_LAYERS).find(([folder]) => file.startsWith(`${folder}/`));
  if (layer && startsWithAny(target, layer[1])) return "layer.forbidden";
  const [from, to] = [featureOf(file), featureOf(target)];
  return from !== undefined && to !== undefined && from !== to ? "feature.sideways" : undefined;
}

function graphOf(modules: readonly Module[], kinds: readonly Import["kind"][]): Map<string, string[]> {
  const edges = (module: Module) =>
    module.imports.flatMap(({ specifier, kind }) => {
      const target = resolve(module.file, specifier);
      return target.kind === "file" && kinds.includes(kind) ? [target.path] : [];
    });
  return new Map(modules.map((module) => [module.file, edges(module)]));
}

function reachedFromBrowser(modules: readonly Module[]): Violation[] {
  const graph = graphOf(modules, ["static", "dynamic"]);
  const reached = new Set(modules.map((module) => module.file).filter(isBrowserRoot));
  for (const file of reached) for (const next of graph.get(file) ?? []) reached.add(next);
  return modules
    .filter((module) => reached.has(module.file))
    .flatMap(({ file, imports }) =>
      imports
        .filter(({ specifier, kind }) => kind !== "type" && needsNode(resolve(file, specifier)))
        .map(({ specifier }) => ({ code: "node.reached-from-browser" as const, file, target: specifier })),
    );
}

const needsNode = (target: Target): boolean =>
  target.kind === "node" || (target.kind === "package" && NODE_ONLY_PACKAGES.includes(target.name));
