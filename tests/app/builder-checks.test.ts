import fc from "fast-check";
import { expect, test } from "vitest";
import { ChecksDesk, type ChecksReply, type ChecksRequest } from "#app/features/builder/checks-desk.ts";
import { ChecksRun } from "#app/features/builder/checks-run.ts";
import { canonical } from "#core/answer/canonical.ts";
import { applyEdit } from "#core/builder/apply.ts";
import { checkDraft } from "#core/builder/check.ts";
import { type Draft, draftFrom } from "#core/builder/draft.ts";
import type { Edit } from "#core/builder/edit.ts";
import { holds } from "#tests/fixtures/core-property.ts";
import { choice, editOf } from "#tests/fixtures/random-edits.ts";
import { smallTemplate } from "#tests/fixtures/small-template.ts";
import { readIndicators } from "#tests/templates/read-content.ts";

const indicators = readIndicators();
const start = (): Draft => draftFrom(smallTemplate, { version: "2030", year: 2030, title: "清单" }, []);
const direct = (draft: Draft): string => canonical(checkDraft(draft, indicators));

/** A page and its worker with everything between them held back until the test lets it go on. */
function openPage() {
  const desk = new ChecksDesk();
  const page = { draft: start(), shown: [] as string[], current: true };
  const there: ChecksRequest[] = [];
  const back: ChecksReply[] = [];
  let pause: (() => void) | undefined;
  const run = new ChecksRun(page.draft, [...indicators.values()], {
    post: (request) => there.push(structuredClone(request)),
    later: (task) => {
      pause = task;
      return () => {
        pause = undefined;
      };
    },
    onFaults: (faults) => page.shown.push(canonical(faults)),
  });
  return {
    page,
    change: (draft: Draft, edits: readonly Edit[] | undefined) => {
      page.draft = draft;
      run.follow(draft, edits);
    },
    rest: () => {
      const task = pause;
      pause = undefined;
      task?.();
    },
    work: () => {
      const request = there.shift();
      if (request) back.push(structuredClone(desk.answer(request)));
      return request !== undefined;
    },
    answer: () => {
      const reply = back.shift();
      if (reply) run.received(reply);
      return reply !== undefined;
    },
    /** between page and worker an edit is lost */
    lose: () => there.pop(),
  };
}
type Opened = ReturnType<typeof openPage>;

function settle({ rest, work, answer }: Opened): void {
  rest();
  for (;;) {
    const worked = work();
    if (!answer() && !worked) return;
  }
}

const act = fc.oneof(
  { weight: 5, arbitrary: choice.map((chosen) => ({ kind: "edit" as const, chosen })) },
  { weight: 2, arbitrary: fc.constant({ kind: "rest" as const }) },
  { weight: 2, arbitrary: fc.constant({ kind: "work" as const }) },
  { weight: 2, arbitrary: fc.constant({ kind: "answer" as const }) },
  fc.constant({ kind: "another" as const }),
);

test("whatever is edited and however late the worker is, what is shown is true of the draft as it then is", () => {
  holds(
    [fc.array(act, { maxLength: 40 })],
    (acts) => {
      const opened = openPage();
      const { page } = opened;
      for (const each of acts) {
        const before = page.shown.length;
        if (each.kind === "edit") {
          const edit = editOf(page.draft, each.chosen);
          const applied = applyEdit(page.draft, edit);
          if (applied.ok) opened.change(applied.value.draft, [edit]);
        } else if (each.kind === "another") opened.change(start(), undefined);
        else opened[each.kind]();
        if (page.shown.length > before) expect(page.shown.at(-1)).toBe(direct(page.draft));
      }
      settle(opened);
      expect(page.shown.at(-1)).toBe(direct(page.draft));
    },
    40,
  );
});

test("a worker that missed an edit says so, and gets the draft anew", () => {
  const opened = openPage();
  settle(opened);
  const at = { kind: "item", key: smallTemplate.sections[0]?.items[0]?.key ?? "" } as const;
  const make = (edit: Edit): void => {
    const applied = applyEdit(opened.page.draft, edit);
    if (!applied.ok) throw new Error(applied.error.message);
    opened.change(applied.value.draft, [edit]);
  };
  make({ kind: "rename", at, key: "renamed" });
  opened.rest();
  opened.lose();
  make({ kind: "set", at: { kind: "item", key: "renamed" }, patch: { heading: "" } });
  settle(opened);
  expect(opened.page.shown.at(-1)).toBe(direct(opened.page.draft));
});
