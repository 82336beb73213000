import { afterPaint } from "#app/data/after-paint.ts";
import { newId } from "#app/data/new-id.ts";
import { later } from "#app/data/open-workspace.ts";
import { SAMPLE_ID } from "#app/data/sample-id.ts";
import { Workspace } from "#app/data/workspace.ts";
import type { Answer } from "#core/answer/answer.ts";
import type { Indicator } from "#core/indicator/indicator.ts";
import { outline } from "#core/template/outline.ts";
import type { Template } from "#core/template/schema.ts";

const NOTHING = (): Promise<void> => Promise.resolve();

/** A submission that nobody has: the draft of a checklist with invented answers. Nothing of it is sent or kept. */
export function sampleWorkspace(
  template: Template,
  indicators: readonly Indicator[],
  answers: ReadonlyMap<string, Answer>,
  district: string,
): Workspace {
  const { id, version, year, title } = template;
  const items = outline(template).flatMap(({ item }) => {
    const answer = answers.get(item.key);
    if (!answer) return [];
    const where = { itemKey: item.key, unitId: null, due: null, writable: true };
    return [{ ...where, revision: 0, answer, savedAt: null, savedBy: null }];
  });
  const detail = {
    id: SAMPLE_ID,
    title,
    district,
    year,
    template: { id, version },
    deadline: null,
    items,
    evidence: [],
    lastYear: null,
  };
  return new Workspace(
    detail,
    { template, indicators, plans: [] },
    {
      afterPaint,
      saverDeps: () => ({
        send: (base) => Promise.resolve({ revision: base + 1, savedAt: new Date().toISOString() }),
        keep: NOTHING,
        release: NOTHING,
        newKey: newId,
        later,
      }),
    },
  );
}
