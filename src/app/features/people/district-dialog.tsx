import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { type FieldValues, type Path, type UseFormReturn, useForm } from "react-hook-form";
import { z } from "zod";
import { call } from "#app/data/client.ts";
import { PasswordSlips } from "#app/features/people/password-slips.tsx";
import { Dialog } from "#app/ui/dialog.tsx";
import { FormFailure } from "#app/ui/notice.tsx";
import { showFailure } from "#app/ui/show-failure.ts";
import { bodySchema, zodResolver } from "#app/ui/zod-resolver.ts";
import type { ErrorCode } from "#core/api/error.ts";
import {
  addDistrict,
  addDistrictAdministrator,
  changeDistrict,
  type District,
  type InitialPassword,
} from "#core/api/people.ts";
import { personName, username } from "#core/api/system.ts";

interface Common {
  onSaved: () => Promise<void>;
  onClose: () => void;
}

const NAME_HINT = "写全称，例如：重庆市渝北区";
const USERNAME_HINT = "3至32位字母、数字或 . _ -，建好后不能更改";
const TAKEN = { "organisation.name-taken": "name", "organisation.code-taken": "code" } as const;
const codeOf = (value: unknown): string | null => (typeof value === "string" && value.trim() !== "" ? value : null);

/** The form is flat, so that every fault finds its field. */
const NEW = z
  .strictObject({ ...bodySchema(changeDistrict).shape, person: personName, username })
  .transform(({ name, code, person, username: chosen }) => ({
    name,
    code,
    administrator: { name: person, username: chosen },
  }));
const CHANGE = bodySchema(changeDistrict);
const PERSON = bodySchema(addDistrictAdministrator);

/** One more district, and who opens its accounts. */
export function NewDistrictDialog({ onSaved, onClose }: Common) {
  const form = useForm<z.input<typeof NEW>, unknown, z.output<typeof NEW>>({
    resolver: zodResolver(NEW),
    defaultValues: { name: "", code: null, person: "", username: "" },
  });
  const { errors } = form.formState;
  const [slip, setSlip] = useState<InitialPassword>();
  const submit = async (body: z.output<typeof NEW>): Promise<void> => {
    setSlip(await call(addDistrict, { body }));
    await onSaved();
  };
  return (
    <Dialog title="新建区县" onClose={onClose}>
      {slip ? (
        <Told slip={slip} onClose={onClose} />
      ) : (
        <Form
          form={form}
          verb="新建区县"
          onSubmit={submit}
          places={{ ...TAKEN, "account.username-taken": "username" }}
          onClose={onClose}
        >
          <NameAndCode
            name={form.register("name")}
            code={form.register("code", { setValueAs: codeOf })}
            errors={{ name: errors.name?.message, code: errors.code?.message }}
          />
          <TextInput
            label="管理员姓名"
            description="由其开通本区县的其他账号"
            autoComplete="off"
            error={errors.person?.message}
            {...form.register("person")}
          />
          <TextInput
            label="管理员用户名"
            description={USERNAME_HINT}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            error={errors.username?.message}
            {...form.register("username")}
          />
        </Form>
      )}
    </Dialog>
  );
}

export function ChangeDistrictDialog({ district, onSaved, onClose }: Common & { district: District }) {
  const form = useForm<z.input<typeof CHANGE>, unknown, z.output<typeof CHANGE>>({
    resolver: zodResolver(CHANGE),
    defaultValues: { name: district.name, code: district.code },
  });
  const { errors } = form.formState;
  const submit = async (body: z.output<typeof CHANGE>): Promise<void> => {
    await call(changeDistrict, { params: { districtId: district.id }, body });
    await onSaved();
    onClose();
  };
  return (
    <Dialog title={`修改区县：${district.name}`} onClose={onClose}>
      <Form form={form} verb="保存" onSubmit={submit} places={TAKEN} onClose={onClose}>
        <Text size="sm">已报送的版本保留报送时的名称；其他系统导出的数据包按名称对应区县，改名后须一致。</Text>
        <NameAndCode
          name={form.register("name")}
          code={form.register("code", { setValueAs: codeOf })}
          errors={{ name: errors.name?.message, code: errors.code?.message }}
        />
      </Form>
    </Dialog>
  );
}

export function AdministratorDialog({ district, onSaved, onClose }: Common & { district: District }) {
  const form = useForm<z.input<typeof PERSON>, unknown, z.output<typeof PERSON>>({
    resolver: zodResolver(PERSON),
    defaultValues: { name: "", username: "" },
  });
  const { errors } = form.formState;
  const [slip, setSlip] = useState<InitialPassword>();
  const submit = async (body: z.output<typeof PERSON>): Promise<void> => {
    setSlip(await call(addDistrictAdministrator, { params: { districtId: district.id }, body }));
    await onSaved();
  };
  return (
    <Dialog title={`增设管理员：${district.name}`} onClose={onClose}>
      {slip ? (
        <Told slip={slip} onClose={onClose} />
      ) : (
        <Form
          form={form}
          verb="增设"
          onSubmit={submit}
          places={{ "account.username-taken": "username" }}
          onClose={onClose}
        >
          <Text size="sm">用于区县没有管理员，或管理员无法登录时。本操作同时记入该区县的操作日志。</Text>
          <TextInput label="姓名" autoComplete="off" error={errors.name?.message} {...form.register("name")} />
          <TextInput
            label="用户名"
            description={USERNAME_HINT}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            error={errors.username?.message}
            {...form.register("username")}
          />
        </Form>
      )}
    </Dialog>
  );
}

interface NameAndCodeProps {
  /** what the form library ties the fields by */
  name: object;
  code: object;
  errors: { name: string | undefined; code: string | undefined };
}

function NameAndCode({ name, code, errors }: NameAndCodeProps) {
  return (
    <>
      <TextInput
        label="区县名称"
        description={NAME_HINT}
        autoComplete="off"
        data-autofocus
        error={errors.name}
        {...name}
      />
      <TextInput
        label="行政区划代码"
        description="6位数字，可以留空"
        inputMode="numeric"
        autoComplete="off"
        error={errors.code}
        {...code}
      />
    </>
  );
}

interface FormProps<V extends FieldValues, O> {
  form: UseFormReturn<V, unknown, O>;
  verb: string;
  onSubmit: (body: O) => Promise<void>;
  places: Partial<Record<ErrorCode, Path<V>>>;
  onClose: () => void;
  children: ReactNode;
}

function Form<V extends FieldValues, O extends FieldValues>({
  form,
  verb,
  onSubmit,
  places,
  onClose,
  children,
}: FormProps<V, O>) {
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (body) => {
    try {
      await onSubmit(body);
    } catch (error) {
      showFailure(error, form, places);
    }
  });
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap="md">
        {children}
        <FormFailure message={errors.root?.["server"]?.message} />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            取消
          </Button>
          <Button type="submit" loading={isSubmitting}>
            {verb}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Told({ slip, onClose }: { slip: InitialPassword; onClose: () => void }) {
  return (
    <Stack gap="md">
      <PasswordSlips slips={[slip]} />
      <Button onClick={onClose} ml="auto" data-autofocus>
        已记下，完成
      </Button>
    </Stack>
  );
}
