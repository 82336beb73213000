import { Button } from "@mantine/core";
import {
  useAssignment,
  useCarried,
  useProgress,
  useRestingNarrative,
  useWorkspace,
} from "#app/data/workspace-context.tsx";
import classes from "#app/features/carry/carry.module.css";
import { Notice } from "#app/ui/notice.tsx";
import { confirmParts, discardParts, type OpenPart, openParts, parseCarriedPath } from "#core/answer/carried.ts";
import { repairStale, staleFindings } from "#core/reuse/item-carry.ts";
import type { Item } from "#core/template/schema.ts";

/** What the item has from an earlier year: to be vouched for or left out, one by one or all at once. */
export function CarriedBanner({ item }: { item: Item }) {
  const workspace = useWorkspace();
  const carried = useCarried(item.key);
  const { carry } = useProgress(item.key);
  const { writable } = useAssignment(item.key);
  const narrative = useRestingNarrative(item.key);
  if (carried === undefined) return null;
  const answer = workspace.answer(item.key);
  const open = openParts(answer);
  const sources = [...new Set(Object.values(carried).map(({ year, heading }) => `${year}年（${heading}）`))].join("、");
  const repairable = staleFindings(item.key, { ...answer, narrative }).filter(
    ({ replacement }) => replacement !== undefined,
  ).length;
  const confirm = (paths: readonly string[]): void =>
    workspace.rewrite(item.key, confirmParts(workspace.answer(item.key), paths));
  const discard = (paths: readonly string[]): void =>
    workspace.rewrite(item.key, discardParts(workspace.answer(item.key), paths));
  const repair = (): void => workspace.rewrite(item.key, repairStale(workspace.answer(item.key)));
  if (open.length === 0 && carry.stale === 0) return <p className={classes.settled}>沿用自{sources}，已核对。</p>;
  return (
    <div className={classes.banner}>
      <Notice tone="warn">
        <p className={classes.lead}>
          沿用自{sources}，{open.length > 0 ? "待核对：核对并修改以后请确认，确认以前不进入报告。" : "已核对。"}
          {carry.stale > 0 && `文字中还有${carry.stale}处是上年的说法，请改写，或在检查结果中说明。`}
        </p>
        {open.map((part) => (
          <OpenRow
            key={part.path}
            label={labelOf(item, part)}
            writable={writable}
            onConfirm={() => confirm([part.path])}
            onDiscard={() => discard([part.path])}
          />
        ))}
        {writable && (
          <div className={classes.bannerActions}>
            {open.length > 1 && (
              <Button size="compact-sm" onClick={() => confirm(open.map(({ path }) => path))}>
                全部确认
              </Button>
            )}
            {open.length > 1 && (
              <Button size="compact-sm" variant="default" onClick={() => discard(open.map(({ path }) => path))}>
                全部不采用
              </Button>
            )}
            {repairable > 0 && (
              <Button size="compact-sm" variant="default" onClick={repair}>
                按本年度改年份
              </Button>
            )}
          </div>
        )}
      </Notice>
    </div>
  );
}

function labelOf(item: Item, { path }: OpenPart): string {
  const place = parseCarriedPath(path);
  if (!place || place.kind === "narrative") return "正文";
  const label = item.fields.find(({ key }) => key === place.fieldKey)?.label ?? place.fieldKey;
  return place.kind === "prior" ? `${label}（上期数）` : label;
}

interface OpenRowProps {
  label: string;
  writable: boolean;
  onConfirm: () => void;
  onDiscard: () => void;
}

function OpenRow({ label, writable, onConfirm, onDiscard }: OpenRowProps) {
  return (
    <div className={classes.openRow}>
      <span>{label}</span>
      {writable && (
        <>
          <Button size="compact-xs" variant="default" aria-label={`确认：${label}`} onClick={onConfirm}>
            确认
          </Button>
          <Button size="compact-xs" variant="subtle" color="gray" aria-label={`不采用：${label}`} onClick={onDiscard}>
            不采用
          </Button>
        </>
      )}
    </div>
  );
}
