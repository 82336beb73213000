import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext, createRoute, createRouter, Outlet, redirect } from "@tanstack/react-router";
import { z } from "zod";
import { meQuery, setupQuery } from "#app/data/queries.ts";
import { page } from "#app/routes/load-ahead.ts";
import { Frame } from "#app/shell/frame.tsx";
import { NotFound, RouteFailure } from "#app/shell/route-failure.tsx";

interface Context {
  queryClient: QueryClient;
}

const root = createRootRouteWithContext<Context>()({
  component: Outlet,
  errorComponent: RouteFailure,
  notFoundComponent: NotFound,
});

const setup = createRoute({
  getParentRoute: () => root,
  path: "/setup",
  beforeLoad: async ({ context }) => {
    const { needed } = await context.queryClient.fetchQuery(setupQuery);
    if (!needed) throw redirect({ to: "/" });
  },
  ...page(() => import("#app/routes/setup.tsx"), "SetupRoute"),
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  ...page(() => import("#app/routes/sign-in.tsx"), "SignInRoute"),
});

/** Everything behind the session; without one the visitor is sent to sign in, or to set the installation up. */
const inside = createRoute({
  getParentRoute: () => root,
  id: "inside",
  beforeLoad: async ({ context: { queryClient }, location }) => {
    if (queryClient.getQueryData(meQuery.queryKey)) return;
    const { needed, signedIn } = await queryClient.fetchQuery({ ...setupQuery, staleTime: 0 });
    if (needed) throw redirect({ to: "/setup" });
    if (!signedIn) throw redirect({ to: "/sign-in", state: { returnTo: location.pathname } });
    await queryClient.ensureQueryData(meQuery);
  },
  component: Frame,
});

const home = createRoute({
  getParentRoute: () => inside,
  path: "/",
  ...page(() => import("#app/routes/home.tsx"), "HomeRoute"),
});

const start = createRoute({
  getParentRoute: () => inside,
  path: "/new",
  ...page(() => import("#app/routes/start.tsx"), "StartRoute"),
});

const packages = createRoute({
  getParentRoute: () => inside,
  path: "/packages",
  ...page(() => import("#app/routes/packages.tsx"), "PackagesRoute"),
});

const people = createRoute({
  getParentRoute: () => inside,
  path: "/accounts",
  ...page(() => import("#app/routes/accounts.tsx"), "AccountsRoute"),
});

const peopleImport = createRoute({
  getParentRoute: () => inside,
  path: "/accounts/import",
  ...page(() => import("#app/routes/accounts-import.tsx"), "AccountsImportRoute"),
});

const districts = createRoute({
  getParentRoute: () => inside,
  path: "/districts",
  ...page(() => import("#app/routes/districts.tsx"), "DistrictsRoute"),
});

const districtsImport = createRoute({
  getParentRoute: () => inside,
  path: "/districts/import",
  ...page(() => import("#app/routes/districts-import.tsx"), "DistrictsImportRoute"),
});

const audit = createRoute({
  getParentRoute: () => inside,
  path: "/audit",
  ...page(() => import("#app/routes/audit.tsx"), "AuditRoute"),
});

const system = createRoute({
  getParentRoute: () => inside,
  path: "/system",
  ...page(() => import("#app/routes/system.tsx"), "SystemRoute"),
});

const builder = createRoute({
  getParentRoute: () => inside,
  path: "/builder",
  ...page(() => import("#app/routes/builder.tsx"), "BuilderRoute"),
});

const builderDraft = createRoute({
  getParentRoute: () => inside,
  path: "/builder/$draftId",
  ...page(() => import("#app/routes/builder-draft.tsx"), "BuilderDraftRoute"),
});

const builderEditor = createRoute({
  getParentRoute: () => builderDraft,
  path: "/",
  ...page(() => import("#app/routes/builder-editor.tsx"), "BuilderEditorRoute"),
});

const builderPublish = createRoute({
  getParentRoute: () => builderDraft,
  path: "/publish",
  ...page(() => import("#app/routes/builder-publish.tsx"), "BuilderPublishRoute"),
});

