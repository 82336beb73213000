import classes from "#app/features/cycle/cycle.module.css";

/** Nothing of how a year counts is law: what nobody has changed says so. */
export function UsualMark({ usual }: { usual: boolean }) {
  return usual ? <span className={classes.usual}>默认，可修改</span> : null;
}
