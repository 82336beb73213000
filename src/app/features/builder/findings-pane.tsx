import { useDraft } from "#app/data/draft-context.tsx";
import classes from "#app/features/builder/builder.module.css";
import { placeText } from "#app/features/builder/reveal.ts";
import { SeverityMark } from "#app/ui/severity.tsx";
import type { BuilderFault } from "#core/builder/fault.ts";

/** More would be put right no faster. */
const SHOWN = 100;

/** What stands in the way of publishing, and what to think about; each leads to its place. */
export function FindingsPane({ onShow }: { onShow: (fault: BuilderFault) => void }) {
  const faults = useDraft((store) => store.faults);
  const template = useDraft((store) => store.template);
  if (!faults) return <p className={classes.findings}>正在检查…</p>;
  const errors = faults.filter(({ severity }) => severity === "error").length;
  return (
    <section className={classes.findings} aria-labelledby="builder-findings">
      <h2 id="builder-findings">
        {faults.length === 0 ? "检查结果" : `错误${errors}处，提醒${faults.length - errors}处`}
      </h2>
      {faults.length === 0 && <p className={classes.none}>没有发现问题，可以发布。</p>}
      {errors > 0 && <p className={classes.none}>有错误时不能发布。点一下到相应位置。</p>}
      <ul>
        {faults.slice(0, SHOWN).map((fault) => (
          <li key={`${fault.code} ${fault.path} ${fault.message}`}>
            <button type="button" className={classes.finding} onClick={() => onShow(fault)}>
              <SeverityMark severity={fault.severity} />
              <span>{fault.message}</span>
              <small className={classes.where}>{placeText(template, fault)}</small>
            </button>
          </li>
        ))}
      </ul>
      {faults.length > SHOWN && <p className={classes.none}>另有{faults.length - SHOWN}处，改好上面的再看。</p>}
    </section>
  );
}
