import { Link, useLocation, useNavigate, useParams } from "@tanstack/react-router";
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from "react";
import { useAssignment, useFaultCount, useWorkspace } from "#app/data/workspace-context.tsx";
import { ChecklistTree, TREE_SEARCH_ID } from "#app/features/checklist-tree/checklist-tree.tsx";
import { RecordPreview } from "#app/features/evidence/record-preview.tsx";
import { FindingsPanel } from "#app/features/findings/findings-panel.tsx";
import { FlowBar } from "#app/features/returned/flow-bar.tsx";
import { ItemPane } from "#app/routes/item-pane.tsx";
import { NotFound } from "#app/shell/route-failure.tsx";
import { focusElement, focusField } from "#app/ui/focus-field.ts";
import { type Pane, Panes } from "#app/ui/panes.tsx";
import type { ProseHandle } from "#app/ui/prose-handle.ts";
import { SideTabs } from "#app/ui/side-tabs.tsx";
import { useWorkbenchKeys } from "#app/ui/workbench-keys.ts";
import type { Finding } from "#core/rule/finding.ts";

/** Uploads, menus and dialogs of the material: the fields are usable before they have arrived. */
const EvidencePanel = lazy(() =>
  import("#app/features/evidence/evidence-panel.tsx").then((module) => ({ default: module.EvidencePanel })),
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
  const faults = useFaultCount(itemKey);
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
  const look = useCallback(({ id }: { id: string }, page: number) => setLooked({ evidenceId: id, page }), []);
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
      <FlowBar onOpen={open}>
        <Link to="/submissions/$submissionId/gate" params={{ submissionId }}>
          审定与报送
        </Link>
        <Link to="/submissions/$submissionId/review" params={{ submissionId }}>
          审核结果
        </Link>
      </FlowBar>
      <Panes
        shown={pane}
        onShow={setPane}
        counts={{ side: faults + openComments }}
        tree={<ChecklistTree current={itemKey} onOpen={open} />}
        item={<ItemPane key={itemKey} placed={placed} prose={prose} onStep={step} />}
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
                <FindingsPanel key={`f-${itemKey}`} itemKey={itemKey} onOpen={open} onShow={show} onRepair={repair} />
                {placed.place.kind === "section" && (
                  <Suspense fallback={<p>正在打开佐证材料…</p>}>
                    <EvidencePanel key={`e-${itemKey}`} item={placed.item} onPreview={look} />
                  </Suspense>
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
