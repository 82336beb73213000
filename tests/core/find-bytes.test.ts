import fc from "fast-check";
import { expect, it } from "vitest";
import { findBytes } from "#core/evidence/find-bytes.ts";
import { holds } from "#tests/fixtures/core-property.ts";

const letters = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

it("finds what a search in text finds", () => {
  const few = fc.string({ unit: fc.constantFrom("a", "b", "n"), maxLength: 60 });
  const word = fc.string({ unit: fc.constantFrom("a", "b", "n"), minLength: 1, maxLength: 5 });
  holds(
    [few, word, fc.nat(20)],
    (text, sought, from) => {
      expect(findBytes(letters(text), letters(sought), from)).toBe(
        text.indexOf(sought, from) < 0 ? -1 : text.indexOf(sought, from),
      );
    },
    2000,
  );
});
