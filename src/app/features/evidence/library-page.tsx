import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useMemo, useState } from "react";
import { mayInOwn, useMe } from "#app/data/me.ts";
import { useMayHere } from "#app/data/use-flow.ts";
import { useContent, useEvidence, useWorkspace } from "#app/data/workspace-context.tsx";
import { DownloadDialog } from "#app/features/evidence/download-dialog.tsx";
import { sizeText } from "#app/features/evidence/file-text.ts";
import classes from "#app/features/evidence/library.module.css";
import { type LibraryView, libraryRows, selectRows } from "#app/features/evidence/library-rows.ts";
import { LibraryTable } from "#app/features/evidence/library-table.tsx";
import { LibraryTools } from "#app/features/evidence/library-tools.tsx";
import { LinkDialog } from "#app/features/evidence/link-dialog.tsx";
import { missingItems } from "#app/features/evidence/missing-items.ts";
import { MissingSlots } from "#app/features/evidence/missing-slots.tsx";
import { RecordPane } from "#app/features/evidence/record-pane.tsx";
import { SelectionBar } from "#app/features/evidence/selection-bar.tsx";
import { UploadList } from "#app/features/evidence/upload-list.tsx";
import { SideTabs } from "#app/ui/side-tabs.tsx";
import type { Evidence } from "#core/evidence/evidence.ts";

export interface LibraryPageProps {
  back: ReactNode;
  /** the record that is looked at */
  opened: string | undefined;
  onOpen: (evidenceId: string | undefined) => void;
}

/** All evidence of the year: found, described, looked at, put under items and taken along. */
export function LibraryPage({ back, opened, onOpen }: LibraryPageProps) {
  const workspace = useWorkspace();
  const evidence = useEvidence();
  const me = useMe();
  const [view, setView] = useState<LibraryView>({ query: "", state: undefined, sort: "number" });
  const [tab, setTab] = useState<"all" | "missing">("all");
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [linking, setLinking] = useState<readonly Evidence[]>();
  const [downloading, setDownloading] = useState(false);
  const missing = missingItems(useContent()).reduce((sum, { slots }) => sum + slots.length, 0);
  const rows = useMemo(() => libraryRows(workspace.template, evidence, workspace.year), [workspace, evidence]);
  const found = useMemo(() => selectRows(rows, view), [rows, view]);
  const row = rows.find(({ record }) => record.id === opened);
  const ticked = found.filter(({ record }) => selected.has(record.id)).map(({ record }) => record);
  const mayWrite = useMayHere("evidence.write");
  const mayDelete = useMayHere("evidence.delete");
  const mayDescribe = useMayHere("evidence.describe");

  const step = (offset: 1 | -1): void => {
    const at = found.findIndex(({ record }) => record.id === opened);
    const next = found[at + offset];
    if (next) onOpen(next.record.id);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Esc closes what is open; the button for it stands in the pane
    <div
      className={classes.page}
      data-opened={row !== undefined}
      onKeyDown={(event) => {
        if (event.key === "Escape" && row && !event.defaultPrevented) onOpen(undefined);
      }}
    >
      <title>{`材料库 · ${workspace.title} · 自评通`}</title>
      <header className={classes.head}>
        {back}
        <h1>材料库</h1>
        <p>
          {workspace.title}，共{evidence.length}份，合计
          {sizeText(evidence.reduce((sum, { size }) => sum + size, 0))}
        </p>
        <Button
          size="compact-md"
          leftSection={<IconDownload size={16} />}
          disabled={evidence.length === 0}
          onClick={() => setDownloading(true)}
        >
          下载…
        </Button>
      </header>
      <div className={classes.body}>
        <div className={classes.list}>
          <SideTabs tabs={{ all: "全部材料", missing: `应附未附 ${missing}` }} shown={tab} onShow={setTab}>
            {null}
          </SideTabs>
          <UploadList />
          {tab === "missing" && <MissingSlots />}
          {tab === "all" && rows.length === 0 && <Empty />}
          {tab === "all" && rows.length > 0 && (
            <>
              <LibraryTools
                rows={rows}
                found={found.length}
                view={view}
                onView={setView}
                ticked={ticked.length === 0 ? "none" : ticked.length === found.length ? "all" : "some"}
                onTickAll={() =>
                  setSelected(ticked.length === found.length ? new Set() : new Set(found.map((each) => each.record.id)))
                }
              />
              {ticked.length > 0 && (
                <SelectionBar
                  records={ticked}
                  mayDescribe={mayDescribe}
                  onLink={mayWrite ? () => setLinking(ticked) : undefined}
                  onClear={() => setSelected(new Set())}
                />
              )}
              <section
                className={classes.scroll}
                aria-label="材料列表"
                // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
                tabIndex={0}
              >
                {found.length > 0 ? (
                  <LibraryTable
                    rows={found}
                    opened={opened}
                    onOpen={onOpen}
                    selected={selected}
                    onSelect={setSelected}
                  />
                ) : (
                  <p className={classes.none}>没有符合条件的材料，请换个词或取消筛选。</p>
                )}
              </section>
            </>
          )}
        </div>
        {row && (
          <RecordPane
            key={row.record.id}
            row={row}
            writable={mayDescribe}
            mayDelete={mayDelete}
            onLink={mayWrite ? () => setLinking([row.record]) : undefined}
            onStep={step}
            onClose={() => onOpen(undefined)}
          />
        )}
      </div>
      {linking && <LinkDialog records={linking} onClose={() => setLinking(undefined)} />}
      {downloading && (
        <DownloadDialog mayPack={mayInOwn(me, "evidence.export")} onClose={() => setDownloading(false)} />
      )}
    </div>
  );
}

/** What to do first: files come in where they belong. */
function Empty() {
  const workspace = useWorkspace();
  const first = workspace.items.find(({ item }) => item.evidence.length > 0 && workspace.assignment(item.key).writable);
  return (
    <div className={classes.none}>
      <p>还没有佐证材料。材料在条目中上传：打开一条，把文件拖到右侧“佐证材料”一栏，或点“上传”。</p>
      {first && (
        <Link
          to="/submissions/$submissionId/items/$itemKey"
          params={{ submissionId: workspace.id, itemKey: first.item.key }}
        >
          从“{first.item.heading}”开始
        </Link>
      )}
    </div>
  );
}
