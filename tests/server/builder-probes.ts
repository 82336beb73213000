import type { Subject } from "#core/access/access.ts";
import * as builderApi from "#core/api/builder.ts";
import type { Endpoint } from "#core/api/endpoint.ts";
import { templateChanges } from "#core/api/template-change.ts";
import * as upgradeApi from "#core/api/upgrade.ts";
import type { MockApp } from "#mocks/assemble-app.ts";
import type { ApiInput } from "#mocks/call-api.ts";
import { actorOf, expectOk, type SeededOrganisation } from "#mocks/seed.ts";
import { beginDraft } from "#server/services/begin-draft.ts";
import type { Probe } from "#tests/server/reuse-probes.ts";

const draftIds = new Map<string, string>();
const orphanOf = (organisationId: string): string => `orphan-${organisationId}`;

/** A draft of the organisation's, and something that an upgrade has left, where there is a submission. */
export async function seedBuilder({ deps }: MockApp, target: SeededOrganisation): Promise<void> {
  const { db } = deps.store;
  const actor = actorOf(target, "reader");
  const start = { from: "blank", id: `own-${target.prefix}`, version: "2023", year: 2023, title: "自建清单" } as const;
  draftIds.set(target.id, expectOk(await beginDraft(deps, db, actor, start, "seed-draft")).id);
  if (target.submissionId === undefined) return;
  const at = deps.clock().toISOString();
  const upgradeId = `upgrade-${target.id}`;
  const counts = { kept: 0, moved: 0, orphaned: 1 };
  const body = { counts, items: [], stood: {}, links: { before: [], after: [] }, assigned: [], threads: [] };
  await db
    .insertInto("submission_upgrade")
    .values({
      id: upgradeId,
      submission_id: target.submissionId,
      from_version: "2021",
      to_version: "2022",
      request_key: "seed-upgrade",
      applied_at: at,
      applied_by: actor.accountId,
      body: JSON.stringify(body),
      undone_at: null,
      undone_by: null,
    })
    .execute();
  const orphan = {
    kind: "answer",
    path: "narrative",
    itemKey: "old",
    title: "旧条",
    label: "正文",
    text: "旧",
    value: "旧",
  };
  await db
    .insertInto("submission_orphan")
    .values({
      id: orphanOf(target.id),
      submission_id: target.submissionId,
      upgrade_id: upgradeId,
      position: 0,
      body: JSON.stringify(orphan),
      settled_at: null,
      settled_by: null,
    })
    .execute();
}

/** Every endpoint of drafts, versions and upgrades. */
export function builderProbes(target: SeededOrganisation): Record<string, Probe[]> {
  const own: Subject = { organisationId: target.id };
  const params = { draftId: draftIds.get(target.id) ?? "none" };
  const submissionId = target.submissionId ?? "none";
  const version = { id: "test-small", version: "2022" };
  const about =
    (subject: Subject) =>
    (endpoint: Endpoint, input: ApiInput): Probe[] => [{ endpoint, input, subject }];
  const mine = about(own);
  const everybody = about({});
  const edits = [{ kind: "set", at: { kind: "template" }, patch: { title: "新名称" } }];
  return {
    listDrafts: mine(builderApi.listDrafts, {}),
    createDraft: mine(builderApi.createDraft, {
      body: {
        start: { from: "version", base: version, version: "2022", year: 2023, title: "清单" },
        key: "probe-create",
      },
    }),
    importTemplate: mine(builderApi.importTemplate, { query: { key: "probe-import" }, body: "{}" }),
    getDraft: mine(builderApi.getDraft, { params }),
    saveDraft: mine(builderApi.saveDraft, { params, body: { base: 9, key: "probe-save", edits } }),
    draftSince: mine(builderApi.draftSince, { params: { ...params, after: "0" } }),
    listDraftSaves: mine(builderApi.listDraftSaves, { params }),
    getDraftRevision: mine(builderApi.getDraftRevision, { params: { ...params, revision: "0" } }),
    previewPublish: mine(builderApi.previewPublish, { params }),
    publishDraft: mine(builderApi.publishDraft, { params, body: { revision: 9 } }),
    discardDraft: mine(builderApi.discardDraft, { params }),
    listVersions: everybody(builderApi.listVersions, {}),
    templateFile: everybody(builderApi.templateFile, { query: version }),
    templateChanges: everybody(templateChanges, { query: version }),
    listUpgrades: mine(upgradeApi.listUpgrades, { params: { submissionId } }),
    planSubmissionUpgrade: mine(upgradeApi.planSubmissionUpgrade, {
      params: { submissionId },
      query: { version: "2030" },
    }),
    applyUpgrade: mine(upgradeApi.applyUpgrade, {
      params: { submissionId },
      body: { version: "2030", basis: "x", key: "probe-upgrade" },
    }),
    undoUpgrade: mine(upgradeApi.undoUpgrade, { params: { submissionId, upgradeId: "unknown" }, body: {} }),
    listOrphans: mine(upgradeApi.listOrphans, { params: { submissionId } }),
    settleOrphan: mine(upgradeApi.settleOrphan, {
      params: { submissionId, orphanId: orphanOf(target.id) },
      body: { settled: true },
    }),
  };
}
