import { Button, Stack } from "@mantine/core";
import { useState } from "react";
import { PasswordForm } from "#app/shell/password-form.tsx";
import { Dialog } from "#app/ui/dialog.tsx";
import { Notice } from "#app/ui/notice.tsx";
import type { Me } from "#core/api/system.ts";

export function PasswordDialog({ me, onClose }: { me: Me; onClose: () => void }) {
  const [changed, setChanged] = useState(false);
  return (
    <Dialog title="修改密码" onClose={onClose}>
      {changed ? (
        <Stack gap="md">
          <Notice tone="good">密码已修改，其他设备上的登录已退出。</Notice>
          <Button onClick={onClose} ml="auto" data-autofocus>
            完成
          </Button>
        </Stack>
      ) : (
        <PasswordForm
          me={me}
          onChanged={() => setChanged(true)}
          other={
            <Button variant="default" onClick={onClose}>
              取消
            </Button>
          }
        />
      )}
    </Dialog>
  );
}
