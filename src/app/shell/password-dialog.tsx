import { Button, Group, Stack } from "@mantine/core";
import { useForm } from "react-hook-form";
import { call } from "#app/data/client.ts";
import { Dialog } from "#app/ui/dialog.tsx";
import { FormFailure, Notice } from "#app/ui/notice.tsx";
import { PASSWORD_RULE, PasswordField } from "#app/ui/password-field.tsx";
import { showFailure } from "#app/ui/show-failure.ts";
import { bodySchema, zodResolver } from "#app/ui/zod-resolver.ts";
import { changePassword, type Me } from "#core/api/system.ts";

/** Changes one's own password; sessions elsewhere end with it. */
export function PasswordDialog({ me, onClose }: { me: Me; onClose: () => void }) {
  const form = useForm({
    resolver: zodResolver(bodySchema(changePassword)),
    defaultValues: { current: "", next: "" },
  });
  const { errors, isSubmitting, isSubmitSuccessful } = form.formState;
  const submit = form.handleSubmit(async (body) => {
    try {
      await call(changePassword, { body });
    } catch (error) {
      showFailure(error, form, { "account.wrong-password": "current", "account.weak-password": "next" });
    }
  });
  return (
    <Dialog title="修改密码" onClose={onClose}>
      {isSubmitSuccessful ? (
        <Stack gap="md">
          <Notice tone="good">密码已修改，其他设备上的登录已退出。</Notice>
          <Button onClick={onClose} ml="auto" data-autofocus>
            完成
          </Button>
        </Stack>
      ) : (
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
            <FormFailure message={errors.root?.server?.message} />
            <Group justify="flex-end" gap="sm">
              <Button variant="default" onClick={onClose}>
                取消
              </Button>
              <Button type="submit" disabled={isSubmitting}>
                {isSubmitting ? "正在修改…" : "修改密码"}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Dialog>
  );
}
