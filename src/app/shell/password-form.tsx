import { Button, Group, Stack } from "@mantine/core";
import type { ReactNode } from "react";
import { useForm } from "react-hook-form";
import { call } from "#app/data/client.ts";
import { FormFailure } from "#app/ui/notice.tsx";
import { PASSWORD_RULE, PasswordField } from "#app/ui/password-field.tsx";
import { showFailure } from "#app/ui/show-failure.ts";
import { bodySchema, zodResolver } from "#app/ui/zod-resolver.ts";
import { changePassword, type Me } from "#core/api/system.ts";

export interface PasswordFormProps {
  me: Me;
  /** stands beside the button */
  other?: ReactNode;
  onChanged: () => void | Promise<void>;
}

/** Changes one's own password; sessions elsewhere end with it. */
export function PasswordForm({ me, other, onChanged }: PasswordFormProps) {
  const form = useForm({
    resolver: zodResolver(bodySchema(changePassword)),
    defaultValues: { current: "", next: "" },
  });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (body) => {
    try {
      await call(changePassword, { body });
      await onChanged();
    } catch (error) {
      showFailure(error, form, { "account.wrong-password": "current", "account.weak-password": "next" });
    }
  });
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap="md">
        <input type="text" name="username" autoComplete="username" value={me.username} readOnly hidden />
        <PasswordField
          label="当前密码"
          autoComplete="current-password"
          data-autofocus
          error={errors.current?.message}
          {...form.register("current")}
        />
        <PasswordField
          label="新密码"
          description={PASSWORD_RULE}
          autoComplete="new-password"
          error={errors.next?.message}
          {...form.register("next")}
        />
        <FormFailure message={errors.root?.["server"]?.message} />
        <Group justify="flex-end" gap="sm">
          {other}
          <Button type="submit" disabled={isSubmitting}>
            {isSubmitting ? "正在修改…" : "修改密码"}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
