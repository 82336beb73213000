import classes from "#app/features/reading/item-view.module.css";
import { TextChanges, TextDifference } from "#app/ui/text-difference.tsx";
import { EVIDENCE_CHANGE_TEXT, type ItemDifference } from "#core/review/difference.ts";
import type { FrozenFinding } from "#core/review/frozen.ts";

export interface DifferenceViewProps {
  difference: ItemDifference;
  /** names what was explained */
  findings: readonly FrozenFinding[];
}

/** What an item says differently from the version before: prose, figures, explanations, evidence, self score. */
export function DifferenceView({ difference, findings }: DifferenceViewProps) {
  const { text, figures, explanations, evidence, selfScore } = difference;
  const messageOf = (id: string): string => findings.find((each) => each.id === id)?.message ?? "对检查结果的说明";
  return (
    <section className={classes.difference} aria-label={`与第${difference.fromRound}次报送的差别`}>
      {text.length > 0 && (
        <>
          <h2>正文</h2>
          <p className={classes.changedText}>
            <TextChanges changes={text} />
          </p>
        </>
      )}
      {figures.length > 0 && (
        <>
          <h2>数据</h2>
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">项目</th>
                <th scope="col" className={classes.number}>
                  第{difference.fromRound}次
                </th>
                <th scope="col" className={classes.number}>
                  第{difference.toRound}次
                </th>
              </tr>
            </thead>
            <tbody>
              {figures.map(({ fieldKey, label, from, to }) => (
                <tr key={fieldKey}>
                  <th scope="row">{label}</th>
                  <td className={classes.number}>{from || "未填"}</td>
                  <td className={classes.number}>{to || "未填"}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      {selfScore && (
        <>
          <h2>自评分</h2>
          <p>
            {selfScore.from ?? "未填"} → {selfScore.to ?? "未填"}
          </p>
        </>
      )}
      {evidence.length > 0 && (
        <>
          <h2>佐证材料</h2>
          <ul>
            {evidence.map(({ kind, evidenceId, title, from, to }) => (
              <li key={`${kind} ${evidenceId}`}>
                {EVIDENCE_CHANGE_TEXT[kind]}：{title}
                {kind === "moved" && from && to && `（${from.number} → ${to.number}）`}
              </li>
            ))}
          </ul>
        </>
      )}
      {explanations.length > 0 && (
        <>
          <h2>说明</h2>
          <ul>
            {explanations.map(({ id, from, to }) => (
              <li key={id}>
                {messageOf(id)}：<TextDifference from={from} to={to} />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
