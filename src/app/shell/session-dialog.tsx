import { Anchor, Button, Group, Stack, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { call } from "#app/data/client.ts";
import { sessionRestored } from "#app/shell/session.ts";
import { Dialog } from "#app/ui/dialog.tsx";
import { FormFailure } from "#app/ui/notice.tsx";
import { PasswordField } from "#app/ui/password-field.tsx";
import { showFailure } from "#app/ui/show-failure.ts";
import { zodResolver } from "#app/ui/zod-resolver.ts";
import { type Me, signIn } from "#core/api/system.ts";

const again = z.object({ password: z.string().min(1, "请输入密码").max(128) });

/** The session ended while the page was in use: signing in again here, nothing on the page is lost. */
export function SessionDialog({ me }: { me: Me }) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const form = useForm({ resolver: zodResolver(again), defaultValues: { password: "" } });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async ({ password }) => {
    try {
      await call(signIn, { body: { username: me.username, password } });
    } catch (error) {
      return showFailure(error, form, { "session.wrong-credentials": "password" });
    }
    sessionRestored();
    window.dispatchEvent(new Event("ziping:session-restored"));
    await queryClient.invalidateQueries({ predicate: (query) => query.state.status === "error" });
  });
  const leave = async (): Promise<void> => {
    await navigate({ to: "/sign-in" });
    sessionRestored();
    queryClient.clear();
  };
  return (
    <Dialog title="登录已过期">
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Stack gap="md">
          <Text size="sm">
            页面上的内容都还在。登录期限已到，或本浏览器改用了其他账号；输入密码后继续，未保存的修改会自动保存。
          </Text>
          <Text size="sm">
            用户名：<b>{me.username}</b>，{me.name}
          </Text>
          <input type="text" name="username" autoComplete="username" value={me.username} readOnly hidden />
          <PasswordField
            label="密码"
            autoComplete="current-password"
            data-autofocus
            error={errors.password?.message}
            {...form.register("password")}
          />
          <FormFailure message={errors.root?.server?.message} />
          <Group justify="space-between">
            <Anchor component="button" type="button" size="sm" onClick={() => void leave()}>
              换用其他账号
            </Anchor>
            <Button type="submit" disabled={isSubmitting}>
              {isSubmitting ? "正在登录…" : "登录并继续"}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
