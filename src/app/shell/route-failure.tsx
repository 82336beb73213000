import { Button, Code, Stack, Text, Title } from "@mantine/core";
import { type ErrorComponentProps, Link, useRouter } from "@tanstack/react-router";
import { CallError } from "#app/data/client.ts";
import { NumberedText } from "#app/ui/numbered-text.tsx";

/** A page that could not be shown says why and what to do next. */
export function RouteFailure({ error }: ErrorComponentProps) {
  const router = useRouter();
  const known = error instanceof CallError;
  return (
    <Stack maw={560} mx="auto" mt={80} p="md" gap="sm">
      <Title order={1} size="h3">
        这个页面暂时打不开
      </Title>
      <Text>
        {known ? (
          <NumberedText message={error.message} />
        ) : (
          "页面出错了。已填内容不受影响，请重新打开；若仍如此，请把下面的信息告诉管理员。"
        )}
      </Text>
      <Code block>{known ? error.code : String(error)}</Code>
      <Button onClick={() => void router.invalidate()} w="fit-content">
        重新打开
      </Button>
    </Stack>
  );
}

export function NotFound() {
  return (
    <Stack maw={560} mx="auto" mt={80} p="md" gap="sm">
      <Title order={1} size="h3">
        没有这个页面
      </Title>
      <Text>网址可能写错了，或内容已不在这里。</Text>
      <Link to="/">回到首页</Link>
    </Stack>
  );
}
