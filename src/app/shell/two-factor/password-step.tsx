import { Button, Group, Stack } from "@mantine/core";
import { useForm } from "react-hook-form";
import { FormFailure } from "#app/ui/notice.tsx";
import { PasswordField } from "#app/ui/password-field.tsx";
import { showFailure } from "#app/ui/show-failure.ts";
import { bodySchema, zodResolver } from "#app/ui/zod-resolver.ts";
import { beginTwoFactor } from "#core/api/two-factor.ts";

export interface PasswordStepProps {
  username: string;
  /** what the button says */
  action: string;
  perform: (password: string) => Promise<void>;
  /** absent = there is no way back */
  onCancel?: (() => void) | undefined;
}

/** Whoever changes how the account is opened shows first that it is theirs. */
export function PasswordStep({ username, action, perform, onCancel }: PasswordStepProps) {
  const form = useForm({ resolver: zodResolver(bodySchema(beginTwoFactor)), defaultValues: { password: "" } });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async ({ password }) => {
    try {
      await perform(password);
    } catch (error) {
      showFailure(error, form, { "account.wrong-password": "password" });
    }
  });
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap="md">
        <input type="text" name="username" autoComplete="username" value={username} readOnly hidden />
        <PasswordField
          label="当前密码"
          autoComplete="current-password"
          data-autofocus
          error={errors.password?.message}
          {...form.register("password")}
        />
        <FormFailure message={errors.root?.server?.message} />
        <Group justify="flex-end" gap="sm">
          {onCancel && (
            <Button variant="default" onClick={onCancel}>
              取消
            </Button>
          )}
          <Button type="submit" disabled={isSubmitting}>
            {isSubmitting ? "正在处理…" : action}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
