import { IconArrowBackUp, IconCircleDotted, IconLock, IconSend } from "@tabler/icons-react";
import classes from "#app/ui/sign-off-mark.module.css";
import { SIGN_OFF_TEXT, type SignOffState } from "#core/workflow/sign-off.ts";

const SHAPES = { open: IconCircleDotted, "handed-in": IconSend, "taken-over": IconLock, returned: IconArrowBackUp };

/** Where an item is on its way to the editor: a word and a shape. */
export function SignOffMark({ state }: { state: SignOffState }) {
  const Shape = SHAPES[state];
  return (
    <span className={classes.mark} data-state={state}>
      <Shape size={14} aria-hidden />
      {SIGN_OFF_TEXT[state]}
    </span>
  );
}
