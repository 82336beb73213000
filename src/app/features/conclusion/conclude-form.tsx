import { Button, Textarea } from "@mantine/core";
import { useState } from "react";
import { newId } from "#app/data/new-id.ts";
import { useKept } from "#app/data/use-kept.ts";
import { ConcludeDialog } from "#app/features/conclusion/conclude-dialog.tsx";
import classes from "#app/features/conclusion/conclusion.module.css";
import {
  type ConclusionDraft,
  conclusionDraft,
  draftFrom,
  draftName,
  emptyProblems,
  missingProposals,
} from "#app/features/conclusion/conclusion-draft.ts";
import { ProblemEditor } from "#app/features/conclusion/problem-editor.tsx";
import { Notice } from "#app/ui/notice.tsx";
import type { ConcludedReview, ConcludeWarning, Conclusion } from "#core/api/conclusion.ts";
import type { ReviewHead } from "#core/api/review.ts";

const MAX_OPINION = 10_000;

export interface Preview {
  concluded: ConcludedReview | null;
  preview: Conclusion;
  warnings: ConcludeWarning[];
  problems: { itemKey: string; text: string }[];
  basis: string;
}

export interface ConcludeFormProps {
  head: ReviewHead;
  preview: Preview;
  /** every item that a problem can be about, in report order */
  items: readonly { itemKey: string; item: string }[];
  accountId: string;
  /** what was shown may no longer be true: it is asked for again */
  onChanged: () => Promise<void>;
}

/** The word on the whole and the list of problems, kept on this machine until the review is concluded. */
export function ConcludeForm({ head, preview, items, accountId, onChanged }: ConcludeFormProps) {
  const { value, put, safe } = useKept(draftName(accountId, head.submissionId), conclusionDraft);
  const [asking, setAsking] = useState(false);
  const [tried, setTried] = useState(false);
  const draft = value ?? draftFrom(preview.basis, preview.problems);
  const change = (part: Partial<ConclusionDraft>): void => put({ ...draft, ...part });
  const blocking = preview.warnings.filter(({ blocks }) => blocks).length;
  const empty = emptyProblems(draft.problems);
  const ask = (): void => {
    setTried(true);
    if (empty === 0) setAsking(true);
  };
  return (
    <>
      <section className={classes.part}>
        <h2 className={classes.partTitle}>总体意见</h2>
        <Textarea
          aria-label="总体意见"
          description="写入审核意见的开头；可以不写"
          autosize
          minRows={4}
          maxLength={MAX_OPINION}
          value={draft.opinion}
          onChange={(event) => change({ opinion: event.currentTarget.value })}
        />
      </section>
      <section className={classes.part}>
        <h2 className={classes.partTitle}>问题清单（{draft.problems.length}个）</h2>
        <p className={classes.hint}>办结后成为区县的整改台账，逐条整改、核查销号。</p>
        {value && value.basis !== preview.basis && (
          <Proposals
            draft={draft}
            proposed={preview.problems}
            onAdd={(added) =>
              put({
                ...draft,
                basis: preview.basis,
                problems: [...draft.problems, ...added.map((each) => ({ id: newId(), ...each }))],
              })
            }
          />
        )}
        <ProblemEditor
          problems={draft.problems}
          items={items}
          tried={tried}
          onChange={(problems) => change({ problems })}
        />
      </section>
      {tried && empty > 0 && <Notice tone="danger">有{empty}个问题没有写内容，请补写或删除。</Notice>}
      <div className={classes.bar}>
        <Button onClick={ask} disabled={blocking > 0}>
          办结审核…
        </Button>
        {value && (
          <Button variant="default" onClick={() => put(undefined)}>
            恢复为自动拟出的内容
          </Button>
        )}
        <span role="status" className={classes.hint}>
          {blocking > 0 && "请先处理上面必须处理的事项"}
          {value && (safe ? "已在本机留底，办结后送达区县" : "本机不能留底，请勿关闭本页")}
        </span>
      </div>
      {asking && (
        <ConcludeDialog
          head={head}
          basis={preview.basis}
          draft={draft}
          warnings={preview.warnings.length}
          onClose={() => setAsking(false)}
          onConcluded={async () => {
            put(undefined);
            setAsking(false);
            await onChanged();
          }}
          onStale={onChanged}
        />
      )}
    </>
  );
}

interface ProposalsProps {
  draft: ConclusionDraft;
  proposed: readonly { itemKey: string; text: string }[];
  onAdd: (added: readonly { itemKey: string; text: string }[]) => void;
}

/** What inspectors have decided since the list was begun never overwrites what was written here. */
function Proposals({ draft, proposed, onAdd }: ProposalsProps) {
  const missing = missingProposals(draft, proposed);
  return (
    <Notice tone="warn">
      开始拟写之后，审核内容又有变化，请核对清单。
      {missing.length > 0 && (
        <>
          有{missing.length}个条目的问题不在清单中。{" "}
          <Button size="compact-xs" variant="default" onClick={() => onAdd(missing)}>
            补入清单
          </Button>
        </>
      )}
    </Notice>
  );
}
