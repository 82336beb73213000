import { type ParseArgsConfig, parseArgs } from "node:util";
import { UsageError } from "#cli/command.ts";

type Options = Record<string, { type: "string" | "boolean"; default?: string | boolean }>;

/** `parseArgs` whose refusals are in Chinese. */
export function readArguments<const O extends Options>(args: readonly string[], options: O, places: number) {
  const config = { args: [...args], options, allowPositionals: true, strict: true } satisfies ParseArgsConfig;
  const parsed = parsedOrRefused(() => parseArgs(config));
  const extra = parsed.positionals[places];
  if (extra !== undefined) throw new UsageError(`多出参数“${extra}”`);
  return parsed;
}

function parsedOrRefused<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const option = /'(-[^\s'=]*)/.exec(error.message)?.[1] ?? "";
    const unknown = "code" in error && error.code === "ERR_PARSE_ARGS_UNKNOWN_OPTION";
    throw new UsageError(unknown ? `不认识选项 ${option}` : `选项 ${option} 的写法不对`);
  }
}
