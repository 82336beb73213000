import { describe, expect, it } from "vitest";
import { readConfig } from "#server/config.ts";

const faultsOf = (env: Record<string, string>): string[] => {
  const read = readConfig(env);
  return read.ok ? [] : read.error;
};

const watching = { logLevel: "info", slowRequestMs: 1000, metricsToken: undefined };

describe("configuration from the environment", () => {
  it("has a default for everything, and takes an empty value as absent", () => {
    const backup = {
      on: true,
      folder: "./data/backups",
      inData: true,
      keep: { daily: 7, weekly: 4, monthly: 12 },
      passphrase: undefined,
      passphraseFile: undefined,
    };
    const ownFolder = {
      backup,
      filesUrl: undefined,
      s3: undefined,
      stopGraceMs: 0,
      slowLimitMs: 20_000,
      ...watching,
      oidc: undefined,
      requireTwoFactor: false,
      trustedProxies: [],
    };
    const defaults = { port: 8080, host: "127.0.0.1", dataDir: "./data", databaseUrl: undefined, ...ownFolder };
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
      STOP_GRACE_MS: "5000",
      REQUIRE_TWO_FACTOR: "1",
      TRUSTED_PROXIES: "10.0.0.5, 172.16.0.0/12",
      BACKUP: "off",
      BACKUP_DIR: "/mnt/b",
      BACKUP_KEEP: "1,2,3",
      BACKUP_PASSPHRASE_FILE: "/etc/p",
    };
    expect(readConfig(env)).toEqual({
      ok: true,
      value: {
        port: 0,
        host: "::1",
        dataDir: "/srv/z",
        databaseUrl: env.DATABASE_URL,
        filesUrl: env.FILES_URL,
        s3: undefined,
        stopGraceMs: 5000,
        slowLimitMs: 20_000,
        ...watching,
        oidc: undefined,
        requireTwoFactor: true,
        trustedProxies: ["10.0.0.5", "172.16.0.0/12"],
        backup: {
          on: false,
          folder: "/mnt/b",
          inData: false,
          keep: { daily: 1, weekly: 2, monthly: 3 },
          passphrase: undefined,
          passphraseFile: "/etc/p",
        },
      },
    });
  });

  it.each([
    ["PORT", "80a"],
    ["PORT", "65536"],
    ["PORT", "-1"],
    ["HOST", "a b"],
    ["STOP_GRACE_MS", "soon"],
    ["LOG_LEVEL", "loud"],
    ["SLOW_REQUEST_MS", "1s"],
    ["METRICS_TOKEN", "too-short"],
    ["METRICS_TOKEN", "with a blank in between"],
    ["TRUSTED_PROXIES", "10.0.0.0/33"],
    ["REQUIRE_TWO_FACTOR", "yes"],
    ["TRUSTED_PROXIES", "proxy.example"],
    ["BACKUP", "never"],
    ["BACKUP_KEEP", "7"],
    ["BACKUP_KEEP", "0,0,0"],
    ["DATABASE_URL", "mysql://h/d"],
    ["DATABASE_URL", "not a url"],
    ["FILES_URL", "/srv/files"],
    ["FILES_URL", "https://h/f"],
  ])("names %s when it is %j", (name, value) => {
    const [fault, ...more] = faultsOf({ [name]: value });
    expect(more).toEqual([]);
    expect(fault).toMatch(new RegExp(`^环境变量 ${name}：.*[\u4e00-\u9fa5]`));
  });

  it("takes what is to be watched, and how", () => {
    const env = { LOG_LEVEL: "debug", SLOW_REQUEST_MS: "250", METRICS_TOKEN: "0123456789abcdef" };
    expect(readConfig(env)).toMatchObject({
      value: { logLevel: "debug", slowRequestMs: 250, metricsToken: env.METRICS_TOKEN },
    });
  });

  it("takes an identity provider whole or not at all", () => {
    const whole = {
      OIDC_ISSUER: "https://id.example.cn/realm",
      OIDC_CLIENT_ID: "ziping",
      OIDC_CLIENT_SECRET: "hidden",
      PUBLIC_URL: "https://ziping.example.cn",
    };
    const read = readConfig(whole);
    expect(read.ok && read.value.oidc).toEqual({
      issuer: "https://id.example.cn/realm",
      clientId: "ziping",
      clientSecret: "hidden",
      claim: "preferred_username",
      publicUrl: "https://ziping.example.cn",
    });
    for (const name of ["OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "PUBLIC_URL"])
      expect(faultsOf({ ...whole, [name]: "" })).toEqual([expect.stringContaining(`环境变量 ${name}`)]);
    for (const issuer of ["http://id.example.cn", "https://user:hidden@id.example.cn", "id"])
      expect(faultsOf({ ...whole, OIDC_ISSUER: issuer }).join()).toMatch(/^环境变量 OIDC_ISSUER：(?!.*hidden)/);
  });

  const keys = { FILES_ACCESS_KEY_ID: "id", FILES_SECRET_ACCESS_KEY: "hidden" };
  const s3 = (url: string) => {
    const read = readConfig({ FILES_URL: url, ...keys });
    return read.ok ? read.value.s3 : read.error;
  };

  it("takes an object store, by its path or by its host", () => {
    const place = { region: "us-east-1", accessKeyId: "id", secretAccessKey: "hidden" };
    expect(s3("s3://evidence?endpoint=http://10.0.0.5:9000")).toEqual({
      ...place,
      url: "http://10.0.0.5:9000/evidence",
      prefix: "",
    });
    const hosted = "s3://evidence/a/b/?endpoint=https://oss-cn-beijing.aliyuncs.com&region=cn-beijing&style=host";
    expect(s3(hosted)).toEqual({
      ...place,
      url: "https://evidence.oss-cn-beijing.aliyuncs.com",
      prefix: "a/b/",
      region: "cn-beijing",
    });
  });

  it.each([
    "s3://bucket",
    "s3://B?endpoint=http://h",
    "s3://bucket?endpoint=ftp://h",
    "s3://bucket?endpoint=http://user:hidden@h",
    "s3://id:hidden@bucket?endpoint=http://h",
    "s3://bucket/../x y?endpoint=http://h",
    "s3://bucket?endpoint=http://h&style=other",
  ])("refuses %s as the address of an object store, without repeating it", (url) => {
    const [fault] = faultsOf({ FILES_URL: url, ...keys });
    expect(fault).toMatch(/^环境变量 FILES_URL：.*[\u4e00-\u9fa5]/);
    expect(fault).not.toContain("hidden");
  });

  it("asks for the keys of an object store", () => {
    expect(faultsOf({ FILES_URL: "s3://bucket?endpoint=http://h" })).toEqual([
      expect.stringContaining("FILES_SECRET_ACCESS_KEY"),
    ]);
  });

  it("names all faults at once, and repeats no value", () => {
    const faults = faultsOf({ PORT: "x", HOST: "?", DATABASE_URL: "mysql://user:secret@h/d", FILES_URL: "s3://b" });
    expect(faults).toHaveLength(4);
    expect(faults.join()).not.toContain("secret");
  });
});
