import { useDraft } from "#app/data/draft-context.tsx";
import classes from "#app/features/builder/builder.module.css";
import { sampleAnswers } from "#app/features/builder/sample-answers.ts";
import { displayValue } from "#core/field/table.ts";
import { resolveNarrative, runText } from "#core/narrative/resolve.ts";
import { fieldTable } from "#core/template/outline.ts";
import type { Item, Template } from "#core/template/schema.ts";

/** What the inspector will have before him: figures, prose, material, points. */
export function InspectorPreview({ item }: { item: Item }) {
  const template = useDraft((store) => store.template);
  const answer = sampleAnswers(template).get(item.key);
  const unit = template.units.find(({ key }) => key === item.lead)?.name;
  return (
    <article className={classes.inspector} aria-label="督学所见">
      <h2>{item.heading || "（未填写标题）"}</h2>
      <p className={classes.none}>
        {item.veto && <span className={classes.mark}>一票否决</span>}
        {item.bonus && <span className={classes.mark}>加分项</span>}
        {item.points === undefined ? "不计分" : `满分${item.points}分`}　牵头单位：{unit ?? "未指定"}
      </p>
      {item.basis.length > 0 && (
        <ul>
          {item.basis.map(({ text, documentNumber }) => (
            <li key={text}>
              {text}
              {documentNumber}
            </li>
          ))}
        </ul>
      )}
      {item.fields.length > 0 && (
        <table>
          <tbody>
            {item.fields.map((field) => (
              <tr key={field.key}>
                <th scope="row">{field.label}</th>
                <td>{displayValue(field, answer?.values[field.key]) || "—"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {item.prose && <p>{proseOf(template, answer?.narrative ?? "")}</p>}
      {item.evidence.length > 0 && (
        <ul>
          {item.evidence.map(({ key, title, required }) => (
            <li key={key}>
              {title}（{required ? "必备" : "可选"}）
            </li>
          ))}
        </ul>
      )}
    </article>
  );
}

/** The sample's prose as it is read: with its figures. */
function proseOf(template: Template, narrative: string): string {
  const fields = fieldTable(template);
  const answers = sampleAnswers(template);
  const lookup = {
    field: (key: string) => fields.get(key)?.field,
    value: (key: string) => answers.get(fields.get(key)?.item.key ?? "")?.values[key],
  };
  return resolveNarrative(narrative, lookup).map(runText).join("\n");
}
