import { Button, Group } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { lockReason } from "#app/data/lock.ts";
import { useMe } from "#app/data/me.ts";
import { unitsQuery } from "#app/data/queries.ts";
import { useFrozen } from "#app/data/use-flow.ts";
import { useAssignment, useElsewhere, useSaveState, useWorkspace } from "#app/data/workspace-context.tsx";
import classes from "#app/features/item-form/item-form.module.css";
import { placeName, placeText } from "#app/features/item-form/place-text.ts";
import type { Item } from "#core/template/schema.ts";

/** Why nothing can be written here, and by whom it can. */
export function LockNotice({ itemKey }: { itemKey: string }) {
  const reason = useLockReason(itemKey);
  if (reason === undefined) return null;
  return (
    <p className={classes.locked}>
      <IconLock size={16} aria-hidden />
      <span>
        <b>已锁定。</b>
        {reason}
      </span>
    </p>
  );
}

function useLockReason(itemKey: string): string | undefined {
  const me = useMe();
  const assignment = useAssignment(itemKey);
  const elsewhere = useElsewhere();
  const { data: units = [] } = useQuery(unitsQuery);
  const unitName = (id: string) => units.find((unit) => unit.id === id)?.name;
  const frozen = useFrozen(itemKey);
  return lockReason({ assignment, elsewhere, me, unitName, frozen });
}

/** The item was locked while something was still unsaved: the person keeps it, or gives it up. */
export function LockedEdit({ item }: { item: Item }) {
  const save = useSaveState(item.key);
  return save.kind === "locked" && <Unsaved item={item} message={save.message} />;
}

function Unsaved({ item, message }: { item: Item; message: string }) {
  const workspace = useWorkspace();
  const [sure, setSure] = useState(false);
  const answer = workspace.answer(item.key);
  return (
    <section className={classes.conflict} aria-labelledby="unsaved-title">
      <h2 id="unsaved-title">本条已锁定，您的修改没有保存，需要您决定</h2>
      <p>{message}。您的修改仍留在本机，可先复制下来：</p>
      {workspace.unsavedPlaces(item.key).map((path) => (
        <div key={path} className={classes.dispute}>
          <b>{placeName(item, path)}：</b>
          {placeText(item, answer, path)}
        </div>
      ))}
      <Group gap="sm">
        <Button variant="default" onClick={() => void workspace.flush()}>
          再试一次
        </Button>
        {sure ? (
          <Button color="red" onClick={() => workspace.discard(item.key)}>
            确定放弃，不能恢复
          </Button>
        ) : (
          <Button variant="default" onClick={() => setSure(true)}>
            放弃我的修改
          </Button>
        )}
      </Group>
    </section>
  );
}
