import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { base32, codeOf, enrolmentUri, matchingStep, stepAt } from "#core/two-factor/totp.ts";

const RFC_SECRET = new TextEncoder().encode("12345678901234567890");

describe("codes of an authenticator app", () => {
  // RFC 6238, appendix B: the last six of the eight digits
  it.each([
    [59, "287082"],
    [1_111_111_109, "081804"],
    [1_111_111_111, "050471"],
    [1_234_567_890, "005924"],
    [2_000_000_000, "279037"],
    [20_000_000_000, "353130"],
  ])("at %d seconds are those of RFC 6238", (seconds, code) => {
    expect(codeOf(RFC_SECRET, stepAt(seconds * 1000))).toBe(code);
  });

  // RFC 4226, appendix D
  it("count as in RFC 4226", () => {
    const codes = ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"];
    expect(codes.map((_, step) => codeOf(RFC_SECRET, step))).toEqual(codes);
  });

  it("are taken half a minute early or late, and name the step that they use up", () => {
    const now = 1_700_000_000_000;
    const taken = [-2, -1, 0, 1, 2].map((away) =>
      matchingStep(RFC_SECRET, codeOf(RFC_SECRET, stepAt(now) + away), now),
    );
    expect(taken).toEqual([undefined, stepAt(now) - 1, stepAt(now), stepAt(now) + 1, undefined]);
  });

  it("are nothing else that is typed", () => {
    fc.assert(
      fc.property(fc.string(), (typed) => {
        const now = 1_700_000_000_000;
        const valid = [-1, 0, 1].map((away) => codeOf(RFC_SECRET, stepAt(now) + away));
        expect(matchingStep(RFC_SECRET, typed, now) !== undefined).toBe(valid.includes(typed));
      }),
    );
  });

  it("are enrolled by the address that apps read", () => {
    // RFC 4648, section 10
    expect(["f", "fo", "foo", "foob", "fooba", "foobar"].map((text) => base32(new TextEncoder().encode(text)))).toEqual(
      ["MY", "MZXQ", "MZXW6", "MZXW6YQ", "MZXW6YTB", "MZXW6YTBOI"],
    );
    const uri = new URL(enrolmentUri(RFC_SECRET, "duxue.1"));
    expect([uri.protocol, uri.searchParams.get("secret")]).toEqual(["otpauth:", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"]);
    expect(decodeURIComponent(uri.pathname)).toContain("Ziping:duxue.1");
  });
});
