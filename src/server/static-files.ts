import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { extname, join, normalize, sep } from "node:path";
import { Readable } from "node:stream";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".ttf": "font/ttf",
  ".otf": "font/otf",
  ".wasm": "application/wasm",
  ".txt": "text/plain; charset=utf-8",
};

const ENCODINGS = [
  { name: "br", suffix: ".br" },
  { name: "gzip", suffix: ".gz" },
] as const;

/** A name that carries a hash never changes its content. */
const HASHED = /[.-][A-Za-z0-9_-]{8,}\.[a-z0-9]+$/;

/** The built application from a folder; every other path is a screen of it and gets index.html. */
export function staticFiles(folder: string): (request: Request) => Promise<Response | undefined> {
  return async (request) => {
    if (request.method !== "GET" && request.method !== "HEAD") return undefined;
    const path = pathOf(request);
    if (path === undefined) return undefined;
    const file = join(folder, path);
    if (extname(path) !== "" && (await factsOf(file)) !== undefined) return serve(file, path, request);
    // a missing script must fail as such, not come back as a page
    if (path.startsWith(`${sep}assets${sep}`)) return undefined;
    return page(join(folder, "index.html"), request);
  };
}

/** Decoded and free of "..", or undefined. */
function pathOf(request: Request): string | undefined {
  try {
    const decoded = normalize(decodeURIComponent(new URL(request.url).pathname));
    return decoded.includes("\0") || decoded.split(sep).includes("..") ? undefined : decoded;
  } catch {
    return undefined;
  }
}

interface FileFacts {
  size: number;
  /** changes with the content: what has no hash in its name is asked for again, but sent once */
  etag: string;
}

const factsOf = (file: string): Promise<FileFacts | undefined> =>
  stat(file).then(
    (found) =>
      found.isFile()
        ? { size: found.size, etag: `"${found.size.toString(36)}-${Math.round(found.mtimeMs).toString(36)}"` }
        : undefined,
    () => undefined,
  );

async function serve(file: string, path: string, request: Request): Promise<Response> {
  const accepted = request.headers.get("accept-encoding") ?? "";
  const headers = new Headers({
    "content-type": TYPES[extname(path)] ?? "application/octet-stream",
    "cache-control":
      path.startsWith(`${sep}assets${sep}`) && HASHED.test(path) ? "public, max-age=31536000, immutable" : "no-cache",
    vary: "accept-encoding",
  });
  for (const { name, suffix } of ENCODINGS) {
    if (!accepted.includes(name)) continue;
    const facts = await factsOf(file + suffix);
    if (facts === undefined) continue;
    headers.set("content-encoding", name);
    return send(file + suffix, facts, headers, request);
  }
  return send(file, (await factsOf(file)) ?? { size: 0, etag: '""' }, headers, request);
}

function send(file: string, { size, etag }: FileFacts, headers: Headers, request: Request): Response {
  headers.set("etag", etag);
  if (request.headers.get("if-none-match") === etag) return new Response(null, { status: 304, headers });
  headers.set("content-length", String(size));
  const body = request.method === "HEAD" ? null : (Readable.toWeb(createReadStream(file)) as ReadableStream);
  return new Response(body, { headers });
}

async function page(file: string, request: Request): Promise<Response | undefined> {
  const html = await readFile(file).catch(() => undefined);
  if (!html) return undefined;
  const headers = { "content-type": "text/html; charset=utf-8", "cache-control": "no-cache" };
  return new Response(request.method === "HEAD" ? null : html, { headers });
}
