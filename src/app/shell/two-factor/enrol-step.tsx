import { Button, Group, Stack, Text } from "@mantine/core";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { call } from "#app/data/client.ts";
import { QrCode } from "#app/shell/two-factor/qr-code.tsx";
import classes from "#app/shell/two-factor/two-factor.module.css";
import { CodeField } from "#app/ui/code-field.tsx";
import { FormFailure } from "#app/ui/notice.tsx";
import { showFailure } from "#app/ui/show-failure.ts";
import { zodResolver } from "#app/ui/zod-resolver.ts";
import { confirmTwoFactor } from "#core/api/two-factor.ts";

const typed = z.object({ code: z.string().trim().min(1, "请输入验证器显示的6位数字").max(64) });

export interface EnrolStepProps {
  enrolment: { key: string; uri: string };
  onConfirmed: (recoveryCodes: string[]) => void;
}

/** The key goes into the phone by camera or by hand, and the first code comes back. */
export function EnrolStep({ enrolment, onConfirmed }: EnrolStepProps) {
  const form = useForm({ resolver: zodResolver(typed), defaultValues: { code: "" } });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (body) => {
    try {
      onConfirmed((await call(confirmTwoFactor, { body })).recoveryCodes);
    } catch (error) {
      showFailure(error, form, { "two-factor.wrong-code": "code" });
    }
  });
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap="md">
        <Text size="sm">
          用手机上的验证器（腾讯身份验证器、Microsoft Authenticator 等，不需要联网）扫描二维码，再输入它显示的数字。
        </Text>
        <QrCode text={enrolment.uri} label="两步验证的二维码" />
        <Text size="sm">
          不能扫码时手工输入密钥：<span className={classes.key}>{(enrolment.key.match(/.{4}/g) ?? []).join(" ")}</span>
        </Text>
        <CodeField
          description="验证器显示的6位数字，30秒换一次"
          inputMode="numeric"
          data-autofocus
          error={errors.code?.message}
          {...form.register("code")}
        />
        <FormFailure message={errors.root?.server?.message} />
        <Group justify="flex-end">
          <Button type="submit" disabled={isSubmitting}>
            {isSubmitting ? "正在核对…" : "完成绑定"}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
