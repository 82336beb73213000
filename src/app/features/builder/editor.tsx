import { type ReactNode, useCallback, useDeferredValue, useMemo, useState } from "react";
import { useDraft, useDraftStore } from "#app/data/draft-context.tsx";
import classes from "#app/features/builder/builder.module.css";
import { BuilderKeyMap } from "#app/features/builder/builder-key-map.tsx";
import { EditorStatus } from "#app/features/builder/editor-status.tsx";
import { FindingsPane } from "#app/features/builder/findings-pane.tsx";
import { IndicatorsContext } from "#app/features/builder/indicators.ts";
import { NodeEditor } from "#app/features/builder/node-editor.tsx";
import { OpenNodesProvider, useOpenNodes } from "#app/features/builder/open-nodes.tsx";
import { focusPath, lineOf, nodeOf } from "#app/features/builder/reveal.ts";
import { SavesPane } from "#app/features/builder/saves-pane.tsx";
import { formItem } from "#app/features/builder/structure.ts";
import { TreePane } from "#app/features/builder/tree-pane.tsx";
import { rowId, treeRows } from "#app/features/builder/tree-rows.ts";
import { BUILDER_SEARCH_ID } from "#app/features/builder/tree-search.tsx";
import { useChecks } from "#app/features/builder/use-checks.ts";
import { useEditorKeys } from "#app/features/builder/use-editor-keys.ts";
import { useSelection } from "#app/features/builder/use-selection.ts";
import { useTreeCommands } from "#app/features/builder/use-tree-commands.ts";
import { type Pane, Panes, type PaneWords } from "#app/ui/panes.tsx";
import { SideTabs } from "#app/ui/side-tabs.tsx";
import type { BuilderFault } from "#core/builder/fault.ts";
import type { Indicator } from "#core/indicator/indicator.ts";
import type { Item } from "#core/template/schema.ts";

const WORDS: PaneWords = {
  tree: "目录",
  item: "编辑",
  side: "检查与预览",
  treeName: "清单目录",
  sideName: "检查与预览",
};
const BESIDE = { checks: "检查", filler: "填报人所见", inspector: "督学所见", report: "报告", saves: "记录" };
type Beside = keyof typeof BESIDE;

export interface EditorProps {
  indicators: readonly Indicator[];
  /** as it will be filled in, reviewed and composed: made of features that stand beside this one */
  preview: (as: "filler" | "inspector" | "report", item: Item) => ReactNode;
  /** sends what there is */
  save: () => void;
  /** drops what could not be saved and reads the draft anew */
  giveUp: () => Promise<void>;
}

/** A checklist while it is written: tree, the chosen node's form, checks and previews. */
export function Editor(props: EditorProps) {
  return (
    <IndicatorsContext value={props.indicators}>
      <OpenNodesProvider>
        <Desk {...props} />
      </OpenNodesProvider>
    </IndicatorsContext>
  );
}

function Desk({ indicators, preview, save, giveUp }: EditorProps) {
  const store = useDraftStore();
  useChecks(indicators);
  const selection = useSelection({ kind: "template" });
  const commands = useTreeCommands(selection);
  const { open } = useOpenNodes();
  const [pane, setPane] = useState<Pane>("item");
  const showItem = useCallback(() => setPane("item"), []);
  const [beside, setBeside] = useState<Beside>("checks");
  const [help, setHelp] = useState(false);
  const count = useDraft(({ faults }) => faults?.length ?? 0);
  const step = (offset: number): void => {
    const rows = treeRows(store.template, new Set());
    const next = rows[rows.findIndex(({ id }) => id === rowId(selection.current)) + offset];
    if (next) selection.open(next.at);
  };
  const find = (): void => {
    setPane("tree");
    requestAnimationFrame(() => document.getElementById(BUILDER_SEARCH_ID)?.focus());
  };
  useEditorKeys({ step, find, save, help: () => setHelp(true) });
  const openSelection = selection.open;
  const show = useCallback(
    (fault: BuilderFault) => {
      const node = nodeOf(store.template, fault);
      const line = lineOf(store.template, fault);
      openSelection(line);
      if (node) open(node);
      setPane("item");
      focusPath(rowId(line), fault.path);
    },
    [store, openSelection, open],
  );
  // the line is seen chosen first; going on quickly passes forms by
  const at = useDeferredValue(selection.current);
  const form = useMemo(() => <NodeEditor key={rowId(at)} at={at} onOpen={openSelection} />, [at, openSelection]);
  return (
    <>
      {help && <BuilderKeyMap onClose={() => setHelp(false)} />}
      <Panes
        shown={pane}
        onShow={setPane}
        counts={{ side: count }}
        words={WORDS}
        wideSide={beside === "filler" || beside === "inspector" || beside === "report"}
        tree={<TreePane selection={selection} commands={commands} onOpen={showItem} />}
        item={
          <>
            <EditorStatus giveUp={giveUp} />
            <div className={classes.form} data-form={rowId(at)}>
              {form}
            </div>
          </>
        }
        side={
          <SideTabs tabs={BESIDE} shown={beside} onShow={setBeside}>
            {beside === "checks" ? (
              <FindingsPane onShow={show} />
            ) : beside === "saves" ? (
              <SavesPane />
            ) : (
              <Preview as={beside} at={at} preview={preview} />
            )}
          </SideTabs>
        }
      />
    </>
  );
}

interface PreviewProps {
  as: Exclude<Beside, "checks" | "saves">;
  at: Parameters<typeof formItem>[1];
  preview: EditorProps["preview"];
}

function Preview({ as, at, preview }: PreviewProps) {
  const chosen = useDraft(({ template }) => formItem(template, at));
  const first = useDraft(({ template }) => template.sections[0]?.items[0] ?? template.cover);
  const item = chosen ?? first;
  return (
    <div className={classes.preview} data-preview>
      <p className={classes.previewNote}>数据是虚构的样例，改动随时反映在这里。</p>
      {preview(as, item)}
    </div>
  );
}
