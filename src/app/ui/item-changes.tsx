import classes from "#app/ui/item-changes.module.css";
import { TextChanges, TextDifference } from "#app/ui/text-difference.tsx";
import { EVIDENCE_CHANGE_TEXT, type ItemDifference } from "#core/review/difference.ts";

export interface ItemChangesProps {
  difference: ItemDifference;
  /** what an explanation is about, by its id */
  aboutOf?: (id: string) => string;
}

/** What an item says differently from the version before: prose, figures, self score, evidence, explanations. */
export function ItemChanges({ difference, aboutOf }: ItemChangesProps) {
  const { text, figures, selfScore, evidence, explanations } = difference;
  return (
    <dl className={classes.changes}>
      {text.length > 0 && (
        <>
          <dt>正文</dt>
          <dd className={classes.prose}>
            <TextChanges changes={text} />
          </dd>
        </>
      )}
      {figures.length > 0 && (
        <>
          <dt>数据</dt>
          <dd>
            <ul>
              {figures.map(({ fieldKey, label, from, to }) => (
                <li key={fieldKey}>
                  {label}：<Change from={from} to={to} />
                </li>
              ))}
            </ul>
          </dd>
        </>
      )}
      {selfScore && (
        <>
          <dt>自评得分</dt>
          <dd>
            <Change from={selfScore.from ?? ""} to={selfScore.to ?? ""} />
          </dd>
        </>
      )}
      {evidence.length > 0 && (
        <>
          <dt>佐证材料</dt>
          <dd>
            <ul>
              {evidence.map(({ kind, evidenceId, title, from, to }) => (
                <li key={`${kind} ${evidenceId} ${to?.number ?? ""}`}>
                  {EVIDENCE_CHANGE_TEXT[kind]}：{title}
                  {kind === "moved" && from && to && `（${from.number} → ${to.number}）`}
                </li>
              ))}
            </ul>
          </dd>
        </>
      )}
      {explanations.length > 0 && (
        <>
          <dt>说明</dt>
          <dd>
            <ul>
              {explanations.map(({ id, from, to }) => (
                <li key={id}>
                  {aboutOf && `${aboutOf(id)}：`}
                  <TextDifference from={from} to={to} />
                </li>
              ))}
            </ul>
          </dd>
        </>
      )}
    </dl>
  );
}

const Change = ({ from, to }: { from: string; to: string }) => (
  <span className={classes.figure}>
    {from || "未填"} → {to || "未填"}
  </span>
);
