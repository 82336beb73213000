import { Button } from "@mantine/core";
import { useAssignment, useFindings, useItemFindings } from "#app/data/workspace-context.tsx";
import classes from "#app/features/findings/findings.module.css";
import { Explanation } from "#app/ui/explanation.tsx";
import { SeverityMark } from "#app/ui/severity.tsx";
import { STANDING_TEXT } from "#core/indicator/indicator.ts";
import { type Finding, SEVERITY_TEXT } from "#core/rule/finding.ts";

export interface FindingsPanelProps {
  itemKey: string;
  onOpen: (itemKey: string, fieldKey?: string) => void;
  /** leads to the field, or to the words in the prose */
  onShow: (finding: Finding) => void;
  /** carries out the finding's repair */
  onRepair: (finding: Finding) => void;
}

/** What the checks say about this item; each remark leads to its field or its words. */
export function FindingsPanel({ itemKey, onOpen, onShow, onRepair }: FindingsPanelProps) {
  const findings = useItemFindings(itemKey);
  return (
    <section className={classes.panel} aria-labelledby="findings-title">
      <h2 id="findings-title" className={classes.title}>
        检查结果
        <Elsewhere itemKey={itemKey} onOpen={onOpen} />
      </h2>
      {findings.length === 0 ? (
        <p className={classes.none}>本条暂无问题。填写后会随时检查。</p>
      ) : (
        <ul className={classes.list}>
          {findings.map((finding) => (
            <FindingRow key={finding.id} finding={finding} onShow={onShow} onRepair={onRepair} />
          ))}
        </ul>
      )}
    </section>
  );
}

/** What is missing is added and a slip of the pen is corrected: neither is explained. */
const PUT_RIGHT = /^(?:missing|text)\./;

/** How many remarks stand on other items, and the way to the next of them. */
function Elsewhere({ itemKey, onOpen }: Pick<FindingsPanelProps, "itemKey" | "onOpen">) {
  const findings = useFindings();
  const grave = findings.filter((finding) => finding.itemKey !== itemKey && finding.severity !== "notice");
  const next = grave.find((finding) => finding.severity === "error") ?? grave[0];
  if (!next) return null;
  return (
    <button type="button" className={classes.elsewhere} onClick={() => onOpen(next.itemKey, next.fieldKey)}>
      其他条目还有{grave.length}处
    </button>
  );
}

type FindingRowProps = { finding: Finding } & Pick<FindingsPanelProps, "onShow" | "onRepair">;

function FindingRow({ finding, onShow, onRepair }: FindingRowProps) {
  const { writable } = useAssignment(finding.itemKey);
  return (
    <li className={classes.finding} data-severity={finding.severity}>
      <div className={classes.head}>
        <SeverityMark severity={finding.severity} />
        <span className={classes.word}>{SEVERITY_TEXT[finding.severity]}</span>
        {finding.ref && (
          <span className={classes.ref} title={finding.source}>
            {finding.ref}
            {finding.standing && finding.standing !== "verified" && `（${STANDING_TEXT[finding.standing]}）`}
          </span>
        )}
      </div>
      <button type="button" className={classes.message} onClick={() => onShow(finding)}>
        {finding.message}
      </button>
      {finding.repair && writable && (
        <Button size="compact-xs" variant="light" onClick={() => onRepair(finding)}>
          {finding.repair.offer}
        </Button>
      )}
      {finding.severity === "warning" && !PUT_RIGHT.test(finding.code) && (
        <Explanation
          itemKey={finding.itemKey}
          id={finding.id}
          offer="写说明"
          label="说明（随报告附出，督学可见）"
          placeholder="属实的，写明原因和措施"
        />
      )}
    </li>
  );
}
