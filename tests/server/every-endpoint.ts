import * as auditApi from "#core/api/audit.ts";
import * as builderApi from "#core/api/builder.ts";
import * as collationApi from "#core/api/collation.ts";
import type { Endpoint } from "#core/api/endpoint.ts";
import * as evidenceApi from "#core/api/evidence.ts";
import * as packageApi from "#core/api/package.ts";
import * as reuseApi from "#core/api/reuse.ts";
import * as submissionApi from "#core/api/submission.ts";
import * as submissionListApi from "#core/api/submission-list.ts";
import * as systemApi from "#core/api/system.ts";
import * as templateChangeApi from "#core/api/template-change.ts";
import * as upgradeApi from "#core/api/upgrade.ts";
import * as uploadApi from "#core/api/upload.ts";

const exported: Record<string, unknown> = {
  ...auditApi,
  ...builderApi,
  ...collationApi,
  ...evidenceApi,
  ...packageApi,
  ...reuseApi,
  ...submissionApi,
  ...submissionListApi,
  ...systemApi,
  ...templateChangeApi,
  ...upgradeApi,
  ...uploadApi,
};

const isEndpoint = (entry: [string, unknown]): entry is [string, Endpoint] =>
  typeof entry[1] === "object" && entry[1] !== null && "path" in entry[1] && "action" in entry[1];

/** Every contract that an API module exports, by name. */
export const everyEndpoint = Object.entries(exported).filter(isEndpoint);
