import { accountChange, roleText } from "#core/audit/account-change.ts";
import type { AuditEvent } from "#core/audit/event.ts";
import { BARE_NAMES, type EventNames } from "#core/audit/names.ts";
import { describeHandOver, describeOrganisation } from "#core/audit/people-event.ts";
import { describeReviewEvent } from "#core/audit/review-event.ts";
import { assertNever } from "#core/result.ts";
import { SIGN_OFF_TEXT, type SignOffEvent } from "#core/workflow/sign-off.ts";

const SIGNED_IN_TEXT = {
  password: "登录",
  app: "登录（两步验证）",
  "recovery-code": "登录（两步验证，使用备用码）",
  oidc: "登录（统一身份认证）",
};
const TWO_FACTOR_TEXT = {
  on: "开启两步验证",
  off: "关闭两步验证",
  reset: "的两步验证被管理员清除",
  "recovery-codes": "更换两步验证备用码",
};

/** The event in one Chinese sentence with what was and what is; `names` looks up what the ids in it stand for. */
export function describeEvent(event: AuditEvent, names: EventNames = BARE_NAMES): string {
  const item = "itemKey" in event ? names.item(event.submissionId, event.itemKey) : "";
  switch (event.type) {
    case "installation.set-up":
      return `初始化系统，建立“${event.organisation}”${event.sample ? "（样例）" : ""}`;
    case "account.created":
      return `新建账号 ${event.username}，角色为${event.roles.map(roleText).join("、")}`;
    case "account.changed":
      return `修改账号 ${event.username}${accountChange(event.from, event.to, names)}`;
    case "account.signed-in":
      return `${event.username} ${SIGNED_IN_TEXT[event.by ?? "password"]}`;
    case "account.two-factor":
      return `账号 ${event.username} ${TWO_FACTOR_TEXT[event.change]}`;
    case "account.locked":
      return `账号 ${event.username} 因连续登录失败被锁定`;
    case "account.unlocked":
      return `解除账号 ${event.username} 的登录锁定`;
    case "account.session-ended":
      return `结束账号 ${event.username} 的一处登录`;
    case "account.handed-over":
      return describeHandOver(event);
    case "organisation.created":
      return `新建区县“${event.name}”${event.code === null ? "" : `（代码${event.code}）`}`;
    case "organisation.changed":
      return describeOrganisation(event);
    case "unit.created":
      return `新增责任单位“${event.name}”`;
    case "submission.created":
      return `新建${event.year}年自评（清单 ${event.template}）`;
    case "answer.saved":
      return event.restored === undefined
        ? `保存“${item}”，第${event.from}版改为第${event.to}版`
        : `把“${item}”恢复为第${event.restored}版的内容，存为第${event.to}版`;
    case "submission.carried":
      return `从${event.fromYear}年沿用内容：${event.itemKeys.length}条文字和数据，${event.evidenceIds.length}份材料，待核对`;
    case "submission.carry-undone":
      return `撤销从${event.fromYear}年的沿用：${event.itemKeys.length}条恢复原状，${event.kept.length}条保留已核对或改写的内容`;
    case "item.assigned":
      return describeAssignment(event, item, names);
    case "item.signed-off":
      return describeSignOff(event, item);
    case "comment.written":
      return `${event.reply ? "回复" : "添加"}“${item}”的批注`;
    case "comment.resolved":
      return `${event.to ? "解决" : "重新打开"}“${item}”的批注`;
    case "evidence.added":
      return `上传佐证材料《${event.title}》`;
    case "evidence.changed":
      return describeEvidenceChange(event);
    case "evidence.renamed":
      return `佐证材料《${event.from}》更名为《${event.to}》`;
    case "evidence.confirmed":
      return `确认${event.fromYear}年的材料《${event.title}》仍然适用`;
    case "evidence.linked":
      return `佐证材料${titled(event.evidenceId, names)}关联到“${item}”`;
    case "evidence.detached":
      return `佐证材料${titled(event.evidenceId, names)}从“${item}”移出`;
    case "evidence.cited":
      return `佐证材料${titled(event.evidenceId, names)}在“${item}”的引用页次由“${event.from}”改为“${event.to}”`;
    case "evidence.ordered":
      return `调整“${item}”佐证材料的顺序，由${listed(event.from, names)}改为${listed(event.to, names)}`;
    case "evidence.replaced":
      return `更换佐证材料《${event.title}》的文件，第${event.from.revision}版改为第${event.to.revision}版`;
    case "evidence.deleted":
      return `从材料库删除佐证材料《${event.title}》`;
    case "evidence.recovered":
      return `重新上传已删除的佐证材料《${event.title}》，恢复原记录`;
    case "evidence.exported":
      return `导出佐证材料包（${event.for === "own" ? "本单位留存" : "供外部"}），${event.files}个文件${event.withheld > 0 ? `，未含涉密${event.withheld}份` : ""}`;
    case "package.exported":
      return `导出数据包，${event.files}个文件`;
    case "package.imported":
      return `导入${event.district}${event.year}年数据包，写入条目${event.items}项、材料${event.evidence}份${event.kept > 0 ? `，保留本系统内容${event.kept}处` : ""}`;
    case "submission.upgraded":
      return `清单由${event.from}版升级为${event.to}版：保留${event.kept}处，移动${event.moved}处，另存待处理${event.orphaned}处`;
    case "submission.upgrade-undone":
      return `撤销清单升级，由${event.from}版恢复为${event.to}版`;
    case "submission.orphan-settled":
      return `升级后无处安放的“${event.label}”${event.settled ? "已处理" : "改为待处理"}`;
    case "template.draft-created":
      return `新建清单草稿“${event.title}”（${event.template}）`;
    case "template.draft-saved":
      return `保存清单草稿“${event.title}”，第${event.from}版改为第${event.to}版，修改${event.edits}处`;
    case "template.draft-discarded":
      return `放弃清单草稿“${event.title}”（${event.template}）`;
    case "template.published":
      return `发布清单“${event.title}”（${event.template}）：${event.summary}，校验值${event.hash.slice(0, 12)}`;
    case "submission.flow":
    case "review.imported":
    case "scan.added":
    case "cycle.opened":
    case "cycle.changed":
    case "verdict.given":
    case "phrase.changed":
    case "problem.planned":
    case "problem.moved":
    case "problem.file":
      return describeReviewEvent(event);
    case "installation.backup-asked":
      return "要求立即备份";
    case "installation.restored":
      return `从${event.madeAt.slice(0, 10)}的备份恢复，恢复到日志第${event.upTo}条，所有人须重新登录`;
    case "audit.exported":
      return `导出操作日志，至第${event.upTo}条${event.filtered ? "（按条件筛选）" : ""}`;
    default:
      return assertNever(event);
  }
}

