import classes from "#app/features/builder/expression.module.css";
import type { Proposals } from "#app/features/builder/use-proposals.ts";

export const optionId = (list: string, index: number): string => `${list}-${index}`;

export interface ProposalListProps {
  id: string;
  /** of the editor that they are for */
  label: string;
  proposals: Proposals;
}

/** What may be written here; the cursor stays in the text. */
export function ProposalList({ id, label, proposals: { shown, active, take } }: ProposalListProps) {
  if (shown.length === 0) return null;
  return (
    <div className={classes.proposals}>
      <div id={id} role="listbox" aria-label={`${label}：可用的名称和函数`}>
        {shown.map((each, index) => (
          <div
            key={`${each.kind} ${each.insert}`}
            id={optionId(id, index)}
            role="option"
            aria-selected={index === active}
            tabIndex={-1}
            onMouseDown={(event) => {
              event.preventDefault();
              take(each);
            }}
          >
            <code>{each.insert}</code>
            <span>{each.detail}</span>
          </div>
        ))}
      </div>
      <p className={classes.hint}>↑↓选择，Enter或Tab采用，Esc关闭，Ctrl+空格再次列出</p>
    </div>
  );
}
