import { z } from "zod";
import { err, ok, type Result } from "#core/result.ts";

const folderUrl = (text: string): string | undefined =>
  URL.canParse(text) && new URL(text).protocol === "file:" ? text : undefined;

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
      if (text.startsWith("s3:"))
        context.addIssue({
          code: "custom",
          message: "本版本尚不支持 s3:// 对象存储，请改用 file:/// 文件夹地址，或不填",
        });
      else if (folderUrl(text) === undefined)
        context.addIssue({ code: "custom", message: "应为 file:/// 开头的文件夹地址；不填则存放在 DATA_DIR 下" });
    })
    .optional(),
});

export interface Config {
  port: number;
  host: string;
  dataDir: string;
  databaseUrl: string | undefined;
  filesUrl: string | undefined;
}

/** Every bad value at once, each named with its remedy. Values are not repeated: one may hold a password. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Result<Config, string[]> {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ""),
  );
  const parsed = environment.safeParse(given);
  if (!parsed.success)
    return err(parsed.error.issues.map((issue) => `环境变量 ${issue.path.join(".")}：${issue.message}`));
  const { PORT, HOST, DATA_DIR, DATABASE_URL, FILES_URL } = parsed.data;
  return ok({ port: PORT, host: HOST, dataDir: DATA_DIR, databaseUrl: DATABASE_URL, filesUrl: FILES_URL });
}
