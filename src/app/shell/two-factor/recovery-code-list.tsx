import { Button, Group, Stack, Text } from "@mantine/core";
import { useState } from "react";
import classes from "#app/shell/two-factor/two-factor.module.css";
import { copyText } from "#app/ui/copy-text.ts";

/** Shown once: the server keeps nothing but their hashes. */
export function RecoveryCodeList({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const [copied, setCopied] = useState<boolean>();
  return (
    <Stack gap="md">
      <Text size="sm">
        请抄下或打印这些备用码，放在安全的地方。手机不在身边时，每个可代替验证码登录一次。离开本页后不再显示。
      </Text>
      <ol className={classes.codes}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <Text size="sm" role="status">
        {copied === undefined ? "" : copied ? "已复制。" : "浏览器不允许复制，请手工抄写。"}
      </Text>
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={() => void copyText(codes.join("\n")).then(setCopied)}>
          复制
        </Button>
        <Button onClick={onDone} data-autofocus>
          已妥善保存
        </Button>
      </Group>
    </Stack>
  );
}
