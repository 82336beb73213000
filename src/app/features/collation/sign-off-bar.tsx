import { Button } from "@mantine/core";
import { IconArrowBackUp, IconLock, IconSend } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { shortStamp } from "#app/data/clock.ts";
import { useMayHere } from "#app/data/use-flow.ts";
import { useAssignment, useProgress } from "#app/data/workspace-context.tsx";
import { SendBackForm } from "#app/features/collation/send-back-form.tsx";
import classes from "#app/features/collation/sign-off-bar.module.css";
import { useSignOff } from "#app/features/collation/use-sign-off.ts";
import { Notice } from "#app/ui/notice.tsx";
import { isLocked, lockText, type SignOff, signOffAfter } from "#core/workflow/sign-off.ts";

/** Where the item is on its way from the unit to the editor, and what this person may do about it. */
export function SignOffBar({ itemKey }: { itemKey: string }) {
  const { unitId, signOff } = useAssignment(itemKey);
  const change = useSignOff();
  const [returning, setReturning] = useState(false);
  const state = signOff?.state ?? "open";
  const handsIn = useMayHere("item.hand-in", itemKey, unitId ?? undefined);
  const collates = useMayHere("item.collate", itemKey);
  const start = (event: "hand-in" | "take-over"): void => change.mutate({ event, itemKeys: [itemKey] });
  const offers: ReactNode[] = [
    handsIn && signOffAfter(state, "hand-in").ok && state !== "handed-in" && (
      <HandIn key="hand-in" itemKey={itemKey} busy={change.isPending} onHandIn={() => start("hand-in")} />
    ),
    collates && state === "handed-in" && (
      <Button key="take-over" size="xs" loading={change.isPending} onClick={() => start("take-over")}>
        接收
      </Button>
    ),
    collates && isLocked(state) && !returning && (
      <Button key="send-back" size="xs" variant="default" onClick={() => setReturning(true)}>
        退回
      </Button>
    ),
  ].filter((offer) => offer !== false);
  if (state === "open" && offers.length === 0) return null;
  return (
    <section className={classes.bar} aria-label="交稿与接收">
      {signOff && <Said signOff={signOff} collates={collates} />}
      {offers.length > 0 && <div className={classes.offers}>{offers}</div>}
      {change.isError && <Notice tone="danger">{change.error.message}</Notice>}
      {returning && (
        <SendBackForm
          busy={change.isPending}
          onCancel={() => setReturning(false)}
          onSend={(reason) =>
            change.mutate({ event: "send-back", itemKeys: [itemKey], reason }, { onSuccess: () => setReturning(false) })
          }
        />
      )}
    </section>
  );
}

function Said({ signOff, collates }: { signOff: SignOff; collates: boolean }) {
  const when = shortStamp(signOff.at);
  if (signOff.state === "returned")
    return (
      <p className={classes.said} data-tone="warn">
        <IconArrowBackUp size={16} aria-hidden />
        <span>
          {signOff.by}于{when}退回：{signOff.reason}
        </span>
      </p>
    );
  if (signOff.state === "open") return null;
  const text = collates
    ? `${signOff.by}于${when}${signOff.state === "handed-in" ? "交稿，等待接收" : "接收"}；责任单位不能再修改`
    : lockText(signOff, when);
  return (
    <p className={classes.said}>
      <IconLock size={16} aria-hidden />
      <span>{text}</span>
    </p>
  );
}

/** What is still missing is said before it is handed in; the unit may have its reasons. */
function HandIn({ itemKey, busy, onHandIn }: { itemKey: string; busy: boolean; onHandIn: () => void }) {
  const { missing } = useProgress(itemKey);
  return (
    <>
      <Button size="xs" variant="light" leftSection={<IconSend size={15} />} loading={busy} onClick={onHandIn}>
        交稿
      </Button>
      <span className={classes.hint}>
        {missing.length > 0 ? `还缺${missing.length}处；` : ""}交稿后由统稿人接收，本单位不能再修改
      </span>
    </>
  );
}
