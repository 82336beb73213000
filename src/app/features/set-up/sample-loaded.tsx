import { Button, Stack, Text } from "@mantine/core";
import classes from "#app/features/set-up/set-up.module.css";
import { Notice } from "#app/ui/notice.tsx";
import { ROLE_TEXT } from "#core/access/access.ts";
import { SAMPLE_ACCOUNTS } from "#core/access/sample-accounts.ts";

export interface SampleLoadedProps {
  organisation: string;
  usernames: readonly string[];
  onSignIn: (username: string) => void;
}

/** Which accounts the sample brought, by what they can do; each one is a way in. */
export function SampleLoaded({ organisation, usernames, onSignIn }: SampleLoadedProps) {
  const roleOf = (username: string): string => {
    const known = SAMPLE_ACCOUNTS.find((account) => account.username === username);
    return known ? ROLE_TEXT[known.role] : "";
  };
  return (
    <Stack gap="md">
      <Notice tone="good">样例已载入：{organisation}。以下账号的密码就是刚才设置的密码。</Notice>
      <table className={classes.accounts}>
        <thead>
          <tr>
            <th scope="col">角色</th>
            <th scope="col">用户名</th>
            <th scope="col">
              <span className={classes.unseen}>操作</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {usernames.map((username) => (
            <tr key={username}>
              <td>{roleOf(username)}</td>
              <td className={classes.username}>{username}</td>
              <td className={classes.enter}>
                <Button variant="default" size="xs" aria-label={`登录：${username}`} onClick={() => onSignIn(username)}>
                  登录
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Text size="sm" c="var(--text-2)">
        想看完整的填报过程，建议先用统稿人账号登录。
      </Text>
    </Stack>
  );
}
