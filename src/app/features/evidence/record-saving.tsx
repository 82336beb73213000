import { IconAlertTriangle, IconCheck, IconCloudOff, IconCloudUp, IconPencil } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "#app/features/evidence/record.module.css";
import type { RecordSaving } from "#app/features/evidence/use-record-form.ts";

function look(saving: RecordSaving): [icon: ReactNode, text: string] {
  switch (saving.kind) {
    case "saved":
      return [<IconCheck key="i" size={15} aria-hidden />, "已保存"];
    case "editing":
      return [<IconPencil key="i" size={15} aria-hidden />, "编辑中"];
    case "saving":
      return [<IconCloudUp key="i" size={15} aria-hidden />, "正在保存…"];
    case "waiting":
      return [<IconCloudOff key="i" size={15} aria-hidden />, saving.message];
    case "refused":
      return [<IconAlertTriangle key="i" size={15} aria-hidden />, saving.message];
  }
}

/** Whether what stands in the form is safe, in words and by a shape. */
export function RecordSavingBadge({ saving }: { saving: RecordSaving }) {
  const [icon, text] = look(saving);
  return (
    <span className={classes.saving} role="status" data-testid="record-saving" data-kind={saving.kind}>
      {icon}
      {text}
    </span>
  );
}
