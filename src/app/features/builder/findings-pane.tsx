import { memo, useMemo } from "react";
import { useDraft, useDraftStore } from "#app/data/draft-context.tsx";
import classes from "#app/features/builder/builder.module.css";
import { placeTexts } from "#app/features/builder/reveal.ts";
import { sameProps } from "#app/features/builder/same-props.ts";
import { SeverityMark } from "#app/ui/severity.tsx";
import type { BuilderFault } from "#core/builder/fault.ts";

/** More would be put right no faster. */
const SHOWN = 100;

/** What stands in the way of publishing, and what to think about; each leads to its place. */
export function FindingsPane({ onShow }: { onShow: (fault: BuilderFault) => void }) {
  const store = useDraftStore();
  const faults = useDraft((store) => store.faults);
  const rechecking = useDraft((each) => each.rechecking);
  const shown = useMemo(() => {
    const list = faults?.slice(0, SHOWN) ?? [];
    const places = placeTexts(store.template, list);
    return list.map((fault, index) => ({ fault, where: places[index] ?? "" }));
  }, [faults, store]);
  if (!faults) return <p className={classes.findings}>正在检查…</p>;
  const errors = faults.filter(({ severity }) => severity === "error").length;
  return (
    <section className={classes.findings} aria-labelledby="builder-findings" aria-busy={rechecking}>
      <h2 id="builder-findings">
        {faults.length === 0 ? "检查结果" : `错误${errors}处，提醒${faults.length - errors}处`}
        {rechecking && <small className={classes.rechecking}>已有修改，正在重新检查…</small>}
      </h2>
      {faults.length === 0 && !rechecking && <p className={classes.none}>没有发现问题，可以发布。</p>}
      {errors > 0 && <p className={classes.none}>有错误时不能发布。点一下到相应位置。</p>}
      <ul>
        {shown.map(({ fault, where }) => (
          <FindingRow
            key={`${fault.code} ${fault.path} ${fault.message}`}
            fault={fault}
            where={where}
            onShow={onShow}
          />
        ))}
      </ul>
      {faults.length > SHOWN && <p className={classes.none}>另有{faults.length - SHOWN}处，改好上面的再看。</p>}
    </section>
  );
}

interface FindingRowProps {
  fault: BuilderFault;
  where: string;
  onShow: (fault: BuilderFault) => void;
}

const FindingRow = memo(
  function FindingRow({ fault, where, onShow }: FindingRowProps) {
    return (
      <li>
        <button type="button" className={classes.finding} onClick={() => onShow(fault)}>
          <SeverityMark severity={fault.severity} />
          <span>{fault.message}</span>
          <small className={classes.where}>{where}</small>
        </button>
      </li>
    );
  },
  sameProps<FindingRowProps>,
);
