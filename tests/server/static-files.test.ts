import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { staticFiles } from "#server/static-files.ts";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "ziping-static-"));
  await mkdir(join(root, "app", "assets"), { recursive: true });
  await writeFile(join(root, "secret.txt"), "secret");
  await writeFile(join(root, "app", "index.html"), "<!doctype html>");
  await writeFile(join(root, "app", "icon.svg"), "<svg/>");
  await writeFile(join(root, "app", "assets", "index-Ab3dEf9_.js"), "plain");
  await writeFile(join(root, "app", "assets", "index-Ab3dEf9_.js.br"), "brotli");
  await writeFile(join(root, "app", "assets", "index-Ab3dEf9_.js.gz"), "gzip");
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function get(path: string, init: RequestInit = {}) {
  const response = await staticFiles(join(root, "app"))(new Request(`http://ziping.test${path}`, init));
  return response && { status: response.status, headers: response.headers, body: await response.text() };
}
const script = (encoding: string) => get("/assets/index-Ab3dEf9_.js", { headers: { "accept-encoding": encoding } });

describe("the built app", () => {
  it("gives its page for every screen's address, and lets it be asked for again", async () => {
    for (const path of ["/", "/sign-in", "/submissions/1/items/2.1", "/index.html"]) {
      const page = await get(path);
      expect([path, page?.body, page?.headers.get("cache-control")]).toEqual([path, "<!doctype html>", "no-cache"]);
    }
  });

  it("lets what has a hash in its name be kept for ever, and nothing else", async () => {
    expect((await script(""))?.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect((await get("/icon.svg"))?.headers.get("cache-control")).toBe("no-cache");
  });

  it("is sent compressed where the browser takes it, with the type of the plain file", async () => {
    for (const [accepted, body, encoding] of [
      ["gzip, br", "brotli", "br"],
      ["gzip", "gzip", "gzip"],
      ["", "plain", null],
    ] as const) {
      const answer = await script(accepted);
      expect([answer?.body, answer?.headers.get("content-encoding")]).toEqual([body, encoding]);
      expect(answer?.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
    }
  });

  it("is not sent again while it has not changed", async () => {
    const first = await get("/icon.svg");
    const etag = first?.headers.get("etag") ?? "";
    const again = await get("/icon.svg", { headers: { "if-none-match": etag } });
    expect([again?.status, again?.body]).toEqual([304, ""]);
    await writeFile(join(root, "app", "icon.svg"), "<svg>changed</svg>");
    const changed = await get("/icon.svg", { headers: { "if-none-match": etag } });
    expect([changed?.status, changed?.body]).toEqual([200, "<svg>changed</svg>"]);
  });

  it("tells the compressed form from the plain one", async () => {
    const tags = await Promise.all(["br", "gzip", ""].map(async (each) => (await script(each))?.headers.get("etag")));
    expect(new Set(tags).size).toBe(3);
  });

  it("does not answer a missing script with a page", async () => {
    expect(await get("/assets/gone-12345678.js")).toBeUndefined();
  });

  it.each(["/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/assets/..%2f..%2fsecret.txt", "/%00", "/%zz"])(
    "never leaves its folder: %s",
    async (path) => {
      expect((await get(path))?.body ?? "").not.toContain("secret");
    },
  );

  it("answers HEAD without a body, and no other method", async () => {
    expect((await get("/icon.svg", { method: "HEAD" }))?.body).toBe("");
    expect(await get("/", { method: "POST" })).toBeUndefined();
  });
});
