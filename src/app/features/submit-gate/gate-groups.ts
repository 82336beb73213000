import type { GateKind, GateReason } from "#core/submission/gate-reason.ts";

export interface GateGroup {
  key: string;
  title: string;
  /** who does what about it */
  hint: string;
  count: number;
  items: { item: string; reasons: [GateReason, ...GateReason[]] }[];
}

/** What is nearest to a loss comes first. */
const GROUPS: readonly { key: string; title: string; hint: string; kinds: readonly GateKind[] }[] = [
  {
    key: "local",
    title: "本机尚未保存",
    hint: "这些修改还没有到服务器，先处理它们。",
    kinds: ["undecided-conflict", "refused-edit", "unsent-edit"],
  },
  { key: "errors", title: "须改正", hint: "检查发现的错误，改正后自动消失。", kinds: ["error-finding"] },
  {
    key: "missing",
    title: "缺少内容",
    hint: "必填的数据、正文、佐证材料和自评得分；材料确实没有的，写明说明。",
    kinds: ["missing-field", "missing-narrative", "missing-evidence", "self-score"],
  },
  {
    key: "warnings",
    title: "须说明",
    hint: "情况属实的，在条目的检查结果下写明原因和措施，督学可以看到。",
    kinds: ["unexplained-warning"],
  },
  {
    key: "sign-off",
    title: "交稿和接收",
    hint: "责任单位交稿、统稿人接收后消失；可以在“统稿”中一起办理。",
    kinds: ["not-handed-in", "not-taken-over"],
  },
  { key: "comments", title: "批注", hint: "没有解决的批注不妨碍提交。", kinds: ["open-comments"] },
];

/** By what is to be done, and by item within that. */
export function gateGroups(reasons: readonly GateReason[]): GateGroup[] {
  return GROUPS.flatMap(({ kinds, ...group }) => {
    const own = reasons.filter(({ kind }) => kinds.includes(kind));
    return own.length === 0 ? [] : [{ ...group, count: own.length, items: byItem(own) }];
  });
}

function byItem(reasons: readonly GateReason[]): GateGroup["items"] {
  const items = new Map<string, [GateReason, ...GateReason[]]>();
  for (const reason of reasons) {
    const known = items.get(reason.itemKey);
    if (known) known.push(reason);
    else items.set(reason.itemKey, [reason]);
  }
  return [...items.values()].map((own) => ({ item: own[0].item, reasons: own }));
}
