import type { Subject } from "#core/access/access.ts";
import * as conclusionApi from "#core/api/conclusion.ts";
import * as cycleApi from "#core/api/cycle.ts";
import type { Endpoint } from "#core/api/endpoint.ts";
import * as flowApi from "#core/api/flow.ts";
import * as phraseApi from "#core/api/phrase.ts";
import * as rectificationApi from "#core/api/rectification.ts";
import * as reviewApi from "#core/api/review.ts";
import * as verdictApi from "#core/api/verdict.ts";
import type { ApiInput } from "#mocks/call-api.ts";

/** A well-formed request about a submission, and whether it names an item. */
export interface ReviewProbe {
  endpoint: Endpoint;
  input: ApiInput;
  /** undefined = the submission as a whole */
  itemKey?: string;
}

export interface ProbeIds {
  submissionId: string;
  evidenceId: string;
  threadId: string;
  problemId: string;
}

export const HASH = "0".repeat(64);

/** Every endpoint about one district's submission between it and its city. */
export function submissionProbes({
  submissionId,
  evidenceId,
  threadId,
  problemId,
}: ProbeIds): Record<string, ReviewProbe> {
  const whole = { params: { submissionId } };
  const item = { submissionId, itemKey: "spending" };
  const round = { submissionId, round: "1" };
  const problem = { problemId };
  const file = { problemId, fileId: "unknown" };
  const onItem = (endpoint: Endpoint, input: ApiInput): ReviewProbe => ({ endpoint, input, itemKey: "spending" });
  const onWhole = (endpoint: Endpoint, input: ApiInput = whole): ReviewProbe => ({ endpoint, input });
  const thread = { body: "请核对", key: "a-probe-here" };
  const decided = { verdict: "met", score: "33.34", deductions: [], opinion: "", agenda: false };
  return {
    submissionFlow: onWhole(flowApi.submissionFlow),
    submitSubmission: onWhole(flowApi.submitSubmission, { ...whole, body: { version: -1 } }),
    recallSubmission: onWhole(flowApi.recallSubmission, { ...whole, body: { version: -1, reason: "补充" } }),
    frozenRoundContent: onWhole(flowApi.frozenRoundContent, { params: round }),
    putScan: onWhole(flowApi.putScan, {
      params: round,
      query: { fileName: "扫描件.pdf", stamp: "000000000000" },
      body: "%PDF-1.4 scan",
    }),
    scanContent: onWhole(flowApi.scanContent, { params: round }),
    reviewResult: onWhole(conclusionApi.reviewResult),
    lastProblems: onWhole(rectificationApi.lastProblems),
    getReview: onWhole(reviewApi.getReview),
    openReview: onWhole(reviewApi.openReview, { ...whole, body: {} }),
    getReviewItem: onItem(reviewApi.getReviewItem, { params: item }),
    reviewRoundContent: onWhole(reviewApi.reviewRoundContent, { params: round }),
    reviewEvidenceContent: onItem(reviewApi.reviewEvidenceContent, { params: { ...round, evidenceId } }),
    reviewScan: onWhole(reviewApi.reviewScan, { params: round }),
    putVerdict: onItem(verdictApi.putVerdict, {
      params: item,
      body: { base: 99, key: "a-probe-here", itemHash: HASH, ...decided },
    }),
    verdictHistory: onItem(verdictApi.verdictHistory, { params: item }),
    markRead: onItem(verdictApi.markRead, { params: item, body: { itemHash: HASH, read: true } }),
    startReviewThread: onItem(verdictApi.startReviewThread, { params: item, body: thread }),
    replyToReviewThread: onItem(verdictApi.replyToReviewThread, { params: { submissionId, threadId }, body: thread }),
    resolveReviewThread: onItem(verdictApi.resolveReviewThread, {
      params: { submissionId, threadId },
      body: { resolved: false },
    }),
    returnItems: onItem(conclusionApi.returnItems, {
      ...whole,
      body: { version: -1, due: "2999-01-01", items: [{ itemKey: "spending", reason: "补充" }] },
    }),
    conclusionPreview: onWhole(conclusionApi.conclusionPreview),
    concludeReview: onWhole(conclusionApi.concludeReview, {
      ...whole,
      body: { version: -1, basis: "x", opinion: "", problems: [], despite: true },
    }),
    reopenReview: onWhole(conclusionApi.reopenReview, { ...whole, body: { version: -1, reason: "复核" } }),
    exportReview: onWhole(conclusionApi.exportReview),
    reviewLedger: onWhole(conclusionApi.reviewLedger),
    getProblem: onItem(rectificationApi.getProblem, { params: problem }),
    planProblem: onItem(rectificationApi.planProblem, {
      params: problem,
      body: { version: -1, measure: "", unit: "", person: "", due: null },
    }),
    addProblemFile: onItem(rectificationApi.addProblemFile, {
      params: problem,
      query: { fileName: "a.bin" },
      body: "not a kind that is taken",
    }),
    removeProblemFile: onItem(rectificationApi.removeProblemFile, { params: file }),
    problemFileContent: onItem(rectificationApi.problemFileContent, { params: file }),
    reportProblem: onItem(rectificationApi.reportProblem, { params: problem, body: { version: -1, note: "" } }),
    checkProblem: onItem(rectificationApi.checkProblem, {
      params: problem,
      body: { version: -1, event: "check-off", note: "" },
    }),
  };
}

/** Endpoints about a city's own cycles and phrases; they have no phase. */
export function officeProbes(own: Subject, cycleId: string, phraseId: string) {
  const params = { cycleId };
  const phrase = { text: "材料齐全", verdict: null, itemKey: null, shared: false };
  const probe = (endpoint: Endpoint, input: ApiInput = {}) => [{ endpoint, input, subject: own }];
  return {
    listCycles: probe(cycleApi.listCycles),
    cycleChoices: probe(cycleApi.cycleChoices),
    openCycle: probe(cycleApi.openCycle, {
      body: {
        year: 2022,
        templateId: "unknown",
        templateVersion: "1",
        submitBy: "2023-01-01",
        reviewBy: "2023-02-01",
        districtIds: ["unknown"],
      },
    }),
    getCycle: probe(cycleApi.getCycle, { params }),
    changeCycle: probe(cycleApi.changeCycle, { params, body: { version: -1 } }),
    putDuties: probe(cycleApi.putDuties, { params, body: { version: -1, duties: [] } }),
    cycleProgress: probe(cycleApi.cycleProgress, { params }),
    cycleOverview: probe(cycleApi.cycleOverview, { params }),
    cycleDistribution: probe(cycleApi.cycleDistribution, { params: { ...params, fieldKey: "教育支出" } }),
    cycleTargets: probe(cycleApi.cycleTargets, { params }),
    reviewList: probe(reviewApi.reviewList, { params }),
    acrossDistricts: probe(reviewApi.acrossDistricts, { params: { ...params, itemKey: "spending" } }),
    listPhrases: probe(phraseApi.listPhrases),
    addPhrase: probe(phraseApi.addPhrase, { body: phrase }),
    changePhrase: probe(phraseApi.changePhrase, { params: { phraseId }, body: phrase }),
    deletePhrase: probe(phraseApi.deletePhrase, { params: { phraseId } }),
    listProblems: probe(rectificationApi.listProblems),
  };
}
