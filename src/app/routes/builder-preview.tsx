import { Suspense, useEffect, useMemo, useRef, useState } from "react";
import { today } from "#app/data/clock.ts";
import { useDraftStore } from "#app/data/draft-context.tsx";
import type { Workspace } from "#app/data/workspace.ts";
import { useItemFindings, useWorkspace, WorkspaceProvider } from "#app/data/workspace-context.tsx";
import { SAMPLE_DISTRICT, sampleAnswers } from "#app/features/builder/sample-answers.ts";
import { FindingsPanel } from "#app/features/findings/findings-panel.tsx";
import { useChecks } from "#app/features/findings/use-checks.ts";
import { ItemForm } from "#app/features/item-form/item-form.tsx";
import { NarrativeEditor } from "#app/features/narrative/narrative-editor.tsx";
import { ChecksPanel } from "#app/features/reading/checks-panel.tsx";
import { EvidenceList } from "#app/features/reading/evidence-list.tsx";
import { ItemView } from "#app/features/reading/item-view.tsx";
import { ItemPreview } from "#app/features/report/item-preview.tsx";
import { sampleReview } from "#app/routes/sample-review.ts";
import { sampleWorkspace } from "#app/routes/sample-workspace.ts";
import type { ProseHandle } from "#app/ui/prose-handle.ts";
import type { Answer } from "#core/answer/answer.ts";
import type { Indicator } from "#core/indicator/indicator.ts";
import type { Item, Template } from "#core/template/schema.ts";

const RESTING_MS = 400;

/** The draft as it stood at the last pause. */
function useRestingTemplate(): Template {
  const store = useDraftStore();
  const [template, setTemplate] = useState(store.template);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = store.follow((draft) => {
      clearTimeout(timer);
      timer = setTimeout(() => setTemplate(draft.template), RESTING_MS);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [store]);
  return template;
}

export interface BuilderPreviewProps {
  as: "filler" | "inspector" | "report";
  item: Item;
  indicators: readonly Indicator[];
}

/** The real form, the real desk of the review and the real report over a submission that nobody has. */
export function BuilderPreview({ as, item, indicators }: BuilderPreviewProps) {
  const template = useRestingTemplate();
  const before = useRef<{ workspace: Workspace; sample: ReadonlyMap<string, Answer> }>(undefined);
  const workspace = useMemo(() => {
    const sample = sampleAnswers(template);
    const typed = before.current;
    // what was tried out in the preview stays while the checklist goes on changing
    const answers = new Map(
      [...sample].map(([key, answer]) => {
        const now = typed?.workspace.answer(key);
        return [key, now && typed?.sample.has(key) && now !== typed.sample.get(key) ? now : answer];
      }),
    );
    const made = sampleWorkspace(template, indicators, answers, SAMPLE_DISTRICT);
    before.current = { workspace: made, sample };
    return made;
  }, [template, indicators]);
  const placed = workspace.items.find((each) => each.item.key === item.key);
  if (!placed) return null;
  return (
    <WorkspaceProvider value={workspace}>
      {as === "filler" ? (
        <Filler key={item.key} placed={placed} />
      ) : as === "inspector" ? (
        <Inspector key={item.key} placed={placed} />
      ) : (
        <ItemPreview itemKey={item.key} onOpen={() => undefined} />
      )}
    </WorkspaceProvider>
  );
}

/** As an inspector reads it; there is nothing to decide about a sample. */
function Inspector({ placed }: { placed: Workspace["items"][number] }) {
  const workspace = useWorkspace();
  useChecks();
  const findings = useItemFindings(placed.item.key);
  const item = sampleReview(workspace.content(), placed, findings);
  return (
    <>
      <ItemView
        item={item}
        placed={placed.item}
        section={placed.place.kind === "section" ? placed.place.section.heading : undefined}
        year={workspace.year}
        today={today()}
        onPrevious={undefined}
        onNext={() => undefined}
        readMark={null}
      />
      <EvidenceList
        item={item}
        placed={placed.item}
        hasScan={false}
        onLook={() => undefined}
        onLookAtScan={() => undefined}
      />
      <ChecksPanel item={item} />
    </>
  );
}

function Filler({ placed }: { placed: Workspace["items"][number] }) {
  const workspace = useWorkspace();
  const prose = useRef<ProseHandle>(undefined);
  useChecks();
  return (
    <Suspense fallback={<p>正在打开…</p>}>
      <ItemForm
        // the form reads its answers when it is opened
        key={workspace.items.indexOf(placed) + placed.item.fields.map(({ key, type }) => key + type).join()}
        placed={placed}
        standing={null}
        narrative={(props) => <NarrativeEditor {...props} handle={prose} />}
        onPrevious={undefined}
        onNext={undefined}
      />
      <FindingsPanel
        itemKey={placed.item.key}
        onOpen={() => undefined}
        onShow={() => undefined}
        onRepair={() => undefined}
      />
    </Suspense>
  );
}
