import type { Hono } from "hono";
import type { Actor } from "#core/access/access.ts";
import {
  changeCycle,
  cycleChoices,
  cycleDistribution,
  cycleOverview,
  cycleProgress,
  cycleTargets,
  getCycle,
  listCycles,
  openCycle,
  putDuties,
} from "#core/api/cycle.ts";
import { districtName } from "#core/people/district-name.ts";
import type { Deps } from "#server/deps.ts";
import { unwrap } from "#server/routes/api-error.ts";
import { mount } from "#server/routes/mount.ts";
import { cycleSubject, requireCycle } from "#server/routes/review-subject.ts";
import { notFound } from "#server/services/failure.ts";
import { readCycleDetail, readCycleProgress, listCycles as readList } from "#server/services/review/cycle-views.ts";
import {
  changeCycle as performChange,
  putDuties as performDuties,
  openCycle as performOpen,
  readFreeDistricts,
  readInspectors,
} from "#server/services/review/cycles.ts";
import { readDistribution, readOverview, readTargetRows } from "#server/services/review/overview.ts";

const own = ({ actor }: { actor: Actor }) => ({ organisationId: actor.organisation.id });

export function mountCycles(app: Hono, deps: Deps): void {
  const { db } = deps.store;
  mount(app, deps, listCycles, { subject: own, handle: ({ actor }) => readList(deps, db, actor) });
  mount(app, deps, cycleChoices, {
    subject: own,
    handle: async ({ actor }) => ({
      districts: (await readFreeDistricts(db, actor.organisation.id)).map(({ id, name }) => ({
        id,
        name: districtName(name),
      })),
      inspectors: await readInspectors(db, actor.organisation.id),
    }),
  });
  mount(app, deps, openCycle, {
    subject: own,
    handle: async ({ actor, body }) => ({ id: unwrap(await performOpen(deps, db, actor, body)) }),
  });
  mount(app, deps, getCycle, {
    subject: ({ actor, params }) => cycleSubject(deps, actor, params.cycleId),
    handle: async ({ params }) => readCycleDetail(deps, db, await requireCycle(deps, params.cycleId)),
  });
  mount(app, deps, changeCycle, {
    subject: ({ actor, params }) => cycleSubject(deps, actor, params.cycleId),
    handle: async ({ actor, params, body }) => {
      unwrap(await performChange(deps, db, actor, params.cycleId, body));
      return readCycleDetail(deps, db, await requireCycle(deps, params.cycleId));
    },
  });
  mount(app, deps, putDuties, {
    subject: ({ actor, params }) => cycleSubject(deps, actor, params.cycleId),
    handle: async ({ actor, params, body }) => {
      unwrap(await performDuties(deps, db, actor, params.cycleId, body));
      return readCycleDetail(deps, db, await requireCycle(deps, params.cycleId));
    },
  });
  mountFigures(app, deps);
}

function mountFigures(app: Hono, deps: Deps): void {
  const { db } = deps.store;
  mount(app, deps, cycleProgress, {
    subject: ({ actor, params }) => cycleSubject(deps, actor, params.cycleId),
    handle: async ({ params }) => readCycleProgress(deps, await requireCycle(deps, params.cycleId)),
  });
  mount(app, deps, cycleOverview, {
    subject: ({ actor, params }) => cycleSubject(deps, actor, params.cycleId),
    handle: async ({ params }) => readOverview(deps, db, await requireCycle(deps, params.cycleId)),
  });
  mount(app, deps, cycleDistribution, {
    subject: ({ actor, params }) => cycleSubject(deps, actor, params.cycleId),
    handle: async ({ params }) => {
      const cycle = await requireCycle(deps, params.cycleId);
      return (await readDistribution(deps, db, cycle, params.fieldKey)) ?? unwrap(notFound());
    },
  });
  mount(app, deps, cycleTargets, {
    subject: ({ actor, params }) => cycleSubject(deps, actor, params.cycleId),
    handle: async ({ params }) => readTargetRows(db, await requireCycle(deps, params.cycleId)),
  });
}
