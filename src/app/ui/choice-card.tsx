import type { ComponentProps, ReactNode } from "react";
import classes from "#app/ui/choice-card.module.css";

export interface ChoiceCardProps extends Omit<ComponentProps<"input">, "type" | "title"> {
  title: ReactNode;
  children: ReactNode;
}

/** One of several ways to go on: a radio button with room to explain itself. */
export function ChoiceCard({ title, children, ...input }: ChoiceCardProps) {
  return (
    <label className={classes.card}>
      <input type="radio" className={classes.dot} {...input} />
      <span>
        <span className={classes.title}>{title}</span>
        <span className={classes.text}>{children}</span>
      </span>
    </label>
  );
}

/** The cards of one choice, under its name. */
export function ChoiceGroup({
  legend,
  columns = 1,
  children,
}: {
  legend: string;
  columns?: 1 | 2;
  children: ReactNode;
}) {
  return (
    <fieldset className={classes.group}>
      <legend className={classes.legend}>{legend}</legend>
      <div className={classes.cards} data-columns={columns}>
        {children}
      </div>
    </fieldset>
  );
}
