import { Link, Outlet } from "@tanstack/react-router";
import { lazy, Suspense, useRef } from "react";
import { useMe } from "#app/data/me.ts";
import { useNotices } from "#app/data/use-notices.ts";
import { useFocusAfterNavigation } from "#app/shell/focus-after-navigation.ts";
import classes from "#app/shell/frame.module.css";
import { useSessionLost } from "#app/shell/session.ts";
import { UserMenu } from "#app/shell/user-menu.tsx";

const TwoFactorDialog = lazy(async () => ({
  default: (await import("#app/shell/two-factor/two-factor-dialog.tsx")).TwoFactorDialog,
}));
const SessionDialog = lazy(async () => ({ default: (await import("#app/shell/session-dialog.tsx")).SessionDialog }));
const PasswordDue = lazy(async () => ({ default: (await import("#app/shell/password-due.tsx")).PasswordDue }));

/** What stands around every page behind the session. Main is a column that fills the rest of the window and scrolls. */
export function Frame() {
  const me = useMe();
  const lost = useSessionLost();
  useNotices(!me.passwordDue && !me.mustEnrol);
  const main = useRef<HTMLElement>(null);
  useFocusAfterNavigation(main);
  return (
    <div className={classes.frame}>
      <a href="#main" className="skip-link">
        跳到主要内容
      </a>
      <header className={classes.header}>
        <Link to="/" className={classes.home}>
          <img src="/icon.svg" alt="" width={24} height={24} />
          自评通
        </Link>
        <span className={classes.organisation} title={me.organisation.name}>
          {me.organisation.name}
        </span>
        <UserMenu me={me} />
      </header>
      <main ref={main} id="main" tabIndex={-1} className={classes.main} data-scroll-restoration-id="main">
        {me.passwordDue ? (
          <Suspense>
            <PasswordDue me={me} />
          </Suspense>
        ) : (
          !me.mustEnrol && <Outlet />
        )}
      </main>
      {me.mustEnrol && !me.passwordDue && !lost && (
        <Suspense>
          <TwoFactorDialog me={me} />
        </Suspense>
      )}
      {lost && (
        <Suspense>
          <SessionDialog me={me} />
        </Suspense>
      )}
    </div>
  );
}
