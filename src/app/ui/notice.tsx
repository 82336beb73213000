import {
  IconAlertOctagonFilled,
  IconAlertTriangleFilled,
  IconCircleCheckFilled,
  IconInfoCircle,
} from "@tabler/icons-react";
import { Children, type ReactNode } from "react";
import classes from "#app/ui/notice.module.css";
import { NumberedText } from "#app/ui/numbered-text.tsx";

const SHAPES = {
  danger: IconAlertOctagonFilled,
  warn: IconAlertTriangleFilled,
  good: IconCircleCheckFilled,
  calm: IconInfoCircle,
};

export interface NoticeProps {
  tone: keyof typeof SHAPES;
  children: ReactNode;
}

/** A message in its place on the page: a shape, a colour and words; refusals are read out at once. */
export function Notice({ tone, children }: NoticeProps) {
  const Shape = SHAPES[tone];
  return (
    <div className={classes.notice} data-tone={tone} role={tone === "danger" ? "alert" : "status"}>
      <Shape size={18} aria-hidden className={classes.shape} />
      <div>
        {Children.map(children, (child) => (typeof child === "string" ? <NumberedText message={child} /> : child))}
      </div>
    </div>
  );
}

/** What the server said to a whole form. */
export function FormFailure({ message }: { message: string | undefined }) {
  return message === undefined ? null : <Notice tone="danger">{message}</Notice>;
}
