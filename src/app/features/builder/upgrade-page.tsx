import { Button, NativeSelect } from "@mantine/core";
import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { z } from "zod";
import { call } from "#app/data/client.ts";
import { shortStamp } from "#app/data/clock.ts";
import { upgradePlanQuery, upgradesQuery } from "#app/data/draft-queries.ts";
import { newId } from "#app/data/new-id.ts";
import { ChangeList } from "#app/features/builder/change-list.tsx";
import classes from "#app/features/builder/pages.module.css";
import { FormFailure, Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import {
  applyUpgrade,
  type planSubmissionUpgrade,
  type UpgradeRecord,
  undoUpgrade,
  type upgradePart,
} from "#core/api/upgrade.ts";

type Plan = z.output<NonNullable<typeof planSubmissionUpgrade.response>>;
type Part = z.output<typeof upgradePart>;

/** Brings a running submission to a newer version of its checklist, after one has seen what becomes of every answer. */
export function UpgradePage({ submissionId, onDone }: { submissionId: string; onDone: () => Promise<void> }) {
  const { data } = useSuspenseQuery(upgradesQuery(submissionId));
  const [version, setVersion] = useState("");
  const chosen = (data.targets.find((each) => each.version === version) ?? data.targets[0])?.version;
  return (
    <Page
      title="升级到新版清单"
      aside={
        <Link to="/submissions/$submissionId" params={{ submissionId }}>
          回到填报
        </Link>
      }
    >
      <p>
        现用“{data.current.title}”（版本{data.current.version}）。
      </p>
      {data.frozen ? (
        <Notice tone="calm">报告已提交，固定在现用版本，不再升级。</Notice>
      ) : chosen === undefined ? (
        <Notice tone="calm">没有更新的版本，不需要升级。</Notice>
      ) : (
        <>
          <NativeSelect
            label="升级到"
            value={chosen}
            data={data.targets.map((target) => ({
              value: target.version,
              label: `${target.title}（版本${target.version}）`,
            }))}
            onChange={(event) => setVersion(event.currentTarget.value)}
            maw={420}
          />
          <PlanOf key={chosen} submissionId={submissionId} version={chosen} onDone={onDone} />
        </>
      )}
      <Done submissionId={submissionId} done={data.done} onDone={onDone} />
    </Page>
  );
}

interface PlanOfProps {
  submissionId: string;
  version: string;
  onDone: () => Promise<void>;
}

function PlanOf({ submissionId, version, onDone }: PlanOfProps) {
  const queryClient = useQueryClient();
  const [key] = useState(newId);
  const { data: plan, error, refetch } = useQuery(upgradePlanQuery(submissionId, version));
  const apply = useMutation({
    mutationFn: ({ basis }: Plan) => call(applyUpgrade, { params: { submissionId }, body: { version, basis, key } }),
    onSuccess: async () => {
      // first what can be chosen: opened anew, the page would ask for a plan that there is none of any more
      await queryClient.invalidateQueries({ queryKey: upgradesQuery(submissionId).queryKey });
      await onDone();
    },
  });
  if (error) return <FormFailure message={error.message} />;
  if (!plan) return <p>正在核对每一处已填内容…</p>;
  return (
    <>
      <Notice tone={plan.counts.orphaned > 0 ? "warn" : "good"}>
        {plan.summary}。已填内容保留{plan.counts.kept}处，移到新位置{plan.counts.moved}处，没有位置
        {plan.counts.orphaned}
        处。
        {plan.counts.orphaned > 0 ? "没有位置的内容另行保存，升级后逐处处理，不会丢失。" : "所有内容都有着落。"}
      </Notice>
      <section className={classes.block} aria-label="清单的变化">
        <h2>清单的变化</h2>
        <ChangeList changes={plan.changes} />
      </section>
      <Parts title="没有位置，另行保存" parts={plan.parts.filter(({ state }) => state === "orphaned")} open />
      <Parts title="移到新位置" parts={plan.parts.filter(({ state }) => state === "moved")} open />
      <Parts title="原样保留" parts={plan.parts.filter(({ state }) => state === "kept")} />
      <Links links={plan.links} />
      <FormFailure message={apply.error?.message} />
      <div className={classes.actions}>
        <Button loading={apply.isPending} onClick={() => apply.mutate(plan)}>
          升级到{plan.to.version}版
        </Button>
        <Button variant="default" onClick={() => void refetch()}>
          重新核对
        </Button>
      </div>
    </>
  );
}

function Parts({ title, parts, open = false }: { title: string; parts: readonly Part[]; open?: boolean }) {
  if (parts.length === 0) return null;
  return (
    <details className={classes.level} open={open}>
      <summary>
        {title}（{parts.length}处）
      </summary>
      <ul className={classes.list}>
        {parts.map((part) => (
          <li key={`${part.itemKey} ${part.path}`}>
            {part.title}·{part.label}：<span className={classes.value}>{part.text}</span>
            {part.note && <small>{part.note}</small>}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Links({ links }: { links: Plan["links"] }) {
  const lost = links.filter(({ to }) => to === null);
  if (links.length === 0) return null;
  return (
    <p className={classes.none}>
      佐证材料{links.length}处：
      {lost.length === 0
        ? "都有位置。"
        : `其中${lost.length}处没有位置，留在材料库：${lost.map(({ title }) => title).join("、")}。`}
    </p>
  );
}

interface DoneProps {
  submissionId: string;
  done: readonly UpgradeRecord[];
  onDone: () => Promise<void>;
}

function Done({ submissionId, done, onDone }: DoneProps) {
  const queryClient = useQueryClient();
  const undo = useMutation({
    mutationFn: (upgradeId: string) => call(undoUpgrade, { params: { submissionId, upgradeId }, body: {} }),
    onSuccess: async () => {
      // first what can be chosen: opened anew, the page would ask for a plan that there is none of any more
      await queryClient.invalidateQueries({ queryKey: upgradesQuery(submissionId).queryKey });
      await onDone();
    },
  });
  if (done.length === 0) return null;
  return (
    <section className={classes.block} aria-labelledby="done-title">
      <h2 id="done-title">升级记录</h2>
      <ul className={classes.list}>
        {done.map((each, index) => (
          <li key={each.id}>
            {shortStamp(each.appliedAt)}　{each.appliedBy}　{each.from} → {each.to}，保留{each.counts.kept}、移动
            {each.counts.moved}、没有位置{each.counts.orphaned}
            {each.undoneAt !== null && "（已撤销）"}
            {each.undoneAt === null && each.counts.orphaned > 0 && (
              <>
                ，
                <Link to="/submissions/$submissionId/leftover" params={{ submissionId }}>
                  逐处安置
                </Link>
              </>
            )}
            {index === 0 && each.undoneAt === null && (
              <Button
                variant="default"
                size="compact-xs"
                ml="sm"
                loading={undo.isPending}
                onClick={() => undo.mutate(each.id)}
              >
                撤销升级
              </Button>
            )}
          </li>
        ))}
      </ul>
      <FormFailure message={undo.error?.message} />
    </section>
  );
}
