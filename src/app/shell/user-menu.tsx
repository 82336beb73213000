import { Menu } from "@mantine/core";
import { IconChevronDown, IconDevices, IconKey, IconLogout, IconUserCircle, IconUsers } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { CallError, call } from "#app/data/client.ts";
import { mayInOwn } from "#app/data/me.ts";
import classes from "#app/shell/user-menu.module.css";
import { Notice } from "#app/ui/notice.tsx";
import { ROLE_TEXT } from "#core/access/access.ts";
import { type Me, signOut } from "#core/api/system.ts";

const PasswordDialog = lazy(async () => ({ default: (await import("#app/shell/password-dialog.tsx")).PasswordDialog }));

/** Who is signed in, and what concerns the person rather than the work. */
export function UserMenu({ me }: { me: Me }) {
  const [changing, setChanging] = useState(false);
  const { leave, failure } = useLeave();
  return (
    <>
      <Menu position="bottom-end" width={232} transitionProps={{ duration: 0 }}>
        <Menu.Target>
          <button type="button" className={classes.target} aria-label={`账号：${me.name}`}>
            <IconUserCircle size={20} aria-hidden />
            <span className={classes.name}>{me.name}</span>
            <IconChevronDown size={14} aria-hidden />
          </button>
        </Menu.Target>
        <Menu.Dropdown aria-label="账号">
          <div className={classes.who}>
            <div className={classes.whoName}>{me.name}</div>
            <div>{me.username}</div>
            <div>{me.roles.map((role) => ROLE_TEXT[role]).join("、")}</div>
          </div>
          <Menu.Divider />
          {mayInOwn(me, "account.manage") && (
            <Menu.Item leftSection={<IconUsers size={16} />} component={Link} to="/accounts">
              账号管理
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconKey size={16} />} onClick={() => setChanging(true)}>
            修改密码
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item
            leftSection={<IconLogout size={16} />}
            closeMenuOnClick={false}
            onClick={() => void leave("false")}
          >
            退出登录
          </Menu.Item>
          <Menu.Item
            leftSection={<IconDevices size={16} />}
            closeMenuOnClick={false}
            onClick={() => void leave("true")}
          >
            退出全部设备
          </Menu.Item>
          {failure !== undefined && <Notice tone="danger">{failure}</Notice>}
        </Menu.Dropdown>
      </Menu>
      {changing && (
        <Suspense>
          <PasswordDialog me={me} onClose={() => setChanging(false)} />
        </Suspense>
      )}
    </>
  );
}

/** Ends the session and goes to the sign-in page; what could not be sent stays on this machine for its owner. */
function useLeave() {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [failure, setFailure] = useState<string>();
  const leave = async (everywhere: "true" | "false"): Promise<void> => {
    try {
      await call(signOut, { query: { everywhere } });
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      if (error.code !== "session.required") return setFailure(error.message);
    }
    await navigate({ to: "/sign-in" });
    queryClient.clear();
  };
  return { leave, failure };
}
