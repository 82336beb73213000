import type { Subject } from "#core/access/access.ts";
import * as auditApi from "#core/api/audit.ts";
import type { Probe } from "#tests/server/reuse-probes.ts";

/** A request for every endpoint of the log: they are about one's own organisation's. */
export const auditProbes = (subject: Subject): Record<string, Probe[]> => ({
  listAudit: [{ endpoint: auditApi.listAudit, input: {}, subject }],
  auditChoices: [{ endpoint: auditApi.auditChoices, input: {}, subject }],
  exportAudit: [{ endpoint: auditApi.exportAudit, input: {}, subject }],
  verifyAudit: [{ endpoint: auditApi.verifyAudit, input: {}, subject }],
});
