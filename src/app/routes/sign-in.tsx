import { Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate, useRouterState } from "@tanstack/react-router";
import { actAs } from "#app/data/client.ts";
import { meQuery } from "#app/data/queries.ts";
import { IdentityProviderEntry } from "#app/features/sign-in/identity-provider-entry.tsx";
import { SignInForm } from "#app/features/sign-in/sign-in-form.tsx";
import { sessionRestored } from "#app/shell/session.ts";
import { ThresholdPage } from "#app/ui/threshold-page.tsx";
import type { Me } from "#core/api/system.ts";

declare module "@tanstack/react-router" {
  interface HistoryState {
    /** filled in on the sign-in page */
    username?: string;
    /** the page that was asked for before the session was found missing; a path of this app */
    returnTo?: string;
  }
}

export function SignInRoute() {
  const { username = "", returnTo = "/" } = useRouterState({ select: (state) => state.location.state });
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const enter = (me: Me): void => {
    queryClient.clear();
    queryClient.setQueryData(meQuery.queryKey, me);
    // the page may have been another person's before
    actAs(me.accountId);
    sessionRestored();
    void navigate({ to: returnTo });
  };
  return (
    <ThresholdPage title="登录">
      <SignInForm username={username} onSignedIn={enter} />
      <IdentityProviderEntry search={window.location.search} />
      <Text size="sm" c="var(--text-2)" mt="md">
        忘记密码，请联系本单位管理员重置。
      </Text>
    </ThresholdPage>
  );
}
