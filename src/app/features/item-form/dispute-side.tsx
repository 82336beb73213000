import type { ReactNode } from "react";
import classes from "#app/features/item-form/item-form.module.css";

export interface DisputeSideProps {
  /** of radio buttons */
  group: string;
  name: string;
  note: string;
  chosen: boolean;
  onChoose: () => void;
  children?: ReactNode;
}

/** One of the versions that can be chosen, with whose it is. */
export function DisputeSide({ group, name, note, chosen, onChoose, children }: DisputeSideProps) {
  return (
    <label className={classes.side} data-chosen={chosen}>
      <span>
        <input type="radio" name={group} checked={chosen} onChange={onChoose} />
        <b>{name}</b>
        <small>（{note}）</small>
      </span>
      {children}
    </label>
  );
}
