import { describe, expect, it } from "vitest";
import { projectFiles, readProjectFile, sourceTree } from "#tests/architecture/project-files.ts";

const product = Object.entries(sourceTree()).filter(([path]) => path.startsWith("src/"));
const filesWith = (pattern: RegExp, within = /^src\//): string[] =>
  product.filter(([path, text]) => within.test(path) && pattern.test(text)).map(([path]) => path);

describe("the source", () => {
  it("runs no text as code", () => {
    expect(filesWith(/\beval\(|\bnew Function\(|\bimport\([^"'`)]*\+/)).toEqual([]);
  });

  it("puts no text into a page as HTML", () => {
    expect(
      filesWith(
        /dangerouslySetInnerHTML|\.innerHTML\s*=|\.outerHTML\s*=|insertAdjacentHTML|document\.write/,
        /^src\/app\//,
      ),
    ).toEqual([]);
  });

  it("starts no other program from the server", () => {
    expect(filesWith(/\bspawn(Sync)?\(|\bexecFile(Sync)?\(/, /^src\/(server|report|core|app)\//)).toEqual([]);
    // a backup runs as another process of the same program
    expect(filesWith(/node:child_process/, /^src\/(server|report|core|app)\//)).toEqual([
      "src/server/backup/run-backup.ts",
    ]);
  });

  it("builds SQL from text in migrations only, and there from constants", () => {
    expect(
      filesWith(/\bsql\.raw\(|\bsql\.id\(/).filter((path) => !path.startsWith("src/server/store/migrations/")),
    ).toEqual([]);
    const built = product.filter(([path]) => path.startsWith("src/server/store/migrations/"));
    expect(built.filter(([, text]) => /sql\.raw\(`[^`]*\$\{/.test(text)).map(([path]) => path)).toEqual([]);
  });

  it("takes chance for secrets from the system, and hashes by nothing older than SHA-256", () => {
    // how long somebody waits before asking again is no secret
    expect(filesWith(/Math\.random/)).toEqual([
      "src/app/data/start-notices.ts",
      "src/app/data/use-pulse.ts",
      "src/server/files/s3/s3-request.ts",
      "src/server/store/postgres-notices.ts",
    ]);
    expect(filesWith(/createHash\("(md5|sha1)"|["'/](md5|sha1)["']/i)).toEqual([]);
    // RFC 6238 as authenticator apps have it
    expect(filesWith(/\bsha1\b/)).toEqual(["src/core/two-factor/totp.ts"]);
  });

  it("holds no secret: no key, no token, no password, no address with one", () => {
    const SECRETS =
      /-----BEGIN [A-Z ]*PRIVATE KEY-----|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}\b|\bsk-[A-Za-z0-9]{32,}\b|\bxox[abprs]-[A-Za-z0-9-]{10,}/;
    const TEXT = /\.(ts|tsx|js|json|ya?ml|conf|md|html|css|toml|txt|sh|service|env)$|(^|\/)\.[a-z]+$/;
    const files = projectFiles().filter((path) => TEXT.test(path) && !path.startsWith("public/fonts/"));
    expect(files.length).toBeGreaterThan(500);
    expect(files.filter((path) => SECRETS.test(readProjectFile(path)))).toEqual([]);
    expect(projectFiles().filter((path) => /(^|\/)\.env(\.|$)|\.(pem|key|p12|pfx)$/.test(path))).toEqual([]);
  });

  it("keeps the page free of inline script and of other hosts", () => {
    const page = readProjectFile("index.html");
    const scripts = [...page.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/g)];
    expect(scripts.map(([, , body]) => body?.trim())).toEqual(scripts.map(() => ""));
    expect(page).not.toMatch(/\bon[a-z]+=|javascript:|https?:\/\//);
  });
});
