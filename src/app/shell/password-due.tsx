import { Stack } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { meQuery } from "#app/data/queries.ts";
import { PasswordForm } from "#app/shell/password-form.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import type { Me } from "#core/api/system.ts";

/** In the place of every page while the password is one that somebody else has given. */
export function PasswordDue({ me }: { me: Me }) {
  const queryClient = useQueryClient();
  return (
    <Page title="请先修改密码" width="narrow">
      <Stack gap="md">
        <Notice tone="calm">当前密码由管理员设置，只用于首次登录。请改成只有您自己知道的密码，再继续使用。</Notice>
        <PasswordForm me={me} onChanged={() => queryClient.invalidateQueries({ queryKey: meQuery.queryKey })} />
      </Stack>
    </Page>
  );
}
