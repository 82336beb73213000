import { z } from "zod";
import { endpoint } from "#core/api/endpoint.ts";
import { templateChange } from "#core/api/template-change.ts";
import { draft, draftTemplate } from "#core/builder/draft.ts";
import { edit } from "#core/builder/edit.ts";
import { record } from "#core/record.ts";
import { template } from "#core/template/schema.ts";

const id = z.string().min(1).max(64);
const inDraft = z.object({ draftId: id });
/** made by the client: the same request sent twice is done once */
const requestKey = z.string().min(8).max(64);
const revision = z.coerce.number().int().min(0);
const templateId = template.shape.id.max(100);
const version = template.shape.version.max(20);
const year = template.shape.year;
const title = z.string().trim().min(1, "请填写清单名称").max(200);
const ASKING = ["request.invalid", "session.required", "access.denied"] as const;
const READING = [...ASKING, "resource.not-found"] as const;

/** 清单文件 in the upload: as large as a request can be. */
export const MAX_TEMPLATE_FILE_BYTES = 4 * 1024 * 1024;

export const draftSummary = z.object({
  id,
  templateId: z.string(),
  version: z.string(),
  year: z.int(),
  title: z.string(),
  /** the published version that it was made from */
  base: z.object({ id: z.string(), version: z.string() }).nullable(),
  revision: z.int(),
  state: z.enum(["open", "published", "discarded"]),
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
  savedAt: z.iso.datetime(),
  savedBy: z.string(),
});
export type DraftSummary = z.infer<typeof draftSummary>;

/** One save: a batch of edits that became one revision. */
export const draftSave = z.object({
  revision: z.int(),
  savedAt: z.iso.datetime(),
  savedBy: z.string(),
  /** how many */
  edits: z.int(),
});
export type DraftSave = z.infer<typeof draftSave>;

export const draftState = draftSummary.extend({ draft });
export type DraftState = z.infer<typeof draftState>;

export const listDrafts = endpoint({
  method: "GET",
  path: "/api/template-drafts",
  action: "template.draft",
  summary: "Drafts of one's organisation that are open, newest first",
  response: z.array(draftSummary),
  errors: ["session.required", "access.denied"],
});

export const newDraft = z.discriminatedUnion("from", [
  /** next year's from a published version */
  z.strictObject({ from: z.literal("version"), base: z.object({ id: templateId, version }), version, year, title }),
  z.strictObject({ from: z.literal("blank"), id: templateId, version, year, title }),
  /** what the page made of a table of Word or Excel, looked through by a person */
  z.strictObject({ from: z.literal("table"), template: draftTemplate }),
]);
export type NewDraft = z.infer<typeof newDraft>;

export const createDraft = endpoint({
  method: "POST",
  path: "/api/template-drafts",
  action: "template.draft",
  summary: "Begin a draft; a checklist has one open draft at a time",
  body: z.strictObject({ start: newDraft, key: requestKey }),
  response: draftState,
  errors: [...ASKING, "template.unknown", "template.version-taken", "draft.exists", "draft.invalid", "store.full"],
});

export const importTemplate = endpoint({
  method: "POST",
  path: "/api/template-drafts/file",
  action: "template.draft",
  summary: "Begin a draft from a checklist's file; refused with the places of what is wrong with it",
  body: "bytes",
  query: z.object({ key: requestKey }),
  response: draftState,
  errors: [
    ...ASKING,
    "request.too-large",
    "template.import-refused",
    "template.version-taken",
    "draft.exists",
    "store.full",
  ],
});

export const getDraft = endpoint({
  method: "GET",
  path: "/api/template-drafts/:draftId",
  action: "template.draft",
  summary: "A draft as it stands now",
  params: inDraft,
  response: draftState,
  errors: READING,
});

export const saveDraft = endpoint({
  method: "PATCH",
  path: "/api/template-drafts/:draftId",
  action: "template.draft",
  summary: "Apply a batch of edits on top of a revision, all or nothing; a repeated key gives the first outcome again",
  params: inDraft,
  body: z.strictObject({ base: z.int().min(0), key: requestKey, edits: z.array(edit).min(1).max(500) }),
  response: z.object({ revision: z.int(), savedAt: z.iso.datetime() }),
  errors: [...READING, "request.too-large", "draft.stale", "draft.invalid", "draft.closed", "store.full"],
});

