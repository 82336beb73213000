import { Button, Group, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { CallError, call } from "#app/data/client.ts";
import { Dialog } from "#app/ui/dialog.tsx";
import { FormFailure, Notice } from "#app/ui/notice.tsx";
import { PASSWORD_RULE, PasswordField } from "#app/ui/password-field.tsx";
import { showFailure } from "#app/ui/show-failure.ts";
import { zodResolver } from "#app/ui/zod-resolver.ts";
import { type Account, changeAccount, password } from "#core/api/system.ts";
import { resetTwoFactor } from "#core/api/two-factor.ts";

const reset = z.object({ password });

/** For somebody who has lost the phone and the recovery codes. */
function SecondStepReset({ account }: { account: Account }) {
  const [outcome, setOutcome] = useState<{ tone: "good" | "danger"; text: string }>();
  const perform = async (): Promise<void> => {
    try {
      await call(resetTwoFactor, { params: { accountId: account.id } });
      setOutcome({ tone: "good", text: "两步验证已清除，本人可用密码登录后重新绑定。" });
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      setOutcome({ tone: "danger", text: error.message });
    }
  };
  return (
    <Stack gap="xs">
      <Text size="sm">本人丢失验证器和备用码的，请当面核实身份后清除两步验证；密码不变。</Text>
      {outcome && <Notice tone={outcome.tone}>{outcome.text}</Notice>}
      <Group>
        <Button variant="default" size="xs" onClick={() => void perform()}>
          清除两步验证
        </Button>
      </Group>
    </Stack>
  );
}

/** Gives somebody a new password, to be handed over in person. */
export function ResetPasswordDialog({ account, onClose }: { account: Account; onClose: () => void }) {
  const form = useForm({ resolver: zodResolver(reset), defaultValues: { password: "" } });
  const { errors, isSubmitting, isSubmitSuccessful } = form.formState;
  const submit = form.handleSubmit(async (body) => {
    try {
      await call(changeAccount, { params: { accountId: account.id }, body });
    } catch (error) {
      showFailure(error, form, { "account.weak-password": "password" });
    }
  });
  return (
    <Dialog title={`重置密码：${account.name}`} onClose={onClose}>
      {isSubmitSuccessful ? (
        <Stack gap="md">
          <Notice tone="good">密码已重置。请当面告知本人；登录时须先修改密码。</Notice>
          <Button onClick={onClose} ml="auto" data-autofocus>
            完成
          </Button>
        </Stack>
      ) : (
        <form onSubmit={(event) => void submit(event)} noValidate>
          <Stack gap="md">
            <Text size="sm">
              {account.name}（{account.username}）原来的密码将失效，已登录的设备会退出。
            </Text>
            <PasswordField
              label="新密码"
              description={PASSWORD_RULE}
              autoComplete="new-password"
              data-autofocus
              error={errors.password?.message}
              {...form.register("password")}
            />
            <FormFailure message={errors.root?.server?.message} />
            <SecondStepReset account={account} />
            <Group justify="flex-end" gap="sm">
              <Button variant="default" onClick={onClose}>
                取消
              </Button>
              <Button type="submit" disabled={isSubmitting}>
                {isSubmitting ? "正在重置…" : "重置密码"}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Dialog>
  );
}
