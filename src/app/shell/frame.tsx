import { Link, Outlet } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useMe } from "#app/data/me.ts";
import classes from "#app/shell/frame.module.css";
import { useSessionLost } from "#app/shell/session.ts";
import { UserMenu } from "#app/shell/user-menu.tsx";

const SessionDialog = lazy(async () => ({ default: (await import("#app/shell/session-dialog.tsx")).SessionDialog }));
const PasswordDue = lazy(async () => ({ default: (await import("#app/shell/password-due.tsx")).PasswordDue }));

/** What stands around every page behind the session. Main is a column that fills the rest of the window and scrolls. */
export function Frame() {
  const me = useMe();
  const lost = useSessionLost();
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
      <main id="main" tabIndex={-1} className={classes.main} data-scroll-restoration-id="main">
        {me.passwordDue ? (
          <Suspense>
            <PasswordDue me={me} />
          </Suspense>
        ) : (
          <Outlet />
        )}
      </main>
      {lost && (
        <Suspense>
          <SessionDialog me={me} />
        </Suspense>
      )}
    </div>
  );
}
