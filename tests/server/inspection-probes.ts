import type { Subject } from "#core/access/access.ts";
import * as inspectionApi from "#core/api/inspection.ts";
import type { MockApp } from "#mocks/assemble-app.ts";
import { actorOf, type SeededOrganisation } from "#mocks/seed.ts";
import type { Probe } from "#tests/server/reuse-probes.ts";

export const METRICS_TOKEN = "a-token-for-the-probes";

const INSTANT = "2023-01-01T00:00:00.000Z";

/** A session that still holds, of one of the organisation's readers. */
async function seedSession(app: MockApp, userId: string, id: string): Promise<void> {
  const { db } = app.deps.store;
  await db.deleteFrom("auth_session").where("id", "=", id).execute();
  await db
    .insertInto("auth_session")
    .values({
      id,
      userId,
      token: `token of ${id}`,
      expiresAt: "2999-01-01T00:00:00.000Z",
      ipAddress: null,
      userAgent: null,
      createdAt: INSTANT,
      updatedAt: INSTANT,
    })
    .execute();
}

/** A request for everything that an administrator looks into. */
export function inspectionProbes(app: MockApp, target: SeededOrganisation): Record<string, Probe[]> {
  const subject: Subject = { organisationId: target.id };
  const { accountId } = actorOf(target, "reader");
  const sessionId = `session-${target.prefix}`;
  return {
    metrics: [
      {
        endpoint: inspectionApi.metrics,
        input: { headers: { authorization: `Bearer ${METRICS_TOKEN}` } },
        subject: {},
      },
    ],
    inspectSystem: [{ endpoint: inspectionApi.inspectSystem, input: {}, subject }],
    verifyNow: [{ endpoint: inspectionApi.verifyNow, input: { body: { from: "beginning" } }, subject }],
    listSessions: [{ endpoint: inspectionApi.listSessions, input: {}, subject }],
    endSession: [
      {
        endpoint: inspectionApi.endSession,
        input: { params: { sessionId } },
        subject,
        prepare: () => seedSession(app, accountId, sessionId),
      },
    ],
    listFailedSignIns: [{ endpoint: inspectionApi.listFailedSignIns, input: {}, subject }],
    unlockAccount: [{ endpoint: inspectionApi.unlockAccount, input: { params: { accountId } }, subject }],
  };
}
