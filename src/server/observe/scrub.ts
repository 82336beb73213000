import type { LogFacts } from "#server/log.ts";

const GONE = "…";
const MAX_LENGTH = 2000;

/**
 * What an exception says may quote what somebody typed. Our own messages are English, so whatever is quoted, Chinese,
 * long in digits or looks like an address or a secret goes; what is left says where it happened.
 */
export const scrubText = (text: string): string =>
  text
    .slice(0, MAX_LENGTH)
    .replace(/\b([a-z][a-z0-9+.-]*):\/\/[^\s"'`]*/gi, (url, scheme: string) =>
      scheme === "file" ? url : `${scheme}://${GONE}`,
    )
    .replace(/"[^"]*"|'[^']*'|`[^`]*`|“[^”]*”|«[^»]*»/g, `"${GONE}"`)
    .replace(/[\w.+-]+@[\w-]+(\.[\w-]+)*/g, GONE)
    .replace(/\b\d{1,3}(\.\d{1,3}){3}\b/g, GONE)
    .replace(/(?:[0-9a-f]{1,4}:){3,7}[0-9a-f]{0,4}/gi, GONE)
    .replace(/\?[^\s)]*=[^\s)]*/g, `?${GONE}`)
    .replace(/\b(bearer|password|passwd|pwd|token|secret|cookie|authorization)(\s*[:=]\s*|\s+)[^\s,;]+/gi, `$1 ${GONE}`)
    .replace(/[^\s,;()[\]{}]*[^\x20-\x7e\s][^\s,;()[\]{}]*/g, (run) =>
      run.includes(GONE) && /^[\x20-\x7e…]*$/.test(run) ? run : GONE,
    )
    .replace(/\d{6,}/g, GONE)
    .replace(/(?<![\w./-])[A-Za-z0-9+_-]{32,}={0,2}(?![\w./-])/g, GONE);

/** Where it happened, without the first line, which repeats the message, and without the folder it is installed in. */
export const stackOf = (error: Error): string | undefined => {
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  const short = frames
    .slice(0, 12)
    .map((line) => line.trim().replace(/(?:file:\/\/)?[^\s()]*\/(?=(?:src|node_modules|mocks)\/)/, ""));
  return short.length === 0 ? undefined : short.join(" | ");
};

/** An exception for the log: what kind it is, where it happened, and of its message what cannot be anybody's. */
export function errorFacts(error: unknown): LogFacts {
  if (!(error instanceof Error)) return { message: "not an Error" };
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  const cause = error.cause instanceof Error ? scrubText(error.cause.message) : undefined;
  return { kind: error.name, errorCode: code, message: scrubText(error.message), cause, stack: stackOf(error) };
}

/** Ids and names that the program itself made; everything else that is text is scrubbed, whoever wrote it. */
const OWN = new Set(["requestId", "account", "route", "method", "code", "errorCode", "kind", "version", "sha256"]);

export const scrubFacts = (facts: LogFacts): LogFacts =>
  Object.fromEntries(
    Object.entries(facts).map(([key, value]) => [
      key,
      typeof value === "string" && !OWN.has(key) ? scrubText(value) : value,
    ]),
  );
