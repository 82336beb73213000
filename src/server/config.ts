import { z } from "zod";
import { DEFAULT_KEEP, type Keep, readKeep } from "#core/backup/keep.ts";
import { err, ok, type Result } from "#core/result.ts";
import type { OidcSettings } from "#server/auth/openid.ts";
import { readNetwork } from "#server/client-address.ts";
import { readS3Url, type S3Place } from "#server/files/s3/s3-place.ts";
import { LOG_LEVELS, type LogLevel } from "#server/observe/log-level.ts";
import { SLOW_MS } from "#server/observe/watch.ts";
import { OIDC_VARIABLES, readOidc } from "#server/oidc-config.ts";

const folderUrl = (text: string): string | undefined =>
  URL.canParse(text) && new URL(text).protocol === "file:" ? text : undefined;

const FILES_FORM = "应为 file:/// 开头的文件夹地址，或 s3:// 开头的对象存储地址；不填则存放在 DATA_DIR 下";

/** Of the address alone; its keys are looked at when everything else is right. */
function s3Fault(text: string): string | undefined {
  const place = readS3Url(text, { accessKeyId: "any", secretAccessKey: "any" });
  return place.ok ? undefined : place.error;
}

const milliseconds = (fallback: number) =>
  z
    .string()
    .regex(/^\d{1,6}$/, "应为毫秒数，例如 5000")
    .transform(Number)
    .default(fallback);

/** The environment variables that are read. An empty one counts as absent. */
const environment = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, "应为0至65535之间的整数，例如 8080")
    .transform(Number)
    .refine((port) => port <= 65_535, "应为0至65535之间的整数，例如 8080")
    .default(8080),
  HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:_-]+$/, "应为主机名或 IP 地址，例如 127.0.0.1")
    .default("127.0.0.1"),
  DATA_DIR: z.string().default("./data"),
  DATABASE_URL: z
    .string()
    .refine((text) => URL.canParse(text) && /^postgres(ql)?:$/.test(new URL(text).protocol), {
      error: "应为 postgres://用户:密码@主机:端口/数据库；不填则使用内置 SQLite",
    })
    .optional(),
  FILES_URL: z
    .string()
    .superRefine((text, context) => {
      const fault = text.startsWith("s3:") ? s3Fault(text) : folderUrl(text) === undefined ? FILES_FORM : undefined;
      if (fault !== undefined) context.addIssue({ code: "custom", message: fault });
    })
    .optional(),
  FILES_ACCESS_KEY_ID: z.string().optional(),
  FILES_SECRET_ACCESS_KEY: z.string().optional(),
  STOP_GRACE_MS: milliseconds(0),
  SLOW_LIMIT_MS: milliseconds(20_000),
  LOG_LEVEL: z.enum(LOG_LEVELS, { error: `应为 ${LOG_LEVELS.join("、")} 之一` }).default("info"),
  SLOW_REQUEST_MS: milliseconds(SLOW_MS),
  METRICS_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]{16,256}$/, "应为16至256位字母、数字或符号，不含空格")
    .optional(),
  ...OIDC_VARIABLES,
  REQUIRE_TWO_FACTOR: z
    .enum(["0", "1"], "应为 1（要求）或 0（不要求）")
    .transform((value) => value === "1")
    .default(false),
  TRUSTED_PROXIES: z
    .string()
    .transform((text) => text.split(",").map((each) => each.trim()))
    .refine((networks) => networks.every((each) => readNetwork(each) !== undefined), {
      error: "应为代理服务器的 IP 地址或网段，用逗号隔开，例如 10.0.0.5,172.16.0.0/12",
    })
    .default([]),
  BACKUP: z.enum(["on", "off"], "应为 on 或 off").optional(),
  BACKUP_DIR: z.string().optional(),
  BACKUP_KEEP: z
    .string()
    .transform((text, context) => {
      const keep = readKeep(text);
      if (keep.ok) return keep.value;
      context.addIssue({ code: "custom", message: keep.error });
      return z.NEVER;
    })
    .default(DEFAULT_KEEP),
  BACKUP_PASSPHRASE: z.string().optional(),
  BACKUP_PASSPHRASE_FILE: z.string().optional(),
});

export interface Config {
  port: number;
  host: string;
  dataDir: string;
  databaseUrl: string | undefined;
  /** a folder elsewhere than under dataDir */
  filesUrl: string | undefined;
  s3: S3Place | undefined;
  /** how long a stopping process goes on serving, so that the proxy before it hears that it is no longer ready */
  stopGraceMs: number;
  /** how long a client may take for the head of a request, or for a body that is not a file */
  slowLimitMs: number;
  logLevel: LogLevel;
  /** what takes longer is written down */
  slowRequestMs: number;
  /** what /api/metrics is read with; undefined = there is no such thing */
  metricsToken: string | undefined;
  oidc: OidcSettings | undefined;
  /** of inspectors, supervisors and administrators */
  requireTwoFactor: boolean;
  /** whose X-Forwarded-For is believed, besides this machine's own */
  trustedProxies: string[];
  backup: BackupConfig;
}

export interface BackupConfig {
  /** whether they are made by themselves, and before an upgrade */
  on: boolean;
  folder: string;
  /** on the disk of the data itself */
  inData: boolean;
  keep: Keep;
  passphrase: string | undefined;
  passphraseFile: string | undefined;
}

/** Every bad value at once, each named with its remedy. Values are not repeated: one may hold a password. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Result<Config, string[]> {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ""),
  );
  const parsed = environment.safeParse(given);
  if (!parsed.success)
    return err(parsed.error.issues.map((issue) => `环境变量 ${issue.path.join(".")}：${issue.message}`));
  const { PORT, HOST, DATA_DIR, DATABASE_URL, FILES_URL, FILES_ACCESS_KEY_ID, FILES_SECRET_ACCESS_KEY } = parsed.data;
  const oidc = readOidc(parsed.data);
  if (!oidc.ok) return oidc;
  const config = {
    oidc: oidc.value,
    port: PORT,
    host: HOST,
    dataDir: DATA_DIR,
    databaseUrl: DATABASE_URL,
    stopGraceMs: parsed.data.STOP_GRACE_MS,
    slowLimitMs: parsed.data.SLOW_LIMIT_MS,
    logLevel: parsed.data.LOG_LEVEL,
    slowRequestMs: parsed.data.SLOW_REQUEST_MS,
    metricsToken: parsed.data.METRICS_TOKEN,
    requireTwoFactor: parsed.data.REQUIRE_TWO_FACTOR,
    trustedProxies: parsed.data.TRUSTED_PROXIES,
    backup: {
      on: parsed.data.BACKUP !== "off",
      folder: parsed.data.BACKUP_DIR ?? `${DATA_DIR}/backups`,
      inData: parsed.data.BACKUP_DIR === undefined,
      keep: parsed.data.BACKUP_KEEP,
      passphrase: parsed.data.BACKUP_PASSPHRASE,
      passphraseFile: parsed.data.BACKUP_PASSPHRASE_FILE,
    },
  };
  if (!FILES_URL?.startsWith("s3:")) return ok({ ...config, filesUrl: FILES_URL, s3: undefined });
  const keys = { accessKeyId: FILES_ACCESS_KEY_ID, secretAccessKey: FILES_SECRET_ACCESS_KEY };
  const place = readS3Url(FILES_URL, keys);
  return place.ok
    ? ok({ ...config, filesUrl: undefined, s3: place.value })
    : err([`环境变量 FILES_URL：${place.error}`]);
}
