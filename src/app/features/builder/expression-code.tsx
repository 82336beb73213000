import { useDeferredValue, useId, useLayoutEffect, useMemo, useRef } from "react";
import classes from "#app/features/builder/expression.module.css";
import type { ExpressionEditorProps } from "#app/features/builder/expression-editor.tsx";
import { FaultList } from "#app/features/builder/fault-list.tsx";
import { useSet, useTyped } from "#app/features/builder/properties.tsx";
import { propertyId } from "#app/features/builder/property-id.ts";
import { optionId, ProposalList } from "#app/features/builder/proposal-list.tsx";
import { useExpressionView } from "#app/features/builder/use-expression-view.ts";
import { useFields } from "#app/features/builder/use-fields.ts";
import { useProposals } from "#app/features/builder/use-proposals.ts";
import { expressionFaults } from "#core/builder/expression-faults.ts";

export interface ExpressionCodeProps extends ExpressionEditorProps {
  labelId: string;
}

/** The text itself: typing, proposals, and what is wrong with it. */
export function ExpressionCode({ at, name, label, labelId, value, optional, own }: ExpressionCodeProps) {
  const set = useSet(at);
  const { text, error, type } = useTyped(value, (typed) => set(name, typed === "" && optional ? null : typed));
  const fields = useFields();
  // what is typed is seen first
  const read = useDeferredValue(text);
  const faults = useMemo(() => expressionFaults(read, fields), [read, fields]);
  const [list, notes] = [useId(), useId()];
  const proposals = useProposals(own);
  const wrong = faults.length > 0 || error !== undefined;
  const host = useRef<HTMLDivElement>(null);
  const view = useExpressionView(host, {
    text,
    faults,
    read,
    attributes: {
      id: propertyId(at, name),
      role: "textbox",
      "aria-labelledby": labelId,
      "aria-multiline": "true",
      "aria-autocomplete": "list",
      "aria-haspopup": "listbox",
      spellcheck: "false",
      ...(wrong ? { "aria-invalid": "true", "aria-describedby": notes } : {}),
      ...(proposals.shown.length > 0
        ? { "aria-controls": list, "aria-activedescendant": optionId(list, proposals.active) }
        : {}),
    },
    onText: type,
    onLook: proposals.look,
    onKey: proposals.key,
    onLeave: proposals.close,
  });
  useLayoutEffect(() => proposals.bind(view), [proposals, view]);
  return (
    <>
      <div ref={host} className={classes.code} data-wrong={wrong} />
      <ProposalList id={list} label={label} proposals={proposals} />
      <FaultList id={notes} text={read} error={error} faults={faults} onRepair={view.replace} onShow={view.select} />
    </>
  );
}
