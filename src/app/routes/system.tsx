import { Text } from "@mantine/core";
import { mayInOwn, useMe } from "#app/data/me.ts";
import { BackupPanel } from "#app/features/backup/backup-panel.tsx";
import { SystemPage } from "#app/features/system/system-page.tsx";
import { Page } from "#app/ui/page.tsx";

export function SystemRoute() {
  const me = useMe();
  if (mayInOwn(me, "system.inspect"))
    return <SystemPage backup={mayInOwn(me, "backup.manage") ? <BackupPanel /> : undefined} />;
  return (
    <Page title="系统状态">
      <Text>系统状态由管理员查阅。</Text>
    </Page>
  );
}
