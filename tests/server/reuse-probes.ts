import type { Actor, Subject } from "#core/access/access.ts";
import type { Endpoint } from "#core/api/endpoint.ts";
import * as reuseApi from "#core/api/reuse.ts";
import type { ApiInput } from "#mocks/call-api.ts";

/** A well-formed request, and what it is about. */
export interface Probe {
  endpoint: Endpoint;
  input: ApiInput;
  subject: Subject;
  /** makes what the request is about, in the name of whoever will ask */
  prepare?: (actor: Actor | undefined) => Promise<void>;
}

interface About {
  submissionId: string;
  own: Subject;
  simple: (endpoint: Endpoint, subject: Subject, input?: ApiInput) => Probe[];
  perRecord: (make: (evidenceId: string) => Omit<Probe, "subject" | "prepare">) => Probe[];
}

/** Every endpoint of carry-forward. */
export const reuseProbes = ({ submissionId, own, simple, perRecord }: About): Record<string, Probe[]> => ({
  planCarry: simple(reuseApi.planCarry, own, { params: { submissionId }, query: { from: submissionId } }),
  applyCarry: simple(reuseApi.applyCarry, own, {
    params: { submissionId },
    body: {
      from: submissionId,
      basis: "x",
      choices: { mode: "unanswered", include: [], exclude: [] },
      key: "a-carry-here",
    },
  }),
  listCarries: simple(reuseApi.listCarries, own, { params: { submissionId } }),
  undoCarry: simple(reuseApi.undoCarry, own, { params: { submissionId, carryId: "unknown" }, body: {} }),
  itemPast: simple(reuseApi.itemPast, own, { params: { submissionId, itemKey: "spending" } }),
  confirmEvidence: perRecord((evidenceId) => ({
    endpoint: reuseApi.confirmEvidence,
    input: { params: { submissionId, evidenceId }, body: {} },
  })),
});
