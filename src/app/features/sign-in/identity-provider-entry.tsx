import { Button, Divider, Stack } from "@mantine/core";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { call } from "#app/data/client.ts";
import { Notice } from "#app/ui/notice.tsx";
import { type OidcFailure, oidcFailure, signInWays } from "#core/api/oidc.ts";

const waysQuery = queryOptions({ queryKey: ["sign-in-ways"], queryFn: ({ signal }) => call(signInWays, { signal }) });

const FAILURE_TEXT: Record<OidcFailure, string> = {
  unavailable: "统一身份认证暂时无法访问，请稍后重试，或用本系统的用户名和密码登录。",
  refused: "统一身份认证没有通过，请重新登录；仍不行时请联系管理员。",
  unknown: "统一身份认证已通过，但本系统没有对应的可用账号，请联系本单位管理员开通。",
};

/** Beside the password, where the installation has set an identity provider; what came back from it is said here. */
export function IdentityProviderEntry({ search }: { search: string }) {
  const { data } = useQuery(waysQuery);
  const failure = oidcFailure.safeParse(new URLSearchParams(search).get("oidc"));
  if (!data?.oidc && !failure.success) return null;
  return (
    <Stack gap="md" mt="md">
      {failure.success && <Notice tone="danger">{FAILURE_TEXT[failure.data]}</Notice>}
      {data?.oidc && (
        <>
          <Divider label="或" />
          <Button component="a" href="/api/oidc" variant="default" size="md">
            统一身份认证登录
          </Button>
        </>
      )}
    </Stack>
  );
}
