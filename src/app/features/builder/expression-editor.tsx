import { lazy, Suspense, useId } from "react";
import classes from "#app/features/builder/expression.module.css";
import type { Address } from "#core/builder/edit.ts";
import type { Field } from "#core/field/definition.ts";

export interface ExpressionEditorProps {
  at: Address;
  name: "expect" | "when";
  label: string;
  value: string;
  optional?: boolean;
  /** the item's own fields: they are proposed first */
  own: readonly Field[];
}

/** The editor of expressions is as large as that of prose: it comes with the first rule that is written out. */
const ExpressionCode = lazy(() =>
  import("#app/features/builder/expression-code.tsx").then((module) => ({ default: module.ExpressionCode })),
);

/** An expression with proposals in Chinese names, and everything that is wrong with it underlined where it is. */
export function ExpressionEditor({ label, ...props }: ExpressionEditorProps) {
  const labelId = useId();
  return (
    <div className={classes.expression}>
      <span id={labelId} className={classes.label}>
        {label}
      </span>
      <Suspense fallback={<div className={classes.opening}>{props.value || "正在打开…"}</div>}>
        <ExpressionCode {...props} label={label} labelId={labelId} />
      </Suspense>
    </div>
  );
}
