import { ActionIcon } from "@mantine/core";
import type { IconTrash } from "@tabler/icons-react";

export interface ToolButtonProps {
  label: string;
  /** shown behind the label */
  keys?: string;
  icon: typeof IconTrash;
  disabled?: boolean;
  onClick: () => void;
}

/** A small button with a picture and a name. */
export function ToolButton({ label, keys, icon: Shape, disabled = false, onClick }: ToolButtonProps) {
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      aria-label={label}
      title={keys === undefined ? label : `${label}（${keys}）`}
      disabled={disabled}
      onClick={onClick}
    >
      <Shape size={17} />
    </ActionIcon>
  );
}
