import { z } from "zod";
import { assertNever } from "#core/result.ts";

const id = z.string();
const traits = z.object({ title: z.string(), inReport: z.boolean() });

/** What the audit log records. Every event commits together with the change that it describes. */
export const auditEvent = z.discriminatedUnion("type", [
  z.object({ type: z.literal("installation.set-up"), organisation: z.string(), sample: z.boolean() }),
  z.object({ type: z.literal("account.created"), accountId: id, username: z.string(), roles: z.array(z.string()) }),
  z.object({
    type: z.literal("account.changed"),
    accountId: id,
    username: z.string(),
    from: z.record(z.string(), z.unknown()),
    to: z.record(z.string(), z.unknown()),
  }),
  z.object({ type: z.literal("account.signed-in"), username: z.string() }),
  z.object({ type: z.literal("account.locked"), username: z.string(), until: z.iso.datetime() }),
  z.object({ type: z.literal("unit.created"), unitId: id, name: z.string() }),
  z.object({ type: z.literal("submission.created"), submissionId: id, template: z.string(), year: z.int() }),
  z.object({
    type: z.literal("answer.saved"),
    submissionId: id,
    itemKey: z.string(),
    from: z.int(),
    to: z.int(),
    changed: z.array(z.string()),
  }),
  z.object({
    type: z.literal("item.assigned"),
    submissionId: id,
    itemKey: z.string(),
    from: z.object({ unitId: id.nullable(), due: z.string().nullable() }),
    to: z.object({ unitId: id.nullable(), due: z.string().nullable() }),
  }),
  z.object({
    type: z.literal("evidence.added"),
    submissionId: id,
    evidenceId: id,
    title: z.string(),
    sha256: z.string(),
  }),
  z.object({ type: z.literal("evidence.changed"), submissionId: id, evidenceId: id, from: traits, to: traits }),
  /** read only: the log is never rewritten, and older versions wrote this one */
  z.object({ type: z.literal("evidence.renamed"), submissionId: id, evidenceId: id, from: z.string(), to: z.string() }),
  z.object({ type: z.literal("evidence.linked"), submissionId: id, evidenceId: id, itemKey: z.string() }),
  z.object({ type: z.literal("evidence.detached"), submissionId: id, evidenceId: id, itemKey: z.string() }),
]);
export type AuditEvent = z.infer<typeof auditEvent>;

/** The event in one Chinese sentence, for the log page. */
export function describeEvent(event: AuditEvent): string {
  switch (event.type) {
    case "installation.set-up":
      return `初始化系统，建立“${event.organisation}”${event.sample ? "（样例）" : ""}`;
    case "account.created":
      return `新建账号 ${event.username}`;
    case "account.changed":
      return `修改账号 ${event.username}：${Object.keys(event.to).join("、")}`;
    case "account.signed-in":
      return `${event.username} 登录`;
    case "account.locked":
      return `账号 ${event.username} 因连续登录失败被锁定`;
    case "unit.created":
      return `新增责任单位“${event.name}”`;
    case "submission.created":
      return `新建${event.year}年自评（清单 ${event.template}）`;
    case "answer.saved":
      return `保存“${event.itemKey}”，第${event.from}版改为第${event.to}版`;
    case "item.assigned":
      return `调整“${event.itemKey}”的责任单位或期限`;
    case "evidence.added":
      return `上传佐证材料《${event.title}》`;
    case "evidence.changed":
      return describeEvidenceChange(event);
    case "evidence.renamed":
      return `佐证材料《${event.from}》更名为《${event.to}》`;
    case "evidence.linked":
      return `佐证材料关联到“${event.itemKey}”`;
    case "evidence.detached":
      return `佐证材料从“${event.itemKey}”移出`;
    default:
      return assertNever(event);
  }
}

function describeEvidenceChange({ from, to }: Extract<AuditEvent, { type: "evidence.changed" }>): string {
  const name = from.title === to.title ? `《${to.title}》` : `《${from.title}》更名为《${to.title}》`;
  const print = from.inReport === to.inReport ? "" : to.inReport ? "，改为随报告附图" : "，不再随报告附图";
  return `佐证材料${name}${print}`;
}
