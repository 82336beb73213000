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
export function secured(response: Response, path: string, requestId: string): Response {
  const headers = new Headers(response.headers);
  if (!headers.has("content-security-policy")) headers.set("content-security-policy", CONTENT_SECURITY_POLICY);
  headers.set("x-content-type-options", "nosniff");
  headers.set("referrer-policy", "same-origin");
  headers.set("x-request-id", requestId);
  if (path.startsWith("/api/") && !headers.has("cache-control")) headers.set("cache-control", "no-store");
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}

/** A form or script of another site cannot act with this site's cookie. */
export const refuseForeignOrigin: MiddlewareHandler = async (context, next) => {
  const origin = context.req.header("origin");
  const { method } = context.req;
  if (origin !== undefined && method !== "GET" && method !== "HEAD" && !sameHost(origin, context.req.raw))
    throw new ApiError({ code: "request.foreign-origin", message: "请求来自其他网站，已拒绝；请在本系统页面中操作" });
  await next();
};

function sameHost(origin: string, request: Request): boolean {
  const host = request.headers.get("host") ?? new URL(request.url).host;
  return URL.canParse(origin) && new URL(origin).host === host;
}