const builderTasks = createRoute({
  getParentRoute: () => builderDraft,
  path: "/tasks",
  ...page(() => import("#app/routes/builder-tasks.tsx"), "BuilderTasksRoute"),
});

const versionTasks = createRoute({
  getParentRoute: () => inside,
  path: "/tasks",
  /** the version that is looked at */
  validateSearch: z.object({ id: z.string().catch(""), version: z.coerce.string().catch("") }),
  ...page(() => import("#app/routes/version-tasks.tsx"), "VersionTasksRoute"),
});

const submission = createRoute({
  getParentRoute: () => inside,
  path: "/submissions/$submissionId",
  ...page(() => import("#app/routes/submission.tsx"), "SubmissionRoute"),
});

const submissionIndex = createRoute({
  getParentRoute: () => submission,
  path: "/",
  ...page(() => import("#app/routes/first-item.tsx"), "FirstItemRoute"),
});

const item = createRoute({
  getParentRoute: () => submission,
  path: "/items/$itemKey",
  ...page(() => import("#app/routes/workbench.tsx"), "WorkbenchRoute"),
});

const report = createRoute({
  getParentRoute: () => submission,
  path: "/report",
  ...page(() => import("#app/routes/report.tsx"), "ReportRoute"),
});

const evidence = createRoute({
  getParentRoute: () => submission,
  path: "/evidence",
  /** the record that is looked at, so that it can be linked to */
  validateSearch: (search: Record<string, unknown>): { record?: string } =>
    typeof search["record"] === "string" ? { record: search["record"] } : {},
  ...page(() => import("#app/routes/evidence.tsx"), "EvidenceRoute"),
});

const collation = createRoute({
  getParentRoute: () => submission,
  path: "/collation",
  ...page(() => import("#app/routes/collation.tsx"), "CollationRoute"),
});

const gate = createRoute({
  getParentRoute: () => submission,
  path: "/gate",
  ...page(() => import("#app/routes/gate.tsx"), "GateRoute"),
});

const result = createRoute({
  getParentRoute: () => submission,
  path: "/review",
  ...page(() => import("#app/routes/result.tsx"), "ResultRoute"),
});

const rectification = createRoute({
  getParentRoute: () => inside,
  path: "/rectification",
  ...page(() => import("#app/routes/rectification.tsx"), "RectificationRoute"),
});

const carry = createRoute({
  getParentRoute: () => submission,
  path: "/carry",
  ...page(() => import("#app/routes/carry.tsx"), "CarryRoute"),
});

const submissionTasks = createRoute({
  getParentRoute: () => submission,
  path: "/tasks",
  ...page(() => import("#app/routes/submission-tasks.tsx"), "SubmissionTasksRoute"),
});

const changes = createRoute({
  getParentRoute: () => submission,
  path: "/changes",
  ...page(() => import("#app/routes/changes.tsx"), "ChangesRoute"),
});

const leftover = createRoute({
  getParentRoute: () => submission,
  path: "/leftover",
  ...page(() => import("#app/routes/leftover.tsx"), "LeftoverRoute"),
});

const upgrade = createRoute({
  getParentRoute: () => submission,
  path: "/upgrade",
  ...page(() => import("#app/routes/upgrade.tsx"), "UpgradeRoute"),
});

const importing = createRoute({
  getParentRoute: () => submission,
  path: "/import",
  ...page(() => import("#app/routes/import.tsx"), "ImportRoute"),
});

const cycles = createRoute({
  getParentRoute: () => inside,
  path: "/cycles",
  ...page(() => import("#app/routes/cycles.tsx"), "CyclesRoute"),
});

const openCycle = createRoute({
  getParentRoute: () => inside,
  path: "/cycles/new",
  ...page(() => import("#app/routes/open-cycle.tsx"), "OpenCycleRoute"),
});

const cycle = createRoute({
  getParentRoute: () => inside,
  path: "/cycles/$cycleId",
  ...page(() => import("#app/routes/cycle.tsx"), "CycleRoute"),
});

