import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { errorBody } from "#core/api/error.ts";
import { dropPackage, receivedPackage } from "#core/api/package.ts";
import { PACKAGE_FORMAT } from "#core/package/manifest.ts";
import { SEAL_LENGTH } from "#core/package/seal.ts";
import { callApi } from "#mocks/call-api.ts";
import { seedOrganisation } from "#mocks/seed.ts";
import { codeOf, DISTRICT, empty, exported, filled, place, send, storeOf } from "#tests/fixtures/package-places.ts";
import { bytesOf, json, type PackedFiles, pack, relist, reseal, unpack } from "#tests/fixtures/packages.ts";

type Bytes = Uint8Array<ArrayBuffer>;

describe("a package that is not what it should be", () => {
  it("is refused whatever byte of it has changed and wherever it is cut, and leaves the store as it was", async () => {
    const bytes = await exported(await filled());
    const to = await empty();
    const before = await storeOf(to);
    const change = fc.oneof(
      fc.record({ at: fc.nat(bytes.length - 1), by: fc.integer({ min: 1, max: 255 }) }),
      fc.record({ cut: fc.nat(bytes.length - 1) }),
      fc.record({ more: fc.uint8Array({ minLength: 1, maxLength: 40 }) }),
      fc.record({ rotated: fc.integer({ min: 1, max: bytes.length - 1 }) }),
    );
    await fc.assert(
      fc.asyncProperty(change, async (how) => {
        const output = await send(to, changed(bytes, how));
        expect(output.status).toBeGreaterThanOrEqual(400);
        expect(codeOf(output)).toMatch(/^package\./);
      }),
      { seed: 20221108, numRuns: 250 },
    );
    expect(await storeOf(to)).toEqual(before);
  }, 60_000);

  it("is refused whatever byte has changed even when a forger seals it anew, where that changes its content", async () => {
    const bytes = await exported(await filled());
    const to = await empty();
    const [before, content] = [await storeOf(to), await unpack(bytes)];
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - SEAL_LENGTH - 1), fc.integer({ min: 1, max: 255 }), async (at, by) => {
        const output = await send(to, reseal(changed(bytes, { at, by })));
        if (output.status !== 200) {
          expect(codeOf(output)).toMatch(/^package\./);
          return;
        }
        // dates and names in headers and manifest may be anything; what was written and attached may not
        expect(withoutManifest(await unpack(changed(bytes, { at, by })))).toEqual(withoutManifest(content));
        const { packageId } = receivedPackage.parse(output.body);
        await callApi(to.app, dropPackage, { params: { packageId } });
      }),
      { seed: 20221108, numRuns: 150 },
    );
    expect(await storeOf(to)).toEqual(before);
  }, 60_000);

  const withoutManifest = (files: PackedFiles) => [...files].filter(([name]) => name !== "manifest.json");

  const FORGERIES: [string, string, (files: PackedFiles) => PackedFiles | Promise<PackedFiles>][] = [
    [
      "a file changed behind the manifest's back",
      "package.altered",
      (files) => files.set("submission.json", bytesOf({})),
    ],
    [
      "an answer changed with the manifest",
      "package.altered",
      (files) => {
        const submission = json(files.get("submission.json"));
        submission.answers.pay.answer.narrative = "伪造。";
        return relist(files.set("submission.json", bytesOf(submission)));
      },
    ],
    ["a path that climbs", "package.hostile", (files) => relist(files.set("../../evil.json", bytesOf(1)))],
    ["an absolute path", "package.hostile", (files) => relist(files.set("/evil/evil.pdf", bytesOf(1)))],
    ["a backslash", "package.hostile", (files) => relist(files.set("report\\evil.pdf", bytesOf(1)))],
    ["a file that no package has", "package.hostile", (files) => relist(files.set("run.exe", bytesOf(1)))],
    [
      "a program as evidence",
      "package.hostile",
      (files) => {
        const program = new TextEncoder().encode("MZ\u0090 not a document");
        return replaceEvidence(files, program);
      },
    ],
    [
      "evidence that nobody describes",
      "package.altered",
      (files) => relist(files.set(`evidence/${"0".repeat(64)}`, bytesOf(1))),
    ],
    ["a newer format", "package.newer-version", (files) => edit(files, { format: PACKAGE_FORMAT + 1 })],
    ["a format that never was", "package.newer-version", (files) => edit(files, { format: 0 })],
    ["a kind that is not known", "package.invalid", (files) => edit(files, { kind: "journal" })],
    ["a submission that says it is a review", "package.hostile", (files) => edit(files, { kind: "review" })],
    ["another year in the manifest", "package.altered", (files) => edit(files, { year: 2021 })],
    [
      "no checklist",
      "package.altered",
      (files) => {
        files.delete("template.json");
        return relist(files);
      },
    ],
    [
      "another checklist under the same name",
      "package.template-conflict",
      (files) => {
        const template = json(files.get("template.json"));
        return relist(files.set("template.json", bytesOf({ ...template, title: "另一份清单" })));
      },
    ],
    ["a checklist that is none", "package.invalid", (files) => relist(files.set("template.json", bytesOf({})))],
    [
      "an answer to an item that is not asked",
      "package.invalid",
      (files) => {
        const submission = json(files.get("submission.json"));
        submission.answers.nothing = submission.answers.pay;
        return relist(files.set("submission.json", bytesOf(submission)));
      },
    ],
    [
      "a text that is not JSON",
      "package.invalid",
      (files) => relist(files.set("submission.json", new TextEncoder().encode("{"))),
    ],
  ];

  function replaceEvidence(files: PackedFiles, content: Bytes): PackedFiles {
    const submission = json(files.get("submission.json"));
    const [record] = submission.evidence;
    files.delete(`evidence/${record.sha256}`);
    const { sha256 } = json(
      relist(
        new Map([
          ["manifest.json", bytesOf({})],
          ["x", content],
        ]),
      ).get("manifest.json"),
    ).files[0];
    Object.assign(record, { sha256, size: content.length, history: [sha256] });
    files.set(`evidence/${sha256}`, content);
    return relist(files.set("submission.json", bytesOf(submission)));
  }

  function edit(files: PackedFiles, change: object): PackedFiles {
    return files.set("manifest.json", bytesOf({ ...json(files.get("manifest.json")), ...change }));
  }

  it.each(FORGERIES)("is refused: %s", async (_, code, forge) => {
    const files = await unpack(await exported(await filled()));
    const to = await empty();
    const before = await storeOf(to);
    const output = await send(to, await pack(await forge(files)));
    expect(codeOf(output)).toBe(code);
    expect(errorBody.parse(output.body).error.message).toMatch(/[请先]/);
    expect(await storeOf(to)).toEqual(before);
  });

  it("is refused when an entry is in it twice", async () => {
    const files = await unpack(await exported(await filled()));
    const to = await empty();
    const output = await send(to, await pack([...files, ["template.json", bytesOf({})]]));
    expect(codeOf(output)).toBe("package.hostile");
  });

  it("is refused when it is empty, or something else altogether", async () => {
    const to = await empty();
    const before = await storeOf(to);
    expect(codeOf(await send(to, new Uint8Array()))).toBe("package.damaged");
    expect(codeOf(await send(to, new TextEncoder().encode("%PDF-1.4")))).toBe("package.not-a-package");
    expect(codeOf(await send(to, new TextEncoder().encode("PK\u0003\u0004")))).toBe("package.damaged");
    expect(await storeOf(to)).toEqual(before);
  });

  it("is refused where it is another district's, or that of a district which fills in here", async () => {
    const bytes = await exported(await filled());
    const other = await place("district", "重庆市江北区");
    expect(codeOf(await send(other, bytes))).toBe("package.other-district");
    const city = await empty("city");
    await seedOrganisation(city.app, "district", "here", DISTRICT);
    expect(codeOf(await send(city, bytes))).toBe("package.district-present");
  });
});

type Change = { at: number; by: number } | { cut: number } | { more: Uint8Array } | { rotated: number };

function changed(bytes: Bytes, how: Change): Bytes {
  if ("cut" in how) return bytes.slice(0, how.cut);
  if ("more" in how) return new Uint8Array([...bytes, ...how.more]);
  if ("rotated" in how) return new Uint8Array([...bytes.subarray(how.rotated), ...bytes.subarray(0, how.rotated)]);
  const copy = bytes.slice();
  copy[how.at] = ((copy[how.at] ?? 0) + how.by) % 256;
  return copy;
}
