import { Button, Checkbox, Group, NativeSelect, Stack, TextInput } from "@mantine/core";
import { useController, useForm } from "react-hook-form";
import { call } from "#app/data/client.ts";
import {
  type AccountBody,
  type AccountValues,
  accountResolver,
  accountValues,
} from "#app/features/accounts/account-values.ts";
import { Dialog } from "#app/ui/dialog.tsx";
import { FormFailure, Notice } from "#app/ui/notice.tsx";
import { PASSWORD_RULE, PasswordField } from "#app/ui/password-field.tsx";
import { showFailure } from "#app/ui/show-failure.ts";
import { type OrganisationKind, ROLE_TEXT, ROLES_IN, type Role } from "#core/access/access.ts";
import { type Account, changeAccount, createAccount, type Unit } from "#core/api/system.ts";

const ROLE_HINT: Record<Role, string> = {
  contributor: "填写分给所属单位的内容，上传佐证材料",
  editor: "新建自评、分配任务、修改全部内容、生成报告",
  approver: "审阅并审定报告",
  inspector: "复核区县自评",
  supervisor: "组织年度评价，查看各区县进度",
  administrator: "管理单位和账号",
  reader: "只查看，不修改",
};

export interface AccountDialogProps {
  /** absent = a new one */
  account?: Account;
  kind: OrganisationKind;
  units: readonly Unit[];
  onSaved: () => Promise<void>;
  onClose: () => void;
}

/** Creates an account, or changes name, roles and unit of one. */
export function AccountDialog({ account, kind, units, onSaved, onClose }: AccountDialogProps) {
  const form = useForm<AccountValues, unknown, AccountBody>({
    resolver: accountResolver(account),
    defaultValues: accountValues(account),
  });
  const { errors, isSubmitting } = form.formState;
  const { field: roles } = useController({ control: form.control, name: "roles" });
  const lacksUnit = roles.value.includes("contributor") && form.watch("unitId") === null;
  const submit = form.handleSubmit(async (given) => {
    try {
      await send(given);
      await onSaved();
      onClose();
    } catch (error) {
      showFailure(error, form, {
        "account.username-taken": "username",
        "account.weak-password": "password",
        "account.last-administrator": "roles",
      });
    }
  });
  return (
    <Dialog title={account ? `编辑账号：${account.username}` : "新建账号"} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Stack gap="md">
          <TextInput
            label="姓名"
            autoComplete="off"
            data-autofocus
            error={errors.name?.message}
            {...form.register("name")}
          />
          {!account && (
            <TextInput
              label="用户名"
              description="3至32位字母、数字或 . _ -，建好后不能更改"
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              error={errors.username?.message}
              {...form.register("username")}
            />
          )}
          <Checkbox.Group
            label="角色"
            value={roles.value}
            onChange={(next) => roles.onChange(next)}
            error={errors.roles?.message}
          >
            <Stack gap={8} mt={6} mb={4}>
              {ROLES_IN[kind].map((role, index) => (
                <Checkbox
                  key={role}
                  value={role}
                  label={ROLE_TEXT[role]}
                  description={ROLE_HINT[role]}
                  ref={index === 0 ? roles.ref : undefined}
                />
              ))}
            </Stack>
          </Checkbox.Group>
          {kind === "district" && (
            <NativeSelect
              label="所属单位"
              error={errors.unitId?.message}
              {...form.register("unitId", { setValueAs: (value: string | null) => value || null })}
            >
              <option value="">不属于任何责任单位</option>
              {units.map((unit) => (
                <option key={unit.id} value={unit.id}>
                  {unit.name}
                </option>
              ))}
            </NativeSelect>
          )}
          {lacksUnit && <Notice tone="warn">填报人只能填写分给所属单位的内容，请选择单位。</Notice>}
          {!account && (
            <PasswordField
              label="初始密码"
              description={PASSWORD_RULE}
              autoComplete="new-password"
              error={errors.password?.message}
              {...form.register("password")}
            />
          )}
          <FormFailure message={errors.root?.server?.message} />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              取消
            </Button>
            <Button type="submit" disabled={isSubmitting}>
              {submitText(account !== undefined, isSubmitting)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

const send = (given: AccountBody): Promise<Account> =>
  given.kind === "new"
    ? call(createAccount, { body: given.body })
    : call(changeAccount, { params: { accountId: given.accountId }, body: given.body });

function submitText(known: boolean, busy: boolean): string {
  if (known) return busy ? "正在保存…" : "保存";
  return busy ? "正在新建…" : "新建账号";
}
