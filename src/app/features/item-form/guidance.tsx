import classes from "#app/features/item-form/item-form.module.css";
import { STANDING_TEXT } from "#core/indicator/indicator.ts";
import type { Item } from "#core/template/schema.ts";

/** What the item asks for and what it rests on; anything unverified is marked as such. */
export function Guidance({ item }: { item: Item }) {
  if (item.guidance === "" && item.basis.length === 0) return null;
  return (
    <section className={classes.guidance} aria-label="填报说明">
      {item.guidance && <p>{item.guidance}</p>}
      {item.basis.length > 0 && (
        <details>
          <summary>依据（{item.basis.length}条）</summary>
          <ul>
            {item.basis.map((basis) => (
              <li key={`${basis.ref}-${basis.text}`}>
                {basis.text}
                {basis.documentNumber && `（${basis.documentNumber}）`}
                <span className={classes.standing} data-standing={basis.standing}>
                  {basis.ref && `${basis.ref} · `}
                  {STANDING_TEXT[basis.standing]}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
