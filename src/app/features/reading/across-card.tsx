import { Button } from "@mantine/core";
import { IconPointFilled } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useMe } from "#app/data/me.ts";
import { reviewItemQuery } from "#app/data/review-queries.ts";
import classes from "#app/features/reading/across.module.css";
import { OtherVerdicts } from "#app/features/reading/other-verdicts.tsx";
import { VerdictForm } from "#app/features/reading/verdict-form.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { VerdictMark } from "#app/ui/verdict-mark.tsx";
import type { AcrossRow } from "#core/api/review.ts";
import { PHASE_TEXT } from "#core/review/flow.ts";
import { SCORE_STATE_TEXT } from "#core/review/ledger.ts";

export interface AcrossCardProps {
  row: AcrossRow;
  itemKey: string;
  compared: boolean;
  full: boolean;
  onCompare: (on: boolean) => void;
}

/** What one district says on the item, with its figures and the way to decide it here or to read it whole. */
export function AcrossCard({ row, itemKey, compared, full, onCompare }: AcrossCardProps) {
  const { submissionId, district, settled, own, mine } = row;
  const [whole, setWhole] = useState(false);
  const [deciding, setDeciding] = useState(false);
  const settledKnown = !mine || own !== null || settled.state === "needs-third";
  return (
    <li className={classes.card}>
      <div className={classes.cardHead}>
        <label className={classes.name}>
          <input
            type="checkbox"
            aria-label={`对照：${district}`}
            checked={compared}
            disabled={!row.opened || (full && !compared)}
            onChange={(event) => onCompare(event.currentTarget.checked)}
          />
          <b>{district}</b>
        </label>
        {mine && !row.read && (
          <span className={classes.unread}>
            <IconPointFilled size={15} aria-hidden />
            未阅
          </span>
        )}
        <span>{PHASE_TEXT[row.phase]}</span>
        <span className={classes.score}>自评{row.selfScore === null ? "未填" : `${row.selfScore}分`}</span>
        {own && (
          <span>
            我的结论 <VerdictMark verdict={own.verdict} earlier={own.earlier} />
            {own.score !== null && ` ${own.score}分`}
          </span>
        )}
        {settledKnown && settled.state !== "none" && (
          <span>
            {SCORE_STATE_TEXT[settled.state]}
            {settled.verified !== null && ` ${settled.verified}分`}
          </span>
        )}
      </div>
      {row.figures.length > 0 && (
        <dl className={classes.figures}>
          {row.figures.map(({ fieldKey, label, text }) => (
            <div key={fieldKey}>
              <dt>{label}</dt>
              <dd>{text || "未填"}</dd>
            </div>
          ))}
        </dl>
      )}
      <p className={classes.text} data-whole={whole}>
        {row.opened ? row.text || "没有正文" : "已报送，开始审核后可以看到内容。"}
      </p>
      <div className={classes.ways}>
        {row.text.length > 120 && (
          <Button size="compact-sm" variant="subtle" aria-expanded={whole} onClick={() => setWhole(!whole)}>
            {whole ? "收起正文" : "看全文"}
          </Button>
        )}
        <Link to="/reviews/$submissionId/items/$itemKey" params={{ submissionId, itemKey }}>
          看材料和检查结果（材料{row.evidence}份{row.openThreads > 0 && `，批注${row.openThreads}条`}）
        </Link>
        {mine && row.opened && (
          <Button
            size="compact-sm"
            variant="default"
            aria-expanded={deciding}
            aria-label={`${deciding ? "收起结论" : "作结论"}：${district}`}
            onClick={() => setDeciding(!deciding)}
          >
            {deciding ? "收起结论" : "作结论"}
          </Button>
        )}
      </div>
      {deciding && <Deciding submissionId={submissionId} itemKey={itemKey} />}
    </li>
  );
}

function Deciding({ submissionId, itemKey }: { submissionId: string; itemKey: string }) {
  const { accountId } = useMe();
  const queryClient = useQueryClient();
  const query = reviewItemQuery(submissionId, itemKey);
  const { data: item, error } = useQuery(query);
  const own = item?.verdicts.find((each) => each.accountId === accountId);
  const itemHash = item?.frozen.hash ?? "";
  const points = item?.points?.points ?? null;
  const basis = useMemo(() => ({ itemHash, points, own }), [itemHash, points, own]);
  if (error) return <Notice tone="warn">本条暂时读不到：{error.message}</Notice>;
  if (!item) return <p>正在打开…</p>;
  return (
    <div className={classes.deciding}>
      {item.mayWrite ? (
        <VerdictForm
          place={{ submissionId, itemKey }}
          basis={basis}
          selfScore={item.frozen.selfScore}
          keys={false}
          onReread={() => void queryClient.invalidateQueries({ queryKey: query.queryKey })}
        />
      ) : (
        <p>现在不能改结论。</p>
      )}
      <OtherVerdicts item={item} accountId={accountId} />
    </div>
  );
}
