import { err, ok, type Result } from "#core/result.ts";

/** Where in which store the files lie, and as whom it is asked. */
export interface S3Place {
  /** of the bucket, without a slash at its end */
  url: string;
  /** "" or ends with a slash */
  prefix: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
}

const FORM = "应为 s3://存储桶/目录?endpoint=https://主机:端口&region=区域（目录、区域可省略）";

interface Keys {
  accessKeyId: string | undefined;
  secretAccessKey: string | undefined;
}

/**
 * `s3://bucket/prefix?endpoint=https://host:port&region=r&style=path|host`. Keys come apart from it, so that the address
 * may be shown and logged.
 */
export function readS3Url(text: string, { accessKeyId, secretAccessKey }: Keys): Result<S3Place, string> {
  if (!URL.canParse(text)) return err(FORM);
  const { protocol, hostname: bucket, pathname, searchParams, username, password } = new URL(text);
  if (protocol !== "s3:" || !/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)) return err(FORM);
  if (username !== "" || password !== "")
    return err("地址中不应写密钥，请改用 FILES_ACCESS_KEY_ID 和 FILES_SECRET_ACCESS_KEY");
  const asked = searchParams.get("endpoint") ?? "";
  if (!/^https?:\/\/[^/?#@]+\/?$/.test(asked) || !URL.canParse(asked)) return err(FORM);
  const style = searchParams.get("style") ?? "path";
  if (style !== "path" && style !== "host") return err("style 应为 path（默认）或 host");
  if (!accessKeyId || !secretAccessKey)
    return err("使用对象存储还须设置 FILES_ACCESS_KEY_ID 和 FILES_SECRET_ACCESS_KEY");
  const endpoint = new URL(asked);
  const folders = pathname.split("/").filter((part) => part !== "");
  if (folders.some((part) => !/^[\w.-]+$/.test(part) || /^\.+$/.test(part)))
    return err("目录只能用字母、数字、点、横线和下划线");
  return ok({
    url: style === "path" ? `${endpoint.origin}/${bucket}` : `${endpoint.protocol}//${bucket}.${endpoint.host}`,
    prefix: folders.map((part) => `${part}/`).join(""),
    region: searchParams.get("region") ?? "us-east-1",
    accessKeyId,
    secretAccessKey,
  });
}
