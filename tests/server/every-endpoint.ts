import * as auditApi from "#core/api/audit.ts";
import * as builderApi from "#core/api/builder.ts";
import * as collationApi from "#core/api/collation.ts";
import * as conclusionApi from "#core/api/conclusion.ts";
import * as cycleApi from "#core/api/cycle.ts";
import type { Endpoint } from "#core/api/endpoint.ts";
import * as evidenceApi from "#core/api/evidence.ts";
import * as flowApi from "#core/api/flow.ts";
import * as packageApi from "#core/api/package.ts";
import * as phraseApi from "#core/api/phrase.ts";
import * as rectificationApi from "#core/api/rectification.ts";
import * as reuseApi from "#core/api/reuse.ts";
import * as reviewApi from "#core/api/review.ts";
import * as submissionApi from "#core/api/submission.ts";
import * as submissionListApi from "#core/api/submission-list.ts";
import * as systemApi from "#core/api/system.ts";
import * as templateChangeApi from "#core/api/template-change.ts";
import * as upgradeApi from "#core/api/upgrade.ts";
import * as uploadApi from "#core/api/upload.ts";
import * as verdictApi from "#core/api/verdict.ts";

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

/** About a submission on its way between district and city: tests/server/review/access.test.ts asks these, phase by phase. */
const onTheirWay = Object.entries({ ...flowApi, ...reviewApi, ...verdictApi, ...conclusionApi, ...rectificationApi });
const inOffice = new Set(["reviewList", "acrossDistricts", "listProblems"]);

/** The contracts that API modules export, by name, but for those of a submission on its way. */
export const everyEndpoint = [
  ...Object.entries(exported),
  ...Object.entries({ ...cycleApi, ...phraseApi }),
  ...onTheirWay.filter(([name]) => inOffice.has(name)),
].filter(isEndpoint);

export const endpointsOnTheirWay = onTheirWay.filter(isEndpoint).filter(([name]) => !inOffice.has(name));
