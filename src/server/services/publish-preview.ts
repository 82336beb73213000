import type { DraftState, PublishPreview } from "#core/api/builder.ts";
import { checkDraft, publishable } from "#core/builder/check.ts";
import { continued } from "#core/builder/continued.ts";
import { difference } from "#core/builder/difference.ts";
import type { BuilderFault } from "#core/builder/fault.ts";
import type { IndicatorTable } from "#core/indicator/indicator.ts";
import { checkLineageAgainst } from "#core/template/check-lineage.ts";
import { placedTitle } from "#core/template/outline.ts";
import type { Template } from "#core/template/schema.ts";
import type { Deps } from "#server/deps.ts";
import { knownTemplate } from "#server/services/known-template.ts";
import { knownTemplates } from "#server/services/published-templates.ts";
import { runningSubmissions } from "#server/services/running-submissions.ts";
import { atOneMoment, type Db } from "#server/store/store.ts";

type Using = Pick<Deps, "templates">;

const versionFault = ({ id, version }: Template): BuilderFault => ({
  code: "template.version-taken",
  severity: "error",
  path: "version",
  message: `清单 ${id} 已有 ${version} 版，请换一个版本号`,
});

/** The draft by itself, and against every installed version that its lineage speaks of; errors first. */
export function checkAgainst(
  { draft }: Pick<DraftState, "draft">,
  known: readonly Template[],
  indicators: IndicatorTable,
): BuilderFault[] {
  const { template } = draft;
  const against = template.lineage.flatMap((each) => {
    const earlier = known.find(({ id, version }) => id === (each.id ?? template.id) && version === each.version);
    return earlier ? checkLineageAgainst(template, each, earlier) : [];
  });
  return [...against.map((fault): BuilderFault => ({ ...fault, severity: "error" })), ...checkDraft(draft, indicators)];
}

/** Keys of the base's items that go on under no other. */
export const goneItems = (base: Template, template: Template): string[] => {
  const way = continued(base, template);
  return [...way.before.keys()].filter((key) => way.itemsTo(key).length === 0);
};

export const baseIn = ({ draft }: Pick<DraftState, "draft">, known: readonly Template[]): Template | undefined =>
  known.find(({ id, version }) => id === draft.base?.id && version === draft.base.version);

/** What publishing would do; nothing is written. */
export const previewPublish = (using: Using, db: Db, state: DraftState): Promise<PublishPreview> =>
  atOneMoment(db, async (tx) => {
    const { template } = state.draft;
    const known = await knownTemplates(tx, using.templates);
    const faults = checkAgainst(state, known, using.templates.indicators);
    const taken = await knownTemplate(tx, using.templates, template.id, template.version);
    if (taken && state.state === "open") faults.unshift(versionFault(template));
    const base = baseIn(state, known);
    return {
      revision: state.revision,
      faults,
      publishable: publishable(faults),
      difference: base ? await differenceFrom(tx, base, template) : null,
      dropped: base ? droppedIn(base, template) : [],
    };
  });

function droppedIn(base: Template, template: Template): PublishPreview["dropped"] {
  const { before } = continued(base, template);
  return goneItems(base, template).flatMap((item) => {
    const placed = before.get(item);
    return placed ? [{ item, title: placedTitle(placed) }] : [];
  });
}

async function differenceFrom(tx: Db, base: Template, template: Template): Promise<PublishPreview["difference"]> {
  const drafts = await runningSubmissions(tx, base.id, base.version);
  const { summary, verdict, class: level, items, touched, changes } = difference(base, template, drafts);
  return {
    base: { id: base.id, version: base.version },
    summary,
    verdict,
    class: level,
    items,
    running: drafts.length,
    touched,
    changes,
  };
}
