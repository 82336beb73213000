import { IconEye, IconPencil } from "@tabler/icons-react";
import { clockTime } from "#app/data/clock.ts";
import { useCompanions } from "#app/data/use-pulse.ts";
import classes from "#app/features/collation/companions.module.css";

/** Who else has the item open. It appears and goes without moving the form. */
export function Companions({ itemKey }: { itemKey: string }) {
  const others = useCompanions(itemKey);
  return (
    <ul className={classes.list} aria-label="同时打开本条的人" aria-live="polite">
      {others.map(({ accountId, name, since, writing }) => (
        <li key={accountId} title={`${clockTime(since)}打开本条`}>
          {writing ? <IconPencil size={14} aria-hidden /> : <IconEye size={14} aria-hidden />}
          {writing ? `${name}正在填写` : `${name}也在看`}（{clockTime(since)}起）
        </li>
      ))}
    </ul>
  );
}
