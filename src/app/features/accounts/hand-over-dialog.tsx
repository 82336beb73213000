import { Button, Group, NativeSelect, Stack, Text } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { call } from "#app/data/client.ts";
import classes from "#app/features/accounts/accounts.module.css";
import { Dialog } from "#app/ui/dialog.tsx";
import { FormFailure, Notice } from "#app/ui/notice.tsx";
import { type HandOverPlan, handOver, planHandOver } from "#core/api/people.ts";
import type { Account } from "#core/api/system.ts";

export interface HandOverDialogProps {
  account: Account;
  /** whom the work can go to */
  others: readonly Account[];
  onDone: () => Promise<void>;
  onClose: () => void;
}

/** Who leaves names a successor, reads in sentences what goes over, and then it happens all at once. */
export function HandOverDialog({ account, others, onDone, onClose }: HandOverDialogProps) {
  const [to, setTo] = useState("");
  const accountId = account.id;
  const plan = useQuery({
    queryKey: ["hand-over", accountId, to],
    queryFn: ({ signal }) => call(planHandOver, { params: { accountId }, query: { to }, signal }),
    enabled: to !== "",
    staleTime: 0,
    retry: false,
  });
  const leave = useMutation({
    mutationFn: ({ digest }: HandOverPlan) => call(handOver, { params: { accountId }, body: { to, digest } }),
    onSuccess: onDone,
    // what is shown is no longer what would happen
    onError: () => plan.refetch(),
  });
  const successor = others.find(({ id }) => id === to);
  if (leave.isSuccess)
    return (
      <Dialog title={`离岗交接：${account.name}`} onClose={onClose}>
        <Stack gap="md">
          <Notice tone="good">
            已移交给{successor?.name}，{account.name}的账号已停用。
          </Notice>
          <Button onClick={onClose} ml="auto" data-autofocus>
            完成
          </Button>
        </Stack>
      </Dialog>
    );
  return (
    <Dialog title={`离岗交接：${account.name}`} onClose={onClose}>
      <Stack gap="md">
        <Text size="sm">停用账号，并把名下的事项一次移交给接手人。确认之前不改动任何内容。</Text>
        <NativeSelect
          label="接手人"
          data-autofocus
          value={to}
          onChange={(event) => {
            leave.reset();
            setTo(event.currentTarget.value);
          }}
        >
          <option value="">请选择</option>
          {others.map(({ id, name, username }) => (
            <option key={id} value={id}>
              {name}（{username}）
            </option>
          ))}
        </NativeSelect>
        {plan.data && (
          <ul className={classes.sentences} aria-label="将要发生的变化">
            {plan.data.says.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        )}
        <FormFailure message={(leave.error ?? plan.error ?? undefined)?.message} />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            取消
          </Button>
          <Button
            disabled={!plan.data || plan.isFetching || plan.isError}
            loading={leave.isPending}
            onClick={() => plan.data && leave.mutate(plan.data)}
          >
            确认交接
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
