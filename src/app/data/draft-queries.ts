import { queryOptions } from "@tanstack/react-query";
import { call } from "#app/data/client.ts";
import {
  getDraft,
  getDraftRevision,
  listDraftSaves,
  listDrafts,
  listVersions,
  previewPublish,
} from "#core/api/builder.ts";
import { listOrphans, listUpgrades, planSubmissionUpgrade } from "#core/api/upgrade.ts";

export const draftsQuery = queryOptions({
  queryKey: ["template-drafts"],
  queryFn: ({ signal }) => call(listDrafts, { signal }),
});

export const versionsQuery = queryOptions({
  queryKey: ["template-versions"],
  queryFn: ({ signal }) => call(listVersions, { signal }),
});

export const draftQuery = (draftId: string) =>
  queryOptions({
    queryKey: ["template-draft", draftId],
    queryFn: ({ signal }) => call(getDraft, { params: { draftId }, signal }),
    // the store takes over from here: a refetch must not replace it under the editor
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });

/** Who saved when, newest first; looked at anew whenever it is opened. */
export const draftSavesQuery = (draftId: string) =>
  queryOptions({
    queryKey: ["template-draft", draftId, "saves"],
    queryFn: ({ signal }) => call(listDraftSaves, { params: { draftId }, query: { limit: 200 }, signal }),
    staleTime: 0,
  });

/** As it was after one save: that never changes. */
export const draftRevisionQuery = (draftId: string, revision: number) =>
  queryOptions({
    queryKey: ["template-draft", draftId, "saves", revision],
    queryFn: ({ signal }) => call(getDraftRevision, { params: { draftId, revision: String(revision) }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** What publishing would do now; made anew whenever it is looked at. */
export const publishPreviewQuery = (draftId: string) =>
  queryOptions({
    queryKey: ["template-draft", draftId, "preview"],
    queryFn: ({ signal }) => call(previewPublish, { params: { draftId }, signal }),
    staleTime: 0,
    gcTime: 0,
  });

export const upgradesQuery = (submissionId: string) =>
  queryOptions({
    queryKey: ["upgrades", submissionId],
    queryFn: ({ signal }) => call(listUpgrades, { params: { submissionId }, signal }),
  });

/** What upgrades left without a home. */
export const leftoverQuery = (submissionId: string) =>
  queryOptions({
    queryKey: ["leftover", submissionId],
    queryFn: ({ signal }) => call(listOrphans, { params: { submissionId }, signal }),
  });

export const upgradePlanQuery = (submissionId: string, version: string) =>
  queryOptions({
    queryKey: ["upgrade-plan", submissionId, version],
    queryFn: ({ signal }) => call(planSubmissionUpgrade, { params: { submissionId }, query: { version }, signal }),
    staleTime: 0,
    gcTime: 0,
  });
