import { IconAlertTriangleFilled } from "@tabler/icons-react";
import classes from "#app/features/reading/side.module.css";
import type { ReviewItem } from "#core/api/review.ts";
import { MEDIA_TYPES } from "#core/evidence/evidence.ts";
import type { FrozenEvidence } from "#core/review/frozen.ts";
import { slotExplanationId } from "#core/submission/progress.ts";
import type { Item } from "#core/template/schema.ts";

export interface EvidenceListProps {
  item: ReviewItem;
  placed: Item | undefined;
  hasScan: boolean;
  onLook: (evidenceId: string) => void;
  /** the stamped print of the whole report */
  onLookAtScan: () => void;
}

/** What is to prove the item; one click shows it beside the text. */
export function EvidenceList({ item, placed, hasScan, onLook, onLookAtScan }: EvidenceListProps) {
  const { evidence, explanations } = item.frozen;
  const slots = placed?.evidence ?? [];
  const missing = slots.filter((slot) => slot.required && !evidence.some((each) => each.slot === slot.key));
  return (
    <section className={classes.panel} aria-labelledby="evidence-title">
      <h2 id="evidence-title" className={classes.title}>
        佐证材料<span>{evidence.length}份</span>
      </h2>
      {evidence.length === 0 && <p className={classes.none}>本条没有报送佐证材料。</p>}
      <ul className={classes.list}>
        {evidence.map((record) => (
          <Record
            key={`${record.evidenceId} ${record.number}`}
            record={record}
            item={item}
            slots={slots}
            onLook={onLook}
          />
        ))}
      </ul>
      {missing.map((slot) => (
        <p key={slot.key} className={classes.missing}>
          <IconAlertTriangleFilled size={15} aria-hidden />
          缺少：{slot.title}
          {explanations[slotExplanationId(slot.key)] && `（区县说明：${explanations[slotExplanationId(slot.key)]}）`}
        </p>
      ))}
      {hasScan && (
        <button type="button" className={classes.record} onClick={onLookAtScan}>
          <b>盖章扫描件</b>
          <small>本次报送的全文报告</small>
        </button>
      )}
    </section>
  );
}

interface RecordProps extends Pick<EvidenceListProps, "item" | "onLook"> {
  record: FrozenEvidence;
  slots: Item["evidence"];
}

function Record({ record, item, slots, onLook }: RecordProps) {
  const same = item.sameFiles.find(({ evidenceId }) => evidenceId === record.evidenceId);
  const slot = slots.find(({ key }) => key === record.slot);
  const facts = [
    MEDIA_TYPES[record.mediaType].label,
    record.pages === undefined ? "" : `${record.pages}页`,
    record.pagesCited === "" ? "" : `引用第${record.pagesCited}页`,
    record.docNumber,
    record.issuer,
    record.date ?? "",
  ].filter((fact) => fact !== "");
  return (
    <li>
      <button type="button" className={classes.record} onClick={() => onLook(record.evidenceId)}>
        <span className={classes.number}>{record.number}</span>
        <b>{record.title}</b>
        <small>
          {slot && `${slot.title} · `}
          {facts.join(" · ")}
        </small>
        {record.confidential && <small data-tone="warn">标为不宜公开</small>}
        {same && <SameFile same={same} />}
      </button>
    </li>
  );
}

function SameFile({ same }: { same: ReviewItem["sameFiles"][number] }) {
  const names = same.districts.map(({ district }) => district);
  const districts = [...names, ...(same.others > 0 ? [`另外${same.others}个区县`] : [])].join("、");
  return (
    <>
      {districts !== "" && <small data-tone="warn">文件内容与{districts}报送的材料相同</small>}
      {same.years.length > 0 && <small data-tone="warn">文件内容与{same.years.join("、")}年报送的材料相同</small>}
    </>
  );
}
