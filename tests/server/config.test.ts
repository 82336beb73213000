import { describe, expect, it } from "vitest";
import { readConfig } from "#server/config.ts";

const faultsOf = (env: Record<string, string>): string[] => {
  const read = readConfig(env);
  return read.ok ? [] : read.error;
};

describe("configuration from the environment", () => {
  it("has a default for everything, and takes an empty value as absent", () => {
    const defaults = { port: 8080, host: "127.0.0.1", dataDir: "./data", databaseUrl: undefined, filesUrl: undefined };
    expect(readConfig({})).toEqual({ ok: true, value: defaults });
    expect(readConfig({ PORT: "", DATABASE_URL: "  " })).toEqual({ ok: true, value: defaults });
  });

  it("takes what is well-formed", () => {
    const env = {
      PORT: "0",
      HOST: "::1",
      DATA_DIR: "/srv/z",
      DATABASE_URL: "postgresql://u:p@h:5432/d",
      FILES_URL: "file:///srv/f",
    };
    expect(readConfig(env)).toEqual({
      ok: true,
      value: { port: 0, host: "::1", dataDir: "/srv/z", databaseUrl: env.DATABASE_URL, filesUrl: env.FILES_URL },
    });
  });

  it.each([
    ["PORT", "80a"],
    ["PORT", "65536"],
    ["PORT", "-1"],
    ["HOST", "a b"],
    ["DATABASE_URL", "mysql://h/d"],
    ["DATABASE_URL", "not a url"],
    ["FILES_URL", "/srv/files"],
    ["FILES_URL", "https://h/f"],
  ])("names %s when it is %j", (name, value) => {
    const [fault, ...more] = faultsOf({ [name]: value });
    expect(more).toEqual([]);
    expect(fault).toMatch(new RegExp(`^环境变量 ${name}：.*[\u4e00-\u9fa5]`));
  });

  it("says of s3:// that this version does not offer it", () => {
    expect(faultsOf({ FILES_URL: "s3://bucket" })).toEqual([expect.stringContaining("本版本尚不支持")]);
  });

  it("names all faults at once, and repeats no value", () => {
    const faults = faultsOf({ PORT: "x", HOST: "?", DATABASE_URL: "mysql://user:secret@h/d", FILES_URL: "s3://b" });
    expect(faults).toHaveLength(4);
    expect(faults.join()).not.toContain("secret");
  });
});
