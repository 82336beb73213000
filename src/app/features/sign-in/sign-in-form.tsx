import { Button, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { asksForCode, call } from "#app/data/client.ts";
import { CodeField } from "#app/ui/code-field.tsx";
import { FormFailure } from "#app/ui/notice.tsx";
import { PasswordField } from "#app/ui/password-field.tsx";
import { showFailure } from "#app/ui/show-failure.ts";
import { bodySchema, zodResolver } from "#app/ui/zod-resolver.ts";
import { type Me, signIn } from "#core/api/system.ts";

/** The endpoint takes anything, so that it answers alike to all; the form asks for both. */
const credentials = bodySchema(signIn).extend({
  username: z.string().trim().min(1, "请输入用户名").max(64),
  password: z.string().min(1, "请输入密码").max(128),
  code: z.string().trim().max(64),
});

export interface SignInFormProps {
  username: string;
  onSignedIn: (me: Me) => void;
}

export function SignInForm({ username, onSignedIn }: SignInFormProps) {
  const form = useForm({ resolver: zodResolver(credentials), defaultValues: { username, password: "", code: "" } });
  const [asked, setAsked] = useState(false);
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async ({ code, ...body }) => {
    try {
      onSignedIn(await call(signIn, { body: code === "" ? body : { ...body, code } }));
    } catch (error) {
      if (asksForCode(error)) return setAsked(true);
      showFailure(error, form, { "session.wrong-code": "code" });
      if (asked) return form.setFocus("code", { shouldSelect: true });
      form.setFocus("password", { shouldSelect: true });
    }
  });
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap="md">
        <TextInput
          label="用户名"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus={username === ""}
          error={errors.username?.message}
          {...form.register("username")}
        />
        <PasswordField
          label="密码"
          autoComplete="current-password"
          autoFocus={username !== ""}
          error={errors.password?.message}
          {...form.register("password")}
        />
        {asked && <CodeField autoFocus error={errors.code?.message} {...form.register("code")} />}
        <FormFailure message={errors.root?.server?.message} />
        <Button type="submit" size="md" disabled={isSubmitting}>
          {isSubmitting ? "正在登录…" : "登录"}
        </Button>
      </Stack>
    </form>
  );
}
