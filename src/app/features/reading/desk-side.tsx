import { Button } from "@mantine/core";
import { type ReactNode, useEffect, useState } from "react";
import { urlOf } from "#app/data/client.ts";
import { ChecksPanel } from "#app/features/reading/checks-panel.tsx";
import { EvidenceList } from "#app/features/reading/evidence-list.tsx";
import { LastPanel } from "#app/features/reading/last-panel.tsx";
import type { LookedAt } from "#app/features/reading/looked-at.ts";
import { OthersPanel } from "#app/features/reading/others-panel.tsx";
import classes from "#app/features/reading/side.module.css";
import { ThreadsPanel } from "#app/features/reading/threads-panel.tsx";
import { SideTabs } from "#app/ui/side-tabs.tsx";
import { type ReviewDetail, type ReviewItem, reviewEvidenceContent, reviewScan } from "#core/api/review.ts";
import type { Item } from "#core/template/schema.ts";

const TABS = { evidence: "材料", checks: "检查", last: "上年", others: "他区", threads: "批注" };
type Tab = keyof typeof TABS;

/** The record that is looked at; `scan` = the stamped print. */
type Looked = string | "scan";

export interface DeskSideProps {
  item: ReviewItem;
  placed: Item | undefined;
  review: ReviewDetail;
  labels: ReadonlyMap<string, string>;
  onWide: (wide: boolean) => void;
  preview: (file: LookedAt, actions: ReactNode) => ReactNode;
}

/** What the item is held against. */
export function DeskSide({ item, placed, review, labels, onWide, preview }: DeskSideProps) {
  const [tab, setTab] = useState<Tab>("evidence");
  const [looked, setLooked] = useState<Looked>();
  const wide = (tab === "evidence" && looked !== undefined) || tab === "last" || tab === "others";
  useEffect(() => onWide(wide), [onWide, wide]);
  const warned = item.frozen.findings.filter(({ severity }) => severity !== "notice").length;
  const tabs = {
    ...TABS,
    evidence: `材料${item.frozen.evidence.length || ""}`,
    checks: `检查${warned || ""}`,
    others: `他区${item.others || ""}`,
    threads: `批注${item.openThreads || ""}`,
  };
  return (
    <SideTabs tabs={tabs} shown={tab} onShow={setTab}>
      {tab === "evidence" &&
        (looked === undefined ? (
          <EvidenceList
            item={item}
            placed={placed}
            hasScan={review.hasScan}
            onLook={setLooked}
            onLookAtScan={() => setLooked("scan")}
          />
        ) : (
          <Beside item={item} review={review} looked={looked} onLook={setLooked} preview={preview} />
        ))}
      {tab === "checks" && <ChecksPanel item={item} />}
      {tab === "last" && <LastPanel item={item} labels={labels} />}
      {tab === "others" && <OthersPanel item={item} cycleId={review.cycleId} />}
      {tab === "threads" && <ThreadsPanel item={item} />}
    </SideTabs>
  );
}

interface BesideProps extends Pick<DeskSideProps, "item" | "review" | "preview"> {
  looked: Looked;
  onLook: (looked: Looked | undefined) => void;
}

/** One file beside the text, and the way to its neighbours. */
function Beside({ item, review, looked, onLook, preview }: BesideProps) {
  const records = item.frozen.evidence;
  const at = records.findIndex(({ evidenceId }) => evidenceId === looked);
  const record = records[at];
  const { submissionId, round } = item;
  const back = (
    <Button size="compact-sm" variant="default" onClick={() => onLook(undefined)}>
      返回材料
    </Button>
  );
  const file: LookedAt | undefined =
    looked === "scan"
      ? {
          url: urlOf(reviewScan, { params: { submissionId, round: String(round) } }),
          mediaType: "application/pdf",
          size: 0,
          title: `${review.district}盖章扫描件`,
          fileName: `${review.district}${review.year}年度自评盖章扫描件.pdf`,
        }
      : record && {
          url: urlOf(reviewEvidenceContent, {
            params: { submissionId, round: String(round), evidenceId: record.evidenceId },
          }),
          mediaType: record.mediaType,
          size: record.size,
          title: `${record.number} ${record.title}`,
          fileName: record.fileName,
        };
  const before = records[at - 1];
  const after = records[at + 1];
  return (
    <div className={classes.preview}>
      {record && records.length > 1 && (
        <div className={classes.previewBar}>
          <Button
            size="compact-sm"
            variant="default"
            disabled={!before}
            onClick={() => before && onLook(before.evidenceId)}
          >
            上一份
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            disabled={!after}
            onClick={() => after && onLook(after.evidenceId)}
          >
            下一份
          </Button>
        </div>
      )}
      {file ? preview(file, back) : back}
    </div>
  );
}
