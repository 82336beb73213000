import type { MiddlewareHandler } from "hono";
import { ApiError } from "#server/routes/api-error.ts";

/** style-src: the component library sets inline styles. Everything else comes from this origin. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "frame-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'self'",
].join("; ");

/** A route that sets a stricter policy of its own keeps it. */
export function secured(response: Response, request: Request, requestId: string): Response {
  const headers = new Headers(response.headers);
  if (!headers.has("content-security-policy")) headers.set("content-security-policy", CONTENT_SECURITY_POLICY);
  headers.set("x-content-type-options", "nosniff");
  headers.set("referrer-policy", "same-origin");
  headers.set("x-request-id", requestId);
  headers.set("cross-origin-resource-policy", "same-origin");
  headers.set("permissions-policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()");
  // browsers take these two from encrypted connections only
  if (isEncrypted(request)) {
    headers.set("strict-transport-security", "max-age=31536000");
    headers.set("cross-origin-opener-policy", "same-origin");
  }
  const path = new URL(request.url).pathname;
  if (path.startsWith("/api/") && !headers.has("cache-control")) headers.set("cache-control", "no-store");
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}

/** The browser came by https, to this process or to the proxy before it. */
export const isEncrypted = (request: Request): boolean =>
  new URL(request.url).protocol === "https:" || request.headers.get("x-forwarded-proto") === "https";

/** A form or script of another site cannot act with this site's cookie. */
export const refuseForeignOrigin: MiddlewareHandler = async (context, next) => {
  const origin = context.req.header("origin");
  const site = context.req.header("sec-fetch-site") ?? "same-origin";
  const { method } = context.req;
  const foreign = (origin !== undefined && !sameHost(origin, context.req.raw)) || !OWN_SITES.has(site);
  if (foreign && method !== "GET" && method !== "HEAD")
    throw new ApiError({ code: "request.foreign-origin", message: "请求来自其他网站，已拒绝；请在本系统页面中操作" });
  await next();
};

/** What browsers say of a page of this very origin, and of an address that was typed. */
const OWN_SITES: ReadonlySet<string> = new Set(["same-origin", "none"]);

function sameHost(origin: string, request: Request): boolean {
  const host = request.headers.get("host") ?? new URL(request.url).host;
  return URL.canParse(origin) && new URL(origin).host === host;
}
