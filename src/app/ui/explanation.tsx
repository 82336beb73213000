import { Button, Textarea } from "@mantine/core";
import { useState } from "react";
import { useAssignment, useExplanation, useWorkspace } from "#app/data/workspace-context.tsx";

export interface ExplanationProps {
  itemKey: string;
  /** the finding or slot that is explained */
  id: string;
  /** on the button that opens it */
  offer: string;
  label: string;
  placeholder: string;
}

/** A written reason, kept with the item's answer. Nothing is shown where nobody may write and nothing was written. */
export function Explanation({ itemKey, id, offer, label, placeholder }: ExplanationProps) {
  const workspace = useWorkspace();
  const written = useExplanation(itemKey, id);
  const { writable } = useAssignment(itemKey);
  const [open, setOpen] = useState(false);
  if (!open && written === "") {
    if (!writable) return null;
    return (
      <Button size="compact-xs" variant="subtle" onClick={() => setOpen(true)}>
        {offer}
      </Button>
    );
  }
  const write = (text: string) => {
    const latest = workspace.answer(itemKey);
    const { [id]: _, ...others } = latest.explanations;
    workspace.edit(itemKey, { ...latest, explanations: text.trim() === "" ? others : { ...others, [id]: text } });
  };
  return (
    <Textarea
      size="xs"
      autosize
      minRows={2}
      maxLength={2000}
      label={label}
      placeholder={placeholder}
      readOnly={!writable}
      defaultValue={written}
      onChange={(event) => write(event.currentTarget.value)}
    />
  );
}