const cycleProgress = createRoute({
  getParentRoute: () => cycle,
  path: "/",
  ...page(() => import("#app/routes/cycle-progress.tsx"), "CycleProgressRoute"),
});

const cycleOverview = createRoute({
  getParentRoute: () => cycle,
  path: "/overview",
  ...page(() => import("#app/routes/cycle-overview.tsx"), "CycleOverviewRoute"),
});

const cycleDuties = createRoute({
  getParentRoute: () => cycle,
  path: "/duties",
  ...page(() => import("#app/routes/cycle-duties.tsx"), "CycleDutiesRoute"),
});

const cycleSettings = createRoute({
  getParentRoute: () => cycle,
  path: "/settings",
  ...page(() => import("#app/routes/cycle-settings.tsx"), "CycleSettingsRoute"),
});

const cycleProblems = createRoute({
  getParentRoute: () => cycle,
  path: "/problems",
  ...page(() => import("#app/routes/cycle-problems.tsx"), "CycleProblemsRoute"),
});

const conclusion = createRoute({
  getParentRoute: () => cycle,
  path: "/conclude/$submissionId",
  ...page(() => import("#app/routes/conclusion.tsx"), "ConclusionRoute"),
});

const reviews = createRoute({
  getParentRoute: () => inside,
  path: "/reviews",
  /** the cycle that is looked at; absent = the newest */
  validateSearch: (search: Record<string, unknown>): { cycle?: string } =>
    typeof search["cycle"] === "string" ? { cycle: search["cycle"] } : {},
  ...page(() => import("#app/routes/reviews.tsx"), "ReviewsRoute"),
});

const review = createRoute({
  getParentRoute: () => inside,
  path: "/reviews/$submissionId",
  ...page(() => import("#app/routes/review.tsx"), "ReviewRoute"),
});

const reviewIndex = createRoute({
  getParentRoute: () => review,
  path: "/",
  ...page(() => import("#app/routes/review.tsx"), "ReviewIndexRoute"),
});

const reviewItem = createRoute({
  getParentRoute: () => review,
  path: "/items/$itemKey",
  ...page(() => import("#app/routes/review-item.tsx"), "ReviewItemRoute"),
});

const acrossIndex = createRoute({
  getParentRoute: () => inside,
  path: "/across/$cycleId",
  ...page(() => import("#app/routes/across.tsx"), "AcrossIndexRoute"),
});

const across = createRoute({
  getParentRoute: () => inside,
  path: "/across/$cycleId/$itemKey",
  ...page(() => import("#app/routes/across.tsx"), "AcrossRoute"),
});

const tree = root.addChildren([
  setup,
  signIn,
  inside.addChildren([
    home,
    start,
    people,
    peopleImport,
    districts,
    districtsImport,
    packages,
    audit,
    system,
    builder,
    builderDraft.addChildren([builderEditor, builderPublish, builderTasks]),
    versionTasks,
    cycles,
    openCycle,
    cycle.addChildren([cycleProgress, cycleOverview, cycleDuties, cycleSettings, cycleProblems, conclusion]),
    rectification,
    reviews,
    review.addChildren([reviewIndex, reviewItem]),
    acrossIndex,
    across,
    submission.addChildren([
      submissionIndex,
      item,
      report,
      evidence,
      collation,
      gate,
      result,
      carry,
      importing,
      upgrade,
      changes,
      submissionTasks,
      leftover,
    ]),
  ]),
]);

export const createAppRouter = (queryClient: QueryClient) =>
  createRouter({
    routeTree: tree,
    context: { queryClient },
    defaultPreload: "intent",
    // what was asked for is kept by the query client alone; whoever goes to a page waits for its data, cached or not
    defaultGcTime: 0,
    defaultPreloadStaleTime: 0,
    defaultStaleReloadMode: "blocking",
    defaultErrorComponent: RouteFailure,
    scrollRestoration: true,
    scrollToTopSelectors: ["#main"],
  });

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
