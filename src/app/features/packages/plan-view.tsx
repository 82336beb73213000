import { Button } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { Choice } from "#app/features/packages/choice.tsx";
import classes from "#app/features/packages/packages.module.css";
import { ReviewPlan } from "#app/features/packages/review-plan.tsx";
import { Notice } from "#app/ui/notice.tsx";
import type { ReceivedPackage } from "#core/api/package.ts";
import { STAMP_LENGTH } from "#core/document/version.ts";
import {
  type Decisions,
  NO_DECISIONS,
  type PlannedEvidence,
  type Side,
  takenEvidence,
  takenItem,
  undecided,
} from "#core/package/plan.ts";
import { STANDING_TEXT, type Standing } from "#core/package/standing.ts";

export interface PlanViewProps {
  received: ReceivedPackage;
  busy: boolean;
  onConfirm: (received: ReceivedPackage, decisions: Decisions) => void;
  onDrop: (packageId: string) => void;
}

/** What the import would do. Where both sides have changed a person says which one is right. */
export function PlanView({ received, busy, onConfirm, onDrop }: PlanViewProps) {
  const { plan, packageId } = received;
  const [chosen, setChosen] = useState<Decisions>(NO_DECISIONS);
  const choose = (kind: keyof Decisions, key: string) => (side: Side) =>
    setChosen((before) => ({ ...before, [kind]: { ...before[kind], [key]: side } }));
  const open = undecided(plan, chosen);
  const items = plan.items.filter(({ standing }) => standing !== "same");
  const evidence = plan.evidence.filter(({ standing }) => standing !== "same");
  if (plan.review)
    return (
      <ReviewPlan
        plan={plan}
        review={plan.review}
        busy={busy}
        onConfirm={() => onConfirm(received, NO_DECISIONS)}
        onDrop={() => onDrop(packageId)}
      />
    );
  return (
    <div>
      <p className={classes.counts}>
        {plan.district}
        {plan.year}年度自评，清单“{plan.template.title}”；{plan.madeBy}于{plan.madeAt.slice(0, 10)}导出。
        {plan.submissionId === null ? "本系统还没有这一年度，导入后新建。" : "本系统已有这一年度，按下列各项合并。"}
        {plan.upgradesFrom !== null &&
          `区县已改用清单${plan.template.version}版，导入时本系统的副本由${plan.upgradesFrom}版一并升级，没有位置的内容另行保留。`}
      </p>
      {plan.submitted && (
        <p className={classes.counts}>
          区县第{plan.submitted.round}次报送的版本，校验值{plan.submitted.hash.slice(0, STAMP_LENGTH)}
          ；导入后内容与校验值一致的即为已报送，可以审核，不一致的只作填报进度。
        </p>
      )}
      {plan.importedAt !== null && <Notice tone="calm">此数据包已导入过，再次导入不会改动任何内容。</Notice>}
      <Part title="条目" all={plan.items} shown={items.length}>
        {items.map((item) => (
          <Choice
            key={item.itemKey}
            name={`${item.label} ${item.heading}`.trim()}
            standing={item.standing}
            side={takenItem(item, chosen)}
            changed={item.changed}
            ours={item.ours}
            theirs={item.theirs}
            onChoose={choose("items", item.itemKey)}
          />
        ))}
      </Part>
      <Part title="佐证材料" all={plan.evidence} shown={evidence.length}>
        {evidence.map((record) => (
          <Choice
            key={record.id}
            name={`《${record.title}》`}
            standing={record.standing}
            side={takenEvidence(record, chosen)}
            {...titlesOf(record)}
            onChoose={choose("evidence", record.id)}
          />
        ))}
      </Part>
      {open > 0 && <Notice tone="warn">还有{open}处两边都改过，请逐一选择以哪边为准。</Notice>}
      <div className={classes.actions}>
        <Button disabled={busy || open > 0} onClick={() => onConfirm(received, chosen)}>
          {plan.importedAt === null ? "确认导入" : "知道了"}
        </Button>
        <Button variant="default" disabled={busy} onClick={() => onDrop(packageId)}>
          放弃
        </Button>
      </div>
    </div>
  );
}

/** Titles where they differ. */
const titlesOf = ({ title, ours }: PlannedEvidence): { ours: string; theirs: string } =>
  ours && ours.title !== title ? { ours: `《${ours.title}》`, theirs: `《${title}》` } : { ours: "", theirs: "" };

interface PartProps {
  title: string;
  all: readonly { standing: Standing }[];
  shown: number;
  children: ReactNode;
}

function Part({ title, all, shown, children }: PartProps) {
  const counts = (Object.keys(STANDING_TEXT) as Standing[]).flatMap((standing) => {
    const count = all.filter((each) => each.standing === standing).length;
    return count > 0 ? [`${STANDING_TEXT[standing]}${count}`] : [];
  });
  return (
    <section className={classes.section} aria-label={title}>
      <h3 className={classes.title}>{title}</h3>
      <p className={classes.counts}>{counts.length > 0 ? counts.join("，") : "没有"}</p>
      {shown > 0 && <ul className={classes.list}>{children}</ul>}
    </section>
  );
}
