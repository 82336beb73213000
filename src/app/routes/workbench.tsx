import { useNavigate, useParams } from "@tanstack/react-router";
import { useCallback, useEffect, useMemo, useState } from "react";
import { useFindings, useWorkspace } from "#app/data/workspace-context.tsx";
import { ChecklistTree } from "#app/features/checklist-tree/checklist-tree.tsx";
import { EvidencePanel } from "#app/features/evidence/evidence-panel.tsx";
import { FindingsPanel } from "#app/features/findings/findings-panel.tsx";
import { ItemForm } from "#app/features/item-form/item-form.tsx";
import { NarrativeEditor } from "#app/features/narrative/narrative-editor.tsx";
import { focusField } from "#app/ui/focus-field.ts";
import { type Pane, Panes } from "#app/ui/panes.tsx";
import { NotFound } from "#app/shell/route-failure.tsx";

/** Tree, item, findings and evidence: three panes on a desk, one at a time on a phone. */
export function WorkbenchRoute() {
  const { submissionId, itemKey } = useParams({ from: "/inside/submissions/$submissionId/items/$itemKey" });
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const findings = useFindings();
  const [pane, setPane] = useState<Pane>("item");
  const index = workspace.items.findIndex(({ item }) => item.key === itemKey);
  const placed = workspace.items[index];

  const open = useCallback(
    (key: string, fieldKey?: string) => {
      setPane("item");
      void navigate({ to: "/submissions/$submissionId/items/$itemKey", params: { submissionId, itemKey: key } }).then(
        () => fieldKey !== undefined && focusField(fieldKey),
      );
    },
    [navigate, submissionId],
  );
  const step = useCallback(
    (offset: number) => {
      const next = workspace.items[index + offset];
      if (next) open(next.item.key);
    },
    [workspace, index, open],
  );
  useWorkbenchKeys(step, () => void workspace.flush());

  const here = useMemo(() => findings.filter((finding) => finding.itemKey === itemKey), [findings, itemKey]);
  if (!placed) return <NotFound />;
  return (
    <Panes
      shown={pane}
      onShow={setPane}
      counts={{ side: here.filter((finding) => finding.severity !== "notice").length }}
      tree={<ChecklistTree current={itemKey} onOpen={open} />}
      item={
        <ItemForm
          key={itemKey}
          placed={placed}
          narrative={(props) => <NarrativeEditor {...props} />}
          onPrevious={index > 0 ? () => step(-1) : undefined}
          onNext={index < workspace.items.length - 1 ? () => step(1) : undefined}
        />
      }
      side={
        <>
          <FindingsPanel key={`f-${itemKey}`} itemKey={itemKey} findings={here} onOpen={open} />
          {placed.place.kind === "section" && <EvidencePanel key={`e-${itemKey}`} item={placed.item} />}
        </>
      }
    />
  );
}

/** Alt+←/→ steps through the items; Ctrl+S saves now and reassures. */
function useWorkbenchKeys(step: (offset: number) => void, save: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.altKey && event.key === "ArrowLeft") step(-1);
      else if (event.altKey && event.key === "ArrowRight") step(1);
      else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") save();
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [step, save]);
}