const TRAITS = {
  issuer: "发文机关",
  docNumber: "文号",
  date: "成文日期",
  effectiveFrom: "有效期起",
  effectiveUntil: "有效期止",
} as const;

const SIGN_OFF_VERB: Record<SignOffEvent, string> = {
  "hand-in": "交稿",
  "take-over": "接收",
  "send-back": "退回",
  reassign: "改分责任单位，重新等待交稿",
};

const describeSignOff = (
  { event, from, to, reason }: Extract<AuditEvent, { type: "item.signed-off" }>,
  item: string,
): string =>
  `“${item}”${SIGN_OFF_VERB[event]}，由${SIGN_OFF_TEXT[from]}变为${SIGN_OFF_TEXT[to]}${reason === null ? "" : `：${reason}`}`;

function describeAssignment(
  { from, to }: Extract<AuditEvent, { type: "item.assigned" }>,
  item: string,
  names: EventNames,
): string {
  const unitOf = (unitId: string | null): string => (unitId === null ? "未分配" : names.unit(unitId));
  const unit = from.unitId === to.unitId ? "" : `，责任单位由“${unitOf(from.unitId)}”改为“${unitOf(to.unitId)}”`;
  const due = from.due === to.due ? "" : `，期限由“${from.due ?? "未定"}”改为“${to.due ?? "未定"}”`;
  return `调整“${item}”的分工${unit}${due}`;
}

const titled = (evidenceId: string, names: EventNames): string => `《${names.evidence(evidenceId)}》`;

/** So many are named; the log is a list of sentences, not of files. */
const NAMED = 4;

const listed = (evidenceIds: readonly string[], names: EventNames): string =>
  `${evidenceIds
    .slice(0, NAMED)
    .map((each) => titled(each, names))
    .join("")}${evidenceIds.length > NAMED ? `等${evidenceIds.length}份` : ""}`;

function describeEvidenceChange({ from, to }: Extract<AuditEvent, { type: "evidence.changed" }>): string {
  const name = from.title === to.title ? `《${to.title}》` : `《${from.title}》更名为《${to.title}》`;
  const print = from.inReport === to.inReport ? "" : to.inReport ? "，改为随报告附图" : "，不再随报告附图";
  const secret = from.confidential === to.confidential ? "" : to.confidential ? "，标为涉密" : "，取消涉密";
  const told = (["issuer", "docNumber", "date", "effectiveFrom", "effectiveUntil"] as const)
    .filter((key) => (from[key] ?? "") !== (to[key] ?? ""))
    .map((key) => `，${TRAITS[key]}由“${from[key] ?? ""}”改为“${to[key] ?? ""}”`);
  return `佐证材料${name}${print}${secret}${told.join("")}`;
}
