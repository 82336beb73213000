import { Button, Stack, TextInput } from "@mantine/core";
import { useForm } from "react-hook-form";
import { call } from "#app/data/client.ts";
import { OrganisationFields } from "#app/features/set-up/organisation-fields.tsx";
import { EMPTY_SET_UP, type SetUpBody, type SetUpValues, setUpResolver } from "#app/features/set-up/set-up-values.ts";
import { ChoiceCard, ChoiceGroup } from "#app/ui/choice-card.tsx";
import { FormFailure } from "#app/ui/notice.tsx";
import { PASSWORD_RULE, PasswordField } from "#app/ui/password-field.tsx";
import { showFailure } from "#app/ui/show-failure.ts";
import { setUp } from "#core/api/system.ts";

export interface SetUpFormProps {
  onDone: (mode: SetUpBody["mode"], done: { organisation: string; usernames: string[] }) => void;
}

/** The first visit: proves access to the machine by the code, then founds the organisation or loads the sample. */
export function SetUpForm({ onDone }: SetUpFormProps) {
  const form = useForm<SetUpValues, unknown, SetUpBody>({ resolver: setUpResolver, defaultValues: EMPTY_SET_UP });
  const { errors, isSubmitting } = form.formState;
  const mode = form.watch("mode");
  const submit = form.handleSubmit(async (body) => {
    try {
      onDone(body.mode, await call(setUp, { body }));
    } catch (error) {
      showFailure(error, form, { "setup.wrong-code": "code", "account.weak-password": "password" });
    }
  });
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap="lg">
        <TextInput
          label="一次性初始化码"
          description="启动程序的终端窗口里显示的那一行"
          autoComplete="off"
          autoFocus
          spellCheck={false}
          maw={320}
          styles={{ input: { fontFamily: "ui-monospace, Consolas, monospace" } }}
          error={errors.code?.message}
          {...form.register("code")}
        />
        <ChoiceGroup legend="从哪里开始" columns={2}>
          <ChoiceCard title="建立本单位" value="organisation" {...form.register("mode")}>
            正式使用：登记本单位和第一个管理员账号，其他账号随后添加。
          </ChoiceCard>
          <ChoiceCard title="载入样例体验" value="sample" {...form.register("mode")}>
            一份填好的区县自评，每个角色一个账号，适合先看看怎么用。
          </ChoiceCard>
        </ChoiceGroup>
        {mode === "organisation" ? (
          <OrganisationFields form={form} />
        ) : (
          <PasswordField
            label="所有样例账号的密码"
            description={PASSWORD_RULE}
            autoComplete="new-password"
            maw={400}
            error={errors.password?.message}
            {...form.register("password")}
          />
        )}
        <FormFailure message={errors.root?.server?.message} />
        <Button type="submit" size="md" w="fit-content" disabled={isSubmitting}>
          {buttonText(mode, isSubmitting)}
        </Button>
      </Stack>
    </form>
  );
}

function buttonText(mode: SetUpBody["mode"], busy: boolean): string {
  if (mode === "sample") return busy ? "正在载入样例…" : "载入样例";
  return busy ? "正在建立…" : "建立单位和管理员账号";
}
