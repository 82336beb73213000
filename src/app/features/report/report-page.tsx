import { lazy, type ReactNode, type RefObject, Suspense, useEffect, useRef, useState } from "react";
import { useWorkspace } from "#app/data/workspace-context.tsx";
import { Desk, type DeskHandle } from "#app/features/report/desk.tsx";
import { JobStatus, MissingCharacters } from "#app/features/report/job-status.tsx";
import { OpenMatters } from "#app/features/report/open-matters.tsx";
import { JumpList, JumpMenu, PageBar } from "#app/features/report/page-bar.tsx";
import type { Zoom } from "#app/features/report/page-places.ts";
import type { PreviewLayout } from "#app/features/report/preview-messages.ts";
import classes from "#app/features/report/report.module.css";
import { FormatButtons, ShellChoice } from "#app/features/report/report-tools.tsx";
import { useItemLinks } from "#app/features/report/use-item-links.ts";
import { useLetterhead } from "#app/features/report/use-letterhead.ts";
import { usePageKeys } from "#app/features/report/use-page-keys.ts";
import { type Preview, usePreview } from "#app/features/report/use-preview.ts";
import { type Format, useReportFiles } from "#app/features/report/use-report-files.ts";
import tools from "#app/ui/tool-button.module.css";
import type { Shell } from "#core/document/model.ts";

const Paper = lazy(() => import("#app/features/report/paper.tsx").then((module) => ({ default: module.Paper })));
const LetterheadDialog = lazy(() =>
  import("#app/features/report/letterhead-dialog.tsx").then((module) => ({ default: module.LetterheadDialog })),
);

export interface ReportPageProps {
  back: ReactNode;
  onOpen: (itemKey: string, fieldKey?: string) => void;
}

/** The composed report as pages, with what stands in its way and the files to take along. */
export function ReportPage({ back, onOpen }: ReportPageProps) {
  const workspace = useWorkspace();
  const [shell, setShell] = useState<Shell>();
  const [view, setView] = useState<"pages" | "text">("pages");
  const [choosing, setChoosing] = useState(false);
  const preview = usePreview({ shell, text: view === "text" });
  const { state, make, cancel, dismiss } = useReportFiles(preview.layout !== undefined);
  const letterhead = useLetterhead();
  const { layout } = preview;
  const busy = state.kind === "making";
  const start = (format: Format): void => make({ format, shell, letterhead: letterhead.letterhead?.bytes });
  const status = <JobStatus state={state} onCancel={cancel} onDismiss={dismiss} />;
  return (
    <div className={classes.page}>
      <div className={classes.tools}>
        {back}
        <h1 className={classes.name}>{layout?.title ?? workspace.title}</h1>
        {layout && <OpenMatters gaps={layout.gaps} onOpen={onOpen} />}
        <div className={classes.buttons}>
          <FormatButtons
            busy={busy}
            onMake={start}
            onLetterhead={() => {
              dismiss();
              setChoosing(true);
            }}
          />
        </div>
        {!choosing && status}
      </div>
      {choosing && (
        <Suspense>
          <LetterheadDialog
            state={letterhead}
            busy={busy}
            onTry={(file) =>
              make({ format: "docx", shell, letterhead: file.bytes, onTried: () => letterhead.keep(file) })
            }
            onClose={() => setChoosing(false)}
          >
            {status}
          </LetterheadDialog>
        </Suspense>
      )}
      {preview.failure && <p className={classes.failure}>预览没有更新：{preview.failure}</p>}
      {!layout && !preview.failure && <p className={classes.waiting}>正在排版…</p>}
      {layout && (
        <Composed
          preview={preview}
          layout={layout}
          onOpen={onOpen}
          choices={
            <>
              <ShellChoice shell={layout.shell} onShell={setShell} />
              <button
                type="button"
                className={tools.tool}
                aria-pressed={view === "text"}
                onClick={() => setView(view === "text" ? "pages" : "text")}
              >
                文字版
              </button>
            </>
          }
        />
      )}
    </div>
  );
}

interface ComposedProps {
  preview: Preview;
  layout: PreviewLayout;
  choices: ReactNode;
  onOpen: (itemKey: string) => void;
}

function Composed({ preview, layout, choices, onOpen }: ComposedProps) {
  const [zoom, setZoom] = useState<Zoom>(() => (window.innerWidth < 860 ? "fit" : "full"));
  const [page, setPage] = useState(0);
  const desk = useRef<DeskHandle>(null);
  const linkTo = useItemLinks();
  useHeadOf(layout.shell, desk);
  usePageKeys((direction) => desk.current?.turn(direction));
  const { document } = preview;
  const jump = { places: layout.places, onJump: (spot: { page: number; y: number }) => desk.current?.goTo(spot) };
  return (
    <>
      <div className={classes.bar}>
        {choices}
        {!document && (
          <>
            <PageBar
              page={page}
              pages={layout.pages.length}
              zoom={zoom}
              onZoom={setZoom}
              onTurn={(direction) => desk.current?.turn(direction)}
            />
            <JumpMenu {...jump} />
          </>
        )}
        {layout.waiting > 0 && <span>正在读取图片（{layout.waiting}张）…</span>}
        {layout.missing.length > 0 && <MissingCharacters missing={layout.missing} />}
      </div>
      {document ? (
        <Suspense fallback={<p className={classes.waiting}>正在打开…</p>}>
          <Paper document={document} />
        </Suspense>
      ) : (
        <div className={classes.work}>
          <JumpList {...jump} />
          <Desk
            ref={desk}
            layout={layout}
            drawn={preview.drawn}
            want={preview.want}
            zoom={zoom}
            linkTo={linkTo}
            onOpen={onOpen}
            onPage={setPage}
          />
        </div>
      )}
    </>
  );
}

/** Another shell is another first page: it is what one wants to see. */
function useHeadOf(shell: Shell, desk: RefObject<DeskHandle | null>): void {
  const shown = useRef(shell);
  useEffect(() => {
    if (shown.current !== shell) desk.current?.goTo({ page: 0, y: 0 });
    shown.current = shell;
  }, [shell, desk]);
}
