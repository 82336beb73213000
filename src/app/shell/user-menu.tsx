import { useClickOutside, useDisclosure, useWindowEvent } from "@mantine/hooks";
import {
  IconChevronDown,
  IconDevices,
  IconKey,
  IconListDetails,
  IconLogout,
  IconMap2,
  IconServer2,
  IconShieldLock,
  IconUserCircle,
  IconUsers,
} from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useRef, useState } from "react";
import { CallError, call } from "#app/data/client.ts";
import { mayInOwn } from "#app/data/me.ts";
import classes from "#app/shell/user-menu.module.css";
import { FormFailure } from "#app/ui/notice.tsx";
import { ROLE_TEXT } from "#core/access/access.ts";
import { type Me, signOut } from "#core/api/system.ts";

const TwoFactorDialog = lazy(async () => ({
  default: (await import("#app/shell/two-factor/two-factor-dialog.tsx")).TwoFactorDialog,
}));
const PasswordDialog = lazy(async () => ({ default: (await import("#app/shell/password-dialog.tsx")).PasswordDialog }));

/** Who is signed in, and what concerns the person rather than the work. */
export function UserMenu({ me }: { me: Me }) {
  const [open, { toggle, close }] = useDisclosure();
  const [changing, setChanging] = useState<"password" | "two-factor">();
  const target = useRef<HTMLButtonElement>(null);
  const box = useClickOutside<HTMLDivElement>(close);
  const { leave, failure } = useLeave();
  useWindowEvent("keydown", (event) => {
    if (event.key !== "Escape" || !open) return;
    close();
    target.current?.focus();
  });
  const change = (what: "password" | "two-factor"): void => {
    close();
    target.current?.focus();
    setChanging(what);
  };
  return (
    <div ref={box} className={classes.box}>
      <button
        ref={target}
        type="button"
        className={classes.target}
        aria-label={`账号：${me.name}`}
        aria-expanded={open}
        aria-controls="user-menu"
        onClick={toggle}
      >
        <IconUserCircle size={20} aria-hidden />
        <span className={classes.name}>{me.name}</span>
        <IconChevronDown size={14} aria-hidden />
      </button>
      <div id="user-menu" className={classes.panel} hidden={!open}>
        <p className={classes.who}>
          <b>{me.name}</b>
          <span>用户名：{me.username}</span>
          <span>角色：{me.roles.map((role) => ROLE_TEXT[role]).join("、")}</span>
        </p>
        <ul className={classes.list}>
          {mayInOwn(me, "account.manage") && (
            <li>
              <Link to="/accounts" className={classes.entry} onClick={close}>
                <IconUsers size={16} aria-hidden />
                账号管理
              </Link>
            </li>
          )}
          {me.hosts && me.roles.includes("administrator") && (
            <li>
              <Link to="/districts" className={classes.entry} onClick={close}>
                <IconMap2 size={16} aria-hidden />
                区县管理
              </Link>
            </li>
          )}
          {mayInOwn(me, "audit.read") && (
            <li>
              <Link to="/audit" className={classes.entry} onClick={close}>
                <IconListDetails size={16} aria-hidden />
                操作日志
              </Link>
            </li>
          )}
          {mayInOwn(me, "system.inspect") && (
            <li>
              <Link to="/system" className={classes.entry} onClick={close}>
                <IconServer2 size={16} aria-hidden />
                系统状态
              </Link>
            </li>
          )}
          <li>
            <button type="button" className={classes.entry} onClick={() => change("password")}>
              <IconKey size={16} aria-hidden />
              修改密码
            </button>
          </li>
          <li>
            <button type="button" className={classes.entry} onClick={() => change("two-factor")}>
              <IconShieldLock size={16} aria-hidden />
              两步验证
            </button>
          </li>
        </ul>
        <ul className={classes.list}>
          <li>
            <button type="button" className={classes.entry} onClick={() => void leave("false")}>
              <IconLogout size={16} aria-hidden />
              退出登录
            </button>
          </li>
          <li>
            <button type="button" className={classes.entry} onClick={() => void leave("true")}>
              <IconDevices size={16} aria-hidden />
              退出全部设备
            </button>
          </li>
        </ul>
        <FormFailure message={failure} />
      </div>
      {changing && (
        <Suspense>
          {changing === "password" && <PasswordDialog me={me} onClose={() => setChanging(undefined)} />}
          {changing === "two-factor" && <TwoFactorDialog me={me} onClose={() => setChanging(undefined)} />}
        </Suspense>
      )}
    </div>
  );
}

/** Ends the session and goes to the sign-in page; what could not be sent stays on this machine for its owner. */
function useLeave() {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [failure, setFailure] = useState<string>();
  const leave = async (everywhere: "true" | "false"): Promise<void> => {
    window.dispatchEvent(new Event("ziping:leaving"));
    try {
      await call(signOut, { query: { everywhere } });
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      if (error.code !== "session.required") {
        window.dispatchEvent(new Event("ziping:staying"));
        return setFailure(error.message);
      }
    }
    await navigate({ to: "/sign-in" });
    queryClient.clear();
  };
  return { leave, failure };
}
