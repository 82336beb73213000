import { Button, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import classes from "#app/features/builder/builder.module.css";

export interface AddLineProps {
  label: string;
  placeholder: string;
  /** what else is chosen before it is added */
  children?: ReactNode;
  onAdd: (text: string) => void;
}

/** One more of a list: a name, and Enter. */
export function AddLine({ label, placeholder, children, onAdd }: AddLineProps) {
  const [text, setText] = useState("");
  const wanted = text.trim();
  return (
    <form
      className={classes.entry}
      onSubmit={(event) => {
        event.preventDefault();
        if (wanted === "") return;
        onAdd(wanted);
        setText("");
      }}
    >
      <TextInput
        aria-label={label}
        placeholder={placeholder}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        className={classes.grow}
      />
      {children}
      <Button type="submit" variant="default" leftSection={<IconPlus size={14} />} disabled={wanted === ""}>
        {label}
      </Button>
    </form>
  );
}
