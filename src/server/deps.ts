import type { Auth } from "#server/auth/auth.ts";
import type { IdentityProvider } from "#server/auth/identity-provider.ts";
import type { Backups } from "#server/backup/backups.ts";
import type { Arrivals } from "#server/files/arrivals.ts";
import type { Files } from "#server/files/files.ts";
import type { Parcels } from "#server/files/parcels.ts";
import type { Log } from "#server/log.ts";
import type { Machine } from "#server/observe/machine.ts";
import type { Watch } from "#server/observe/watch.ts";
import type { MakeOpinion, MakeReports } from "#server/reports/reports.ts";
import type { Store } from "#server/store/store.ts";
import type { Registry } from "#server/templates/registry.ts";

/** Everything outside the application: it runs the same in Node and in a browser page. */
export interface Deps {
  store: Store;
  files: Files;
  /** uploads that are not complete yet */
  arrivals: Arrivals;
  /** packages that wait to be decided upon */
  parcels: Parcels;
  /** a report's files, made where nobody waits for them */
  makeReports: MakeReports;
  /** a concluded review's files, in the same way */
  makeOpinion: MakeOpinion;
  backups: Backups;
  auth: Auth;
  /** somebody else who vouches for user names; undefined = passwords only */
  identityProvider?: IdentityProvider | undefined;
  templates: Registry;
  clock: () => Date;
  newId: () => string;
  log: Log;
  version: string;
  /** inspectors, supervisors and administrators sign in with a second step, or set it up first */
  requireTwoFactor?: boolean;
  /** how long a body that is not a file may take; a stated default without it */
  slowLimitMs?: number;
  /** the process has been asked to end: it finishes what it has, and wants nothing new */
  stopping?: () => boolean;
  /** what this process has seen of its requests; one of its own without it */
  watch?: Watch;
  /** facts about the machine, where there is one to be asked */
  machine?: (() => Promise<Machine>) | undefined;
  /** what /api/metrics is read with; without it there is no such thing */
  metricsToken?: string | undefined;
  /** seconds since the last good backup was made, for whoever watches; undefined = there is none */
  backupAge?: (() => Promise<number | undefined>) | undefined;
  /** the proxy in front gives requests their ids and lets nobody else do so */
  trustsProxy?: boolean;
  /** answers what is not under /api; undefined = nothing is served there */
  staticFiles?: ((request: Request) => Promise<Response | undefined>) | undefined;
}
