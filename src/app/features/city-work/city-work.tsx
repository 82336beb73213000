import { IconAlertTriangleFilled, IconChevronRight, IconGavel } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "#app/features/city-work/city-work.module.css";
import type { Work } from "#app/features/city-work/work-in-hand.ts";

const SHAPES = { decide: IconGavel, late: IconAlertTriangleFilled, calm: IconChevronRight };
const WORDS = { decide: "待决定", late: "已逾期", calm: "进行中" };

export interface CityWorkProps {
  title: ReactNode;
  work: readonly Work[];
  linkTo: (work: Work) => ReactNode;
}

/** The work in hand of a city's office; what needs a decision first. */
export function CityWork({ title, work, linkTo }: CityWorkProps) {
  return (
    <section className={classes.card} aria-label="要办的事">
      <h2 className={classes.title}>{title}</h2>
      {work.length === 0 && <p className={classes.none}>目前没有等待处理的事项。</p>}
      <ul className={classes.list}>
        {work.map((each) => {
          const Shape = SHAPES[each.tone];
          return (
            <li key={each.key} data-tone={each.tone}>
              <Shape size={16} role="img" aria-label={WORDS[each.tone]} />
              <span>{linkTo(each)}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
