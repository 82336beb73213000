import type { Hono } from "hono";
import type { Actor, Subject } from "#core/access/access.ts";
import {
  concludeReview,
  conclusionPreview,
  exportReview,
  reopenReview,
  returnItems,
  reviewLedger,
} from "#core/api/conclusion.ts";
import { addPhrase, changePhrase, deletePhrase, listPhrases } from "#core/api/phrase.ts";
import { partOfLedger } from "#core/review/score.ts";
import type { Deps } from "#server/deps.ts";
import { unwrap } from "#server/routes/api-error.ts";
import { mount } from "#server/routes/mount.ts";
import { frozenSubject } from "#server/routes/review-subject.ts";
import { submissionSubject } from "#server/routes/submission-subject.ts";
import { zipResponse } from "#server/routes/zip-response.ts";
import { notFound } from "#server/services/failure.ts";
import { exportReview as performExport } from "#server/services/package-review-export.ts";
import {
  concludeReview as performConclude,
  reopenReview as performReopen,
  previewConclusion,
} from "#server/services/review/conclusions.ts";
import { readLedger } from "#server/services/review/ledgers.ts";
import {
  addPhrase as performAdd,
  changePhrase as performChange,
  phraseOwner,
  listPhrases as readPhrases,
} from "#server/services/review/phrases.ts";
import { returnItems as performReturn } from "#server/services/review/return-items.ts";
import { mayReadItem, readContext } from "#server/services/review/review-context.ts";
import { readReviewDetail, readReviewHead } from "#server/services/review/review-detail.ts";

/** Where a review ends for a while, or for good. */
export function mountConclusions(app: Hono, deps: Deps): void {
  const { db } = deps.store;
  const contextOf = async (actor: Actor, submissionId: string) =>
    unwrap(await readContext(deps, db, actor, submissionId));
  mount(app, deps, returnItems, {
    subject: ({ actor, params, body }) =>
      frozenSubject(
        deps,
        actor,
        params.submissionId,
        body.items.map(({ itemKey }) => itemKey),
      ),
    handle: async ({ actor, params, body }) => {
      unwrap(await performReturn(deps, db, actor, params.submissionId, body));
      return unwrap(await readReviewDetail(db, await contextOf(actor, params.submissionId)));
    },
  });
  mount(app, deps, conclusionPreview, {
    subject: ({ actor, params }) => submissionSubject(deps, actor, params.submissionId),
    handle: async ({ actor, params }) =>
      unwrap(await previewConclusion(db, await contextOf(actor, params.submissionId))),
  });
  mount(app, deps, concludeReview, {
    subject: ({ actor, params }) => submissionSubject(deps, actor, params.submissionId),
    handle: async ({ actor, params, body }) =>
      unwrap(await performConclude(deps, db, actor, params.submissionId, body)),
  });
  mount(app, deps, reopenReview, {
    subject: ({ actor, params }) => submissionSubject(deps, actor, params.submissionId),
    handle: async ({ actor, params, body }) => {
      unwrap(await performReopen(deps, db, actor, params.submissionId, body));
      return unwrap(await readReviewHead(db, await contextOf(actor, params.submissionId)));
    },
  });
  mount(app, deps, exportReview, {
    subject: ({ actor, params }) => submissionSubject(deps, actor, params.submissionId),
    handle: async ({ actor, params }) => {
      const { head } = await contextOf(actor, params.submissionId);
      const by = { organisationId: actor.organisation.id, accountId: actor.accountId };
      return zipResponse(deps, unwrap(await performExport(deps, { by, name: actor.name }, head)));
    },
  });
  mount(app, deps, reviewLedger, {
    subject: ({ actor, params }) => submissionSubject(deps, actor, params.submissionId),
    handle: async ({ actor, params }) => {
      const context = await contextOf(actor, params.submissionId);
      const { frozen, ledger } = await readLedger(db, context);
      return {
        district: context.review.district,
        year: context.head.year,
        frozen,
        ledger: partOfLedger(ledger, (itemKey) => mayReadItem(context, itemKey)),
      };
    },
  });
  mountPhrases(app, deps);
}

function mountPhrases(app: Hono, deps: Deps): void {
  const { db } = deps.store;
  const own = ({ actor }: { actor: Actor }): Subject => ({ organisationId: actor.organisation.id });
  // what another person keeps is not there to be changed
  const ownPhrase = async (actor: Actor, phraseId: string): Promise<Subject | undefined> =>
    (await phraseOwner(db, actor, phraseId)) === actor.accountId ? own({ actor }) : undefined;
  mount(app, deps, listPhrases, { subject: own, handle: ({ actor }) => readPhrases(db, actor) });
  mount(app, deps, addPhrase, {
    subject: own,
    handle: async ({ actor, body }) => unwrap(await performAdd(deps, db, actor, body)),
  });
  mount(app, deps, changePhrase, {
    subject: ({ actor, params }) => ownPhrase(actor, params.phraseId),
    handle: async ({ actor, params, body }) =>
      unwrap(await performChange(deps, db, actor, params.phraseId, body)) ?? unwrap(notFound()),
  });
  mount(app, deps, deletePhrase, {
    subject: ({ actor, params }) => ownPhrase(actor, params.phraseId),
    handle: async ({ actor, params }) => {
      unwrap(await performChange(deps, db, actor, params.phraseId, undefined));
      return undefined;
    },
  });
}
