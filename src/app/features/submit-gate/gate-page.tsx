import { useSuspenseQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { openReturns } from "#app/data/flow-facts.ts";
import { flowQuery } from "#app/data/flow-queries.ts";
import { useWorkspace } from "#app/data/workspace-context.tsx";
import classes from "#app/features/submit-gate/flow.module.css";
import { GateReasons } from "#app/features/submit-gate/gate-reasons.tsx";
import { RecallForm } from "#app/features/submit-gate/recall-form.tsx";
import { Resubmission } from "#app/features/submit-gate/resubmission.tsx";
import { Rounds } from "#app/features/submit-gate/rounds.tsx";
import { SubmitPanel } from "#app/features/submit-gate/submit-panel.tsx";
import { useGate } from "#app/features/submit-gate/use-gate.ts";
import { FlowStanding } from "#app/ui/flow-standing.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import type { Flow, FrozenRound } from "#core/api/flow.ts";
import { mayPass } from "#core/submission/gate.ts";
import type { GateReason } from "#core/submission/gate-reason.ts";

export interface GatePageProps {
  aside: ReactNode;
  linkTo: (reason: GateReason, text: string) => ReactNode;
  /** Word and PDF of a frozen version */
  filesOf: (round: FrozenRound) => ReactNode;
  /** what can be looked at once it is concluded */
  outcome: ReactNode;
}

/** From the last checks to the frozen versions: where the submission stands, and what the reader may do about it. */
export function GatePage({ aside, linkTo, filesOf, outcome }: GatePageProps) {
  const { id } = useWorkspace();
  const { data: flow } = useSuspenseQuery(flowQuery(id));
  const open = flow.phase === "drafting" || flow.phase === "returned";
  return (
    <Page title="审定与报送" aside={<div className={classes.links}>{aside}</div>}>
      <FlowStanding flow={flow}>{(flow.phase === "concluded" || flow.phase === "returned") && outcome}</FlowStanding>
      {flow.may.recall && <RecallForm flow={flow} />}
      {open && <Before flow={flow} linkTo={linkTo} />}
      <Rounds flow={flow} filesOf={filesOf} />
    </Page>
  );
}

function Before({ flow, linkTo }: { flow: Flow; linkTo: GatePageProps["linkTo"] }) {
  const reasons = useGate(flow);
  const passes = mayPass(reasons);
  const blocking = reasons.filter(({ blocks }) => blocks).length;
  return (
    <>
      {passes ? (
        <Notice tone="good">
          内容齐备，检查通过，可以{flow.phase === "returned" ? "重新报送" : "送审"}。
          {reasons.length > 0 && "下列事项不妨碍提交，建议先看一看。"}
        </Notice>
      ) : (
        <Notice tone="warn">还有{blocking}处要处理，处理完才能提交。每一处都可以点开，直接到要改的地方。</Notice>
      )}
      {openReturns(flow).length > 0 && <Resubmission flow={flow} />}
      <SubmitPanel flow={flow} passes={passes} />
      <GateReasons reasons={reasons} linkTo={linkTo} />
    </>
  );
}
