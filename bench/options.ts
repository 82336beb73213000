import { parseArgs } from "node:util";

export interface Options {
  /** which benches; none = all */
  names: readonly string[];
  /** of load at the level that was found, for the memory */
  minutes: number;
  /** of each level */
  seconds: number;
  districts: number;
}

const number = (text: string | undefined, fallback: number): number => {
  const value = Number(text ?? fallback);
  if (!Number.isFinite(value) || value <= 0) throw new RangeError(`不是正数：${text}`);
  return value;
};

/** deadline --minutes 10 --seconds 8 --districts 2844 */
export function readOptions(argv: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: { minutes: { type: "string" }, seconds: { type: "string" }, districts: { type: "string" } },
  });
  return {
    names: positionals,
    minutes: number(values.minutes, 10),
    seconds: number(values.seconds, 8),
    districts: number(values.districts, 2844),
  };
}
