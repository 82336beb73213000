import { useCallback, useEffect, useRef, useState } from "react";
import type { Workspace } from "#app/data/workspace.ts";
import { useWorkspace } from "#app/data/workspace-context.tsx";
import type {
  ContentChange,
  ContentFrame,
  DrawnPage,
  PreviewLayout,
  PreviewReply,
  PreviewRequest,
} from "#app/features/report/preview-messages.ts";
import type { ReportDocument, Shell } from "#core/document/model.ts";

export interface Shown {
  /** undefined until the first pages are there; an older one stays while the next is composed */
  layout: PreviewLayout | undefined;
  drawn: ReadonlyMap<number, DrawnPage>;
  /** only where it was asked for */
  document: ReportDocument | undefined;
  failure: string | undefined;
}

export interface Preview extends Shown {
  /** names the pages that are about to be seen */
  want: (pages: readonly number[]) => void;
}

export interface PreviewOptions {
  /** undefined = the cover's */
  shell: Shell | undefined;
  /** whether the document itself is needed as well */
  text: boolean;
}

/** A pause in typing that is long enough to look up in. */
const QUIET_MS = 200;

const NOTHING: Shown = { layout: undefined, drawn: new Map(), document: undefined, failure: undefined };

/** The composed pages of the open submission, kept up with every edit. */
export function usePreview({ shell, text }: PreviewOptions): Preview {
  const workspace = useWorkspace();
  const [shown, setShown] = useState(NOTHING);
  const options = useRef<PreviewOptions>({ shell, text });
  const composer = useRef<Composer | undefined>(undefined);

  useEffect(() => {
    const started = startComposer(workspace, options.current, setShown);
    composer.current = started;
    return started.stop;
  }, [workspace]);
  useEffect(() => {
    options.current = { shell, text };
    composer.current?.choose(options.current);
  }, [shell, text]);

  const want = useCallback((pages: readonly number[]) => composer.current?.want(pages), []);
  return { ...shown, want };
}

interface Composer {
  choose: (options: PreviewOptions) => void;
  want: (pages: readonly number[]) => void;
  stop: () => void;
}

/** A worker of its own. One composition is under way at a time; what changes meanwhile makes the next one. */
function startComposer(
  workspace: Workspace,
  initial: PreviewOptions,
  show: (change: (before: Shown) => Shown) => void,
): Composer {
  const worker = new Worker(new URL("./preview.worker.ts", import.meta.url), { type: "module" });
  const post = (request: PreviewRequest): void => worker.postMessage(request);
  let run = 0;
  let busy = false;
  let options = initial;
  let wanted: readonly number[] = [0, 1];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let composed: readonly unknown[] = [];
  const now = (): readonly unknown[] => [workspace.content(), workspace.findings, options.shell, options.text];
  const changed = (): boolean => now().some((each, index) => each !== composed[index]);

  const compose = (): void => {
    clearTimeout(timer);
    if (busy) return;
    composed = now();
    busy = true;
    run += 1;
    const change = changeOf(workspace, options.shell);
    post({ kind: "compose", run, change, wanted, text: options.text });
  };
  const follow = (): void => {
    if (!changed()) return;
    clearTimeout(timer);
    timer = setTimeout(compose, QUIET_MS);
  };
  const draw = (): void => {
    if (!busy && run > 0) post({ kind: "draw", run, wanted });
  };
  worker.onmessage = ({ data }: MessageEvent<PreviewReply>) => {
    if (data.kind === "drawn") {
      if (data.run === run) show((before) => ({ ...before, drawn: new Map([...before.drawn, ...data.drawn]) }));
      return;
    }
    busy = false;
    if (data.kind === "failed") show((before) => ({ ...before, failure: data.message }));
    else
      show(() => ({
        layout: data.layout,
        drawn: new Map(data.drawn),
        document: data.document,
        failure: undefined,
      }));
    draw();
    follow();
  };
  worker.onerror = () => {
    busy = false;
    show((before) => ({ ...before, failure: "排版程序意外停止，请刷新页面" }));
  };
  post({ kind: "open", frame: frameOf(workspace) });
  compose();
  const leave = workspace.subscribe(follow);
  return {
    choose: (chosen) => {
      options = chosen;
      if (changed()) compose();
    },
    want: (pages) => {
      wanted = pages;
      draw();
    },
    stop: () => {
      leave();
      clearTimeout(timer);
      worker.terminate();
    },
  };
}

export const frameOf = ({ id, template, indicators, plans, district, year, lastYear }: Workspace): ContentFrame => ({
  submissionId: id,
  template,
  indicators,
  plans,
  district,
  year,
  lastYear,
});

export function changeOf(workspace: Workspace, shell: Shell | undefined): ContentChange {
  const { answers, evidence } = workspace.content();
  return { answers, evidence, findings: workspace.findings, shell };
}
