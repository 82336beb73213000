import { describe, expect, it } from "vitest";
import { type Answer, answer as answerSchema, emptyAnswer } from "#core/answer/answer.ts";
import { canonical } from "#core/answer/canonical.ts";
import { type Choices, type Conflict, decide, mergeAnswers, sameAnswer } from "#core/answer/merge.ts";
import { answer } from "#tests/fixtures/core-arbitraries.ts";
import { answerOf } from "#tests/fixtures/core-content.ts";
import { holds } from "#tests/fixtures/core-property.ts";

/** Every place of an answer with what stands there, written independently of the merge. */
function places(of: Answer): Map<string, string> {
  const found = new Map<string, string>([["done", String(of.done)]]);
  if (of.narrative !== undefined) found.set("narrative", of.narrative);
  for (const key of Object.getOwnPropertyNames(of.values))
    found.set(`values.${key}`, canonical(Object.getOwnPropertyDescriptor(of.values, key)?.value));
  for (const key of Object.getOwnPropertyNames(of.explanations))
    found.set(`explanations.${key}`, String(Object.getOwnPropertyDescriptor(of.explanations, key)?.value));
  return found;
}

const changed = (base: Answer, side: Answer): Set<string> => {
  const [before, after] = [places(base), places(side)];
  return new Set([...before.keys(), ...after.keys()].filter((place) => before.get(place) !== after.get(place)));
};

const merged = (base: Answer, mine: Answer, theirs: Answer): Answer => {
  const result = mergeAnswers(base, mine, theirs);
  if (!result.ok) throw new Error(`unexpected conflict at ${result.error.map((each) => each.path).join()}`);
  return result.value;
};

const conflictsOf = (base: Answer, mine: Answer, theirs: Answer): Conflict[] => {
  const result = mergeAnswers(base, mine, theirs);
  return result.ok ? [] : result.error;
};

const decided = (base: Answer, mine: Answer, theirs: Answer, choices: Choices): Answer => {
  const result = decide({ base, mine, theirs }, [], choices);
  if (!result.ok) throw new Error(`still open: ${result.error.map((each) => each.path).join()}`);
  return result.value;
};

const byPath = (conflicts: readonly Conflict[]): Conflict[] =>
  [...conflicts].sort((a, b) => (a.path < b.path ? -1 : 1));

describe("mergeAnswers", () => {
  it("takes the only side that changed", () => {
    holds(
      [answer, answer],
      (base, side) => {
        expect(sameAnswer(merged(base, side, base), side)).toBe(true);
        expect(sameAnswer(merged(base, base, side), side)).toBe(true);
        expect(sameAnswer(merged(base, side, side), side)).toBe(true);
        expect(places(merged(base, side, base))).toEqual(places(side));
      },
      1000,
    );
  });

  it("finds a conflict exactly where both changed the same place to different values", () => {
    holds(
      [answer, answer, answer],
      (base, mine, theirs) => {
        const [left, right] = [places(mine), places(theirs)];
        const both = [...changed(base, mine)].filter(
          (place) => changed(base, theirs).has(place) && left.get(place) !== right.get(place),
        );
        expect(
          conflictsOf(base, mine, theirs)
            .map((each) => each.path)
            .sort(),
        ).toEqual(both.sort());
      },
      1000,
    );
  });

  it("loses nothing: every place is as the side that changed it has it", () => {
    holds(
      [answer, answer, answer],
      (base, mine, theirs) => {
        const result = mergeAnswers(base, mine, theirs);
        if (!result.ok) return;
        const expected = places(base);
        for (const side of [mine, theirs])
          for (const place of changed(base, side)) {
            const value = places(side).get(place);
            if (value === undefined) expected.delete(place);
            else expected.set(place, value);
          }
        expect(places(result.value)).toEqual(expected);
      },
      1000,
    );
  });

  it("does not care who is called mine", () => {
    holds(
      [answer, answer, answer],
      (base, mine, theirs) => {
        const [one, other] = [mergeAnswers(base, mine, theirs), mergeAnswers(base, theirs, mine)];
        expect(one.ok).toBe(other.ok);
        if (one.ok && other.ok) expect(sameAnswer(one.value, other.value)).toBe(true);
        if (!one.ok && !other.ok)
          expect(byPath(one.error)).toEqual(
            byPath(other.error).map((each) => ({ ...each, mine: each.theirs, theirs: each.mine })),
          );
      },
      1000,
    );
  });

  it("makes a deletion against a change a conflict, and a deletion on both sides none", () => {
    const base = answerOf({ values: { 甲: "一" }, narrative: "稿", explanations: { r: "因" } });
    const gone = answerOf();
    const other = answerOf({ values: { 甲: "二" }, narrative: "改", explanations: { r: "果" } });
    expect(conflictsOf(base, gone, other).map((each) => each.path)).toEqual([
      "values.甲",
      "explanations.r",
      "narrative",
    ]);
    expect(conflictsOf(base, gone, other)[0]).toEqual({ path: "values.甲", base: "一", mine: undefined, theirs: "二" });
    expect(merged(base, gone, answerOf())).toEqual(gone);
  });

  it("tells an empty text from none, and the order of keys from a change", () => {
    const base = answerOf({ narrative: "稿" });
    expect(merged(base, answerOf({ narrative: "" }), base).narrative).toBe("");
    expect(merged(base, answerOf(), base)).not.toHaveProperty("narrative");
    const one = answerOf({ values: { 甲: { now: "1", prior: "2" } } });
    const two = answerOf({ values: { 甲: { prior: "2", now: "1" } } });
    expect(conflictsOf(answerOf(), one, two)).toEqual([]);
  });
});

