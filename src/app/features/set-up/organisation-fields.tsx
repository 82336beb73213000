import { Stack, TextInput } from "@mantine/core";
import classes from "#app/features/set-up/set-up.module.css";
import type { SetUpValuesForm } from "#app/features/set-up/set-up-values.ts";
import { ChoiceCard, ChoiceGroup } from "#app/ui/choice-card.tsx";
import { PASSWORD_RULE, PasswordField } from "#app/ui/password-field.tsx";

/** The organisation and the person who will look after the installation. */
export function OrganisationFields({ form }: { form: SetUpValuesForm }) {
  const { errors } = form.formState;
  const kind = form.watch("kind");
  return (
    <Stack gap="md">
      <ChoiceGroup legend="单位类型" columns={2}>
        <ChoiceCard title="区县" value="district" {...form.register("kind")}>
          填报、统稿、审定本区县的自评报告
        </ChoiceCard>
        <ChoiceCard title="市级督导机构" value="city" {...form.register("kind")}>
          查看各区县进度，开展复核
        </ChoiceCard>
      </ChoiceGroup>
      <TextInput
        label="单位名称"
        placeholder={kind === "district" ? "例如：重庆市渝北区教育委员会" : "例如：重庆市人民政府教育督导室"}
        autoComplete="organization"
        error={errors.organisation?.message}
        {...form.register("organisation")}
      />
      <div className={classes.pair}>
        <TextInput label="管理员姓名" autoComplete="name" error={errors.name?.message} {...form.register("name")} />
        <TextInput
          label="用户名"
          description={errors.username ? undefined : "3至32位字母、数字或 . _ -"}
          inputWrapperOrder={["label", "input", "description", "error"]}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          error={errors.username?.message}
          {...form.register("username")}
        />
      </div>
      <PasswordField
        label="密码"
        description={PASSWORD_RULE}
        autoComplete="new-password"
        error={errors.password?.message}
        {...form.register("password")}
      />
    </Stack>
  );
}
