import { Button } from "@mantine/core";
import { IconArrowBackUp, IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useMe } from "#app/data/me.ts";
import { OtherVerdicts } from "#app/features/reading/other-verdicts.tsx";
import classes from "#app/features/reading/verdict.module.css";
import { VerdictForm } from "#app/features/reading/verdict-form.tsx";
import type { ReviewItem } from "#core/api/review.ts";

export interface VerdictDockProps {
  item: ReviewItem;
  mayReturn: boolean;
  returning: boolean;
  onReturning: () => void;
  onDone: () => void;
  onReread: () => void;
}

/** Under the item, always in sight: the reader's word, the others', and whether it goes back. */
export function VerdictDock({ item, mayReturn, returning, onReturning, onDone, onReread }: VerdictDockProps) {
  const { accountId } = useMe();
  const [open, setOpen] = useState(true);
  const { submissionId, itemKey, frozen, points, verdicts, mayWrite, mine } = item;
  const own = verdicts.find((each) => each.accountId === accountId);
  const basis = useMemo(
    () => ({ itemHash: frozen.hash, points: points?.points ?? null, own }),
    [frozen.hash, points, own],
  );
  return (
    <div className={classes.dock} data-open={open}>
      <div className={classes.dockHead}>
        <h2>审核结论</h2>
        {mayReturn && (
          <Button
            size="compact-sm"
            variant={returning ? "light" : "subtle"}
            aria-pressed={returning}
            leftSection={<IconArrowBackUp size={15} />}
            onClick={onReturning}
          >
            {returning ? "已加入退回" : "加入退回"}
          </Button>
        )}
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          aria-expanded={open}
          rightSection={open ? <IconChevronDown size={15} /> : <IconChevronUp size={15} />}
          onClick={() => setOpen(!open)}
        >
          {open ? "收起" : "展开"}
        </Button>
      </div>
      <div className={classes.dockBody} hidden={!open}>
        {mayWrite && mine ? (
          <VerdictForm
            place={{ submissionId, itemKey }}
            basis={basis}
            selfScore={frozen.selfScore}
            keys
            onDone={onDone}
            onReread={onReread}
          />
        ) : (
          <p className={classes.quiet}>{mine ? "现在不能改结论：审核已办结或条目已退回。" : "本条不由您作结论。"}</p>
        )}
        <OtherVerdicts item={item} accountId={accountId} />
      </div>
    </div>
  );
}