describe("decide", () => {
  it.each(["mine", "theirs"] as const)(
    "settled for %s keeps that side's places and the other side's harmless changes",
    (choice) => {
      holds(
        [answer, answer, answer],
        (base, mine, theirs) => {
          const paths = conflictsOf(base, mine, theirs).map((each) => each.path as string);
          const result = places(decided(base, mine, theirs, Object.fromEntries(paths.map((path) => [path, choice]))));
          const [chosen, other] = choice === "mine" ? [mine, theirs] : [theirs, mine];
          for (const place of changed(base, chosen)) expect(result.get(place)).toBe(places(chosen).get(place));
          for (const place of changed(base, other))
            if (!paths.includes(place)) expect(result.get(place)).toBe(places(other).get(place));
          for (const [place, value] of places(base))
            if (!changed(base, mine).has(place) && !changed(base, theirs).has(place))
              expect(result.get(place)).toBe(value);
        },
        1000,
      );
    },
  );

  it("leaves open what nobody has chosen, and takes what a person wrote out of both", () => {
    const base = answerOf({ narrative: "稿", values: { 甲: "一" } });
    const mine = answerOf({ narrative: "我的", values: { 甲: "二" } });
    const theirs = answerOf({ narrative: "他的", values: { 甲: "三" } });
    const open = decide({ base, mine, theirs }, [], { narrative: "mine" });
    expect(!open.ok && open.error.map(({ path }) => path)).toEqual(["values.甲"]);
    const settled = decided(base, mine, theirs, { narrative: { written: "合写" }, "values.甲": "theirs" });
    expect(settled).toEqual(answerOf({ narrative: "合写", values: { 甲: "三" } }));
  });
});

describe("keys that every object has", () => {
  const parsed = (json: string): Answer => answerSchema.parse(JSON.parse(json));

  it("pass through a merge as ordinary keys and reach no prototype", () => {
    const mine = answerOf({
      values: Object.fromEntries([
        ["__proto__", { now: "1" }],
        ["constructor", "一"],
        ["toString", "二"],
      ]),
    });
    const result = merged(emptyAnswer(), mine, answerOf({ done: true }));
    expect(Object.keys(result.values).sort()).toEqual(["__proto__", "constructor", "toString"]);
    expect(Object.getPrototypeOf(result.values)).toBe(Object.prototype);
    expect(result.done).toBe(true);
    expect(({} as Record<string, unknown>).now).toBeUndefined();
  });

  it("are kept by the schema, except __proto__, which is refused and not dropped", () => {
    const json = (member: string) => `{"format":1,"done":false,"values":{${member}},"explanations":{${member}}}`;
    expect(Object.keys(parsed(json('"constructor":"一","toString":"二"')).values)).toEqual(["constructor", "toString"]);
    const refused = answerSchema.safeParse(JSON.parse(json('"__proto__":"一"')));
    expect(refused.error?.issues.map((issue) => issue.path)).toEqual([
      ["values", "__proto__"],
      ["explanations", "__proto__"],
    ]);
  });
});

describe("canonical", () => {
  it("tells apart what JSON tells apart", () => {
    const distinct = ["1", 1, [1], ["1"], { a: 1 }, { a: "1" }, [], {}, null, true, "", [[]], { a: [] }].map(canonical);
    expect(new Set(distinct).size).toBe(distinct.length);
    expect(canonical({ b: 1, a: [{ d: 1, c: 2 }] })).toBe(canonical({ a: [{ c: 2, d: 1 }], b: 1 }));
  });
});