/** After draft.stale, and to look for the other editor's work: rebase the unsent edits from revision `after` onto this. */
export const draftSince = endpoint({
  method: "GET",
  path: "/api/template-drafts/:draftId/since/:after",
  action: "template.draft",
  summary: "What others have saved after a revision: their edits, and the draft where there are any",
  params: inDraft.extend({ after: revision }),
  response: z.object({
    revision: z.int(),
    state: draftSummary.shape.state,
    /** null = nothing newer */
    draft: draft.nullable(),
    saves: z.array(draftSave.extend({ edits: z.array(edit) })),
  }),
  errors: READING,
});

export const listDraftSaves = endpoint({
  method: "GET",
  path: "/api/template-drafts/:draftId/saves",
  action: "template.draft",
  summary: "Who saved a draft when, newest first",
  params: inDraft,
  query: z.object({ before: revision.optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }),
  response: z.array(draftSave),
  errors: READING,
});

export const getDraftRevision = endpoint({
  method: "GET",
  path: "/api/template-drafts/:draftId/saves/:revision",
  action: "template.draft",
  summary: "The draft as it was after one save",
  params: inDraft.extend({ revision }),
  response: draft,
  errors: READING,
});

export const discardDraft = endpoint({
  method: "DELETE",
  path: "/api/template-drafts/:draftId",
  action: "template.draft",
  summary: "Give a draft up; its saves stay on record",
  params: inDraft,
  errors: [...READING, "draft.closed"],
});

const builderFault = z.object({
  code: z.string(),
  severity: z.enum(["error", "warning"]),
  path: z.string(),
  itemKey: z.string().optional(),
  message: z.string(),
});

/** What publishing would do to whoever is filling in the version that the draft was made from. */
export const publishPreview = z.object({
  revision: z.int(),
  faults: z.array(builderFault),
  publishable: z.boolean(),
  /** null where the draft is made from no version */
  difference: z
    .object({
      base: z.object({ id: z.string(), version: z.string() }),
      summary: z.string(),
      verdict: z.string(),
      class: templateChange.shape.class,
      items: z.object({ added: z.int(), changed: z.int(), moved: z.int(), removed: z.int() }),
      /** running submissions on the base version, those with answers, and answers without a home */
      running: z.int(),
      touched: z.object({ drafts: z.int(), answers: z.int() }),
      changes: z.array(templateChange),
    })
    .nullable(),
  /** items of the base that go on under no other: give the reasons when publishing */
  dropped: z.array(z.object({ item: z.string(), title: z.string() })),
});
export type PublishPreview = z.infer<typeof publishPreview>;

export const previewPublish = endpoint({
  method: "GET",
  path: "/api/template-drafts/:draftId/preview",
  action: "template.draft",
  summary: "Checks against the installed versions, and the difference with counts over the running submissions",
  params: inDraft,
  response: publishPreview,
  errors: READING,
});

export const templateVersion = z.object({
  id: z.string(),
  version: z.string(),
  title: z.string(),
  year: z.int(),
  /** SHA-256 of its content, whatever the layout of its file */
  hash: z.string(),
  source: z.enum(["bundled", "published"]),
  base: z.object({ id: z.string(), version: z.string() }).nullable(),
  publishedAt: z.iso.datetime().nullable(),
  publishedBy: z.string().nullable(),
});
export type TemplateVersion = z.infer<typeof templateVersion>;

export const publishDraft = endpoint({
  method: "POST",
  path: "/api/template-drafts/:draftId/publish",
  action: "template.publish",
  summary:
    "Publish a draft as it stands at a revision; from then on it never changes. Repeated, gives the first outcome",
  params: inDraft,
  body: z.strictObject({
    revision: z.int().min(0),
    /** why an item goes on under no other, by its key; a plain reason is written where none is given */
    reasons: record(z.string().max(100), z.string().trim().min(1).max(500)).default({}),
  }),
  response: templateVersion,
  errors: [...READING, "draft.stale", "draft.closed", "template.faulty", "template.version-taken", "store.full"],
});

export const listVersions = endpoint({
  method: "GET",
  path: "/api/template-versions",
  action: "template.read",
  summary: "All versions of all checklists with their hashes, by checklist, newest first",
  response: z.array(templateVersion),
  errors: ["session.required"],
});

export const templateFile = endpoint({
  method: "GET",
  path: "/api/template/file",
  action: "template.read",
  summary: "A version as a reviewable file",
  query: z.object({ id: z.string().max(100), version: z.string().max(20) }),
  errors: ["request.invalid", "session.required", "template.unknown"],
});
