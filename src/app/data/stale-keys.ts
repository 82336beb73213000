import type { QueryKey } from "@tanstack/react-query";
import type { Notice } from "#core/notice/notice.ts";
import { assertNever } from "#core/result.ts";

const SUBMISSIONS: QueryKey = ["submissions"];
const REVIEWS: QueryKey = ["reviews"];
const PROBLEMS: QueryKey = ["problems"];
const reviews = (...parts: readonly string[]): QueryKey => ["reviews", ...parts];

/**
 * What is read again because of a notice. Never a submission or a draft of a checklist as a whole: these would take the
 * place of what somebody is typing; their pages take in by themselves what is newer.
 */
export function staleKeys({ topic, submissionId = "" }: Notice): readonly QueryKey[] {
  switch (topic) {
    case "evidence":
      return [["library", submissionId]];
    case "answer":
    case "presence":
    case "session":
      return [];
    case "item":
      return [SUBMISSIONS, ["staff", submissionId]];
    case "comment":
      return [["comments", submissionId], reviews("item", submissionId)];
    case "submission":
      return [SUBMISSIONS, ["carries", submissionId], ["upgrades", submissionId]];
    case "flow":
      return [SUBMISSIONS, ["flow", submissionId], ["review-result", submissionId], PROBLEMS, REVIEWS];
    case "verdict":
      return [
        reviews("item", submissionId),
        reviews("review", submissionId),
        ...["choices", "list", "progress", "overview"].map((each) => reviews(each)),
      ];
    case "problem":
      return [PROBLEMS, ["last-problems"], reviews("problems")];
    case "cycle":
      return [SUBMISSIONS, REVIEWS];
    case "template":
      return [["template-drafts"], ["template-versions"], ["templates"]];
    case "account":
      return [["accounts"], ["staff"]];
    case "unit":
      return [["units"]];
    case "everything":
      return [
        SUBMISSIONS,
        REVIEWS,
        PROBLEMS,
        ...["flow", "comments", "library", "template-drafts", "units"].map((each) => [each]),
      ];
    default:
      return assertNever(topic);
  }
}
