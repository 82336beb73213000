import { afterEach, beforeEach, expect } from "vitest";

/**
 * A test fails on console output that it did not declare. A test that expects output replaces the method itself
 * (`vi.spyOn(console, "warn").mockImplementation(…)`) and asserts on what came.
 */
const METHODS = ["debug", "error", "info", "log", "warn"] as const;
const own = { ...console };
const written: string[] = [];

beforeEach(() => {
  written.length = 0;
  for (const method of METHODS) {
    console[method] = (...words: unknown[]) => {
      written.push(`console.${method}: ${words.map(String).join(" ")}`);
      own[method](...words);
    };
  }
});

afterEach(() => {
  for (const method of METHODS) console[method] = own[method];
  expect(written, "undeclared console output").toEqual([]);
});
