import { useLocation, useNavigate, useParams } from "@tanstack/react-router";
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from "react";
import { useAssignment, useItemFindings, useWorkspace } from "#app/data/workspace-context.tsx";
import { CarriedBanner } from "#app/features/carry/carried-banner.tsx";
import { ChecklistTree, TREE_SEARCH_ID } from "#app/features/checklist-tree/checklist-tree.tsx";
import { Companions } from "#app/features/collation/companions.tsx";
import { SignOffBar } from "#app/features/collation/sign-off-bar.tsx";
import { EvidencePanel } from "#app/features/evidence/evidence-panel.tsx";
import { RecordPreview } from "#app/features/evidence/record-preview.tsx";
import { FindingsPanel } from "#app/features/findings/findings-panel.tsx";
import { ItemForm } from "#app/features/item-form/item-form.tsx";
import { NotFound } from "#app/shell/route-failure.tsx";
import { focusElement, focusField } from "#app/ui/focus-field.ts";
import { type Pane, Panes } from "#app/ui/panes.tsx";
import type { ProseHandle } from "#app/ui/prose-handle.ts";
import { SideTabs } from "#app/ui/side-tabs.tsx";
import { useWorkbenchKeys } from "#app/ui/workbench-keys.ts";
import type { Finding } from "#core/rule/finding.ts";

/** The editor is two thirds of the form's bytes: the fields are usable before it has arrived. */
const NarrativeEditor = lazy(() =>
  import("#app/features/narrative/narrative-editor.tsx").then((module) => ({ default: module.NarrativeEditor })),
);
/** Composing and fonts are far more than the form: they come when somebody looks. */
const ItemPreview = lazy(() =>
  import("#app/features/report/item-preview.tsx").then((module) => ({ default: module.ItemPreview })),
);
const CommentsPanel = lazy(() =>
  import("#app/features/comments/comments-panel.tsx").then((module) => ({ default: module.CommentsPanel })),
);
const HistoryPanel = lazy(() =>
  import("#app/features/history/history-panel.tsx").then((module) => ({ default: module.HistoryPanel })),
);
const PastPanel = lazy(() =>
  import("#app/features/carry/past-panel.tsx").then((module) => ({ default: module.PastPanel })),
);
const KeyMap = lazy(() => import("#app/ui/key-map.tsx").then((module) => ({ default: module.KeyMap })));

const BESIDE = { checks: "检查与材料", comments: "批注", history: "历史", past: "往年", report: "成文" };
type Beside = keyof typeof BESIDE;

/** Tree, item, findings and evidence or the report: three panes on a desk, one at a time on a phone. */
export function WorkbenchRoute() {
  const { submissionId, itemKey } = useParams({ from: "/inside/submissions/$submissionId/items/$itemKey" });
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const findings = useItemFindings(itemKey);
  const [pane, setPane] = useState<Pane>("item");
  const [beside, setBeside] = useState<Beside>("checks");
  const [looked, setLooked] = useState<{ evidenceId: string; page: number }>();
  const { openComments } = useAssignment(itemKey);
  const hash = useLocation({ select: (location) => location.hash });
  useEffect(() => {
    if (hash in BESIDE) {
      setBeside(hash as Beside);
      setPane("side");
    } else if (hash !== "") focusElement(hash);
  }, [hash]);
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
  const prose = useRef<ProseHandle>(undefined);
  const show = useCallback(
    ({ itemKey: key, fieldKey, place }: Finding) => {
      if (place === undefined) return open(key, fieldKey);
      setPane("item");
      requestAnimationFrame(() => prose.current?.select(place));
    },
    [open],
  );
  const repair = useCallback((finding: Finding) => {
    if (finding.place && finding.repair) prose.current?.repair(finding.place, finding.repair);
  }, []);
  const find = useCallback(() => {
    setPane("tree");
    requestAnimationFrame(() => document.getElementById(TREE_SEARCH_ID)?.focus());
  }, []);
  const [help, setHelp] = useState(false);
  useWorkbenchKeys({ step, find, save: () => void workspace.flush(), help: () => setHelp(true) });

  if (!placed) return <NotFound />;
  return (
    <>
      {help && (
        <Suspense>
          <KeyMap onClose={() => setHelp(false)} />
        </Suspense>
      )}
      <Panes
        shown={pane}
        onShow={setPane}
        counts={{ side: findings.filter((finding) => finding.severity !== "notice").length + openComments }}
        tree={<ChecklistTree current={itemKey} onOpen={open} />}
        item={
          <ItemForm
            key={itemKey}
            placed={placed}
            standing={
              <>
                <Companions itemKey={itemKey} />
                <SignOffBar key={itemKey} itemKey={itemKey} />
                <CarriedBanner item={placed.item} />
              </>
            }
            narrative={(props) => (
              <Suspense fallback={<p>正在打开正文…</p>}>
                <NarrativeEditor {...props} handle={prose} />
              </Suspense>
            )}
            onPrevious={index > 0 ? () => step(-1) : undefined}
            onNext={index < workspace.items.length - 1 ? () => step(1) : undefined}
          />
        }
        wideSide={beside === "report" || beside === "past" || (beside === "checks" && looked !== undefined)}
        side={
          <SideTabs
            tabs={openComments > 0 ? { ...BESIDE, comments: `批注${openComments}` } : BESIDE}
            shown={beside}
            onShow={setBeside}
          >
            {beside === "comments" ? (
              <Suspense fallback={<p>正在打开批注…</p>}>
                <CommentsPanel key={`c-${itemKey}`} itemKey={itemKey} />
              </Suspense>
            ) : beside === "history" ? (
              <Suspense fallback={<p>正在打开历史…</p>}>
                <HistoryPanel key={`h-${itemKey}`} item={placed.item} />
              </Suspense>
            ) : beside === "past" ? (
              <Suspense fallback={<p>正在打开往年内容…</p>}>
                <PastPanel key={`p-${itemKey}`} item={placed.item} />
              </Suspense>
            ) : beside === "checks" && looked ? (
              <RecordPreview {...looked} onClose={() => setLooked(undefined)} />
            ) : beside === "checks" ? (
              <>
                <FindingsPanel
                  key={`f-${itemKey}`}
                  itemKey={itemKey}
                  findings={findings}
                  onOpen={open}
                  onShow={show}
                  onRepair={repair}
                />
                {placed.place.kind === "section" && (
                  <EvidencePanel
                    key={`e-${itemKey}`}
                    item={placed.item}
                    onPreview={({ id }, page) => setLooked({ evidenceId: id, page })}
                  />
                )}
              </>
            ) : (
              <Suspense fallback={<p>正在打开预览…</p>}>
                <ItemPreview itemKey={itemKey} onOpen={open} />
              </Suspense>
            )}
          </SideTabs>
        }
      />
    </>
  );
}
