import { readFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { DEMO_DAYS, type DemoEvent, demoCourse } from "#core/demo/course.ts";
import { demoSelfScore, demoVerdict } from "#core/demo/review.ts";
import { DEMO_REVIEWED } from "#core/demo/stage.ts";
import { DRAFT, type FlowState, type FlowStep, flowAfter } from "#core/review/flow.ts";
import { score } from "#core/review/points.ts";
import { defaultScoring } from "#core/review/scoring.ts";
import { checkVerdict } from "#core/review/verdict.ts";
import { sectionItems } from "#core/template/outline.ts";
import { template } from "#core/template/schema.ts";
import { holds } from "#tests/fixtures/core-property.ts";

const ENDS = {
  submitted: "submitted",
  reviewing: "reviewing",
  returned: "returned",
  resubmitted: "submitted",
  concluded: "concluded",
} as const;

const FLOW: Partial<Record<DemoEvent["event"], FlowStep>> = {
  submit: { event: "submit" },
  resubmit: { event: "submit" },
  open: { event: "open" },
  "open-again": { event: "open" },
  return: { event: "return", itemKeys: ["a"] },
  conclude: { event: "conclude" },
};

it("takes every district by steps that the workflow allows to where it is said to be, all in the past", () => {
  holds([fc.constantFrom(...DEMO_REVIEWED), fc.string(), fc.string(), fc.boolean()], (stage, seed, district, late) => {
    const course = demoCourse(stage, seed, district, late);
    const days = course.map(({ day }) => day);
    expect(days).toEqual([...days].sort((a, b) => a - b));
    expect(days.every((day) => day >= DEMO_DAYS.opened && day < 0)).toBe(true);
    let state: FlowState = DRAFT;
    for (const { event } of course) {
      const step = FLOW[event];
      const next = step && flowAfter(state, step);
      if (next) expect(next.ok).toBe(true);
      if (next?.ok) state = next.value;
    }
    expect(state.phase).toBe(ENDS[stage]);
    const returned = course.find((step) => step.event === "return");
    if (stage === "returned" && returned?.event === "return") {
      expect(returned.due >= returned.day).toBe(true);
      expect(returned.due < 0).toBe(late);
    }
  });
});

it("draws verdicts and self scores that the city's form would take", async () => {
  const file = join(import.meta.dirname, "../../templates/cq-duty/2022/template.json");
  const checklist = template.parse(JSON.parse(await readFile(file, "utf8")));
  const { items } = defaultScoring(checklist);
  const drawn = new Set<string>();
  for (const { item } of sectionItems(checklist))
    for (const district of ["甲区", "乙区", "丙区"])
      for (const answered of [false, true])
        for (const order of [0, 1]) {
          const points = items[item.key]?.points ?? "0";
          const place = { seed: "s", district, year: 2022 };
          const given = demoVerdict(item, place, points, { order, mayDiffer: true, answered });
          const checked = checkVerdict(given, points);
          expect(checked.ok, checked.ok ? "" : JSON.stringify([given, checked.error])).toBe(true);
          expect(checkVerdict(demoVerdict(item, place, null, { order, mayDiffer: true, answered }), null).ok).toBe(
            true,
          );
          expect(score.safeParse(demoSelfScore(item, place, points)).success).toBe(true);
          drawn.add(given.verdict);
        }
  expect([...drawn].sort()).toEqual(["met", "mostly-met", "needs-material", "not-met"]);
});
