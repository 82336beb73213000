import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { meQuery, unitsQuery } from "#app/data/queries.ts";
import { useAssignment } from "#app/data/workspace-context.tsx";
import classes from "#app/features/item-form/item-form.module.css";
import { officialDate } from "#core/field/plain.ts";

const AssignmentDialog = lazy(() =>
  import("#app/features/item-form/assignment-dialog.tsx").then((module) => ({ default: module.AssignmentDialog })),
);

/** Who fills the item and by when; the editor may change both. */
export function Assignment({ itemKey }: { itemKey: string }) {
  const { unitId, due } = useAssignment(itemKey);
  const { data: units = [] } = useQuery(unitsQuery);
  const { data: me } = useQuery(meQuery);
  const [open, setOpen] = useState(false);
  const unit = units.find((each) => each.id === unitId)?.name;
  const words = `${unit ? `分给${unit}` : "未分工"}${due ? `，${officialDate(due)}前完成` : ""}`;
  if (!me?.roles.includes("editor")) return <span>{words}</span>;
  return (
    <>
      <button type="button" className={classes.assign} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {words}
      </button>
      {open && (
        <Suspense>
          <AssignmentDialog itemKey={itemKey} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
