import { movement, resolveToken } from "#core/narrative/resolve.ts";
import { parseNarrative, type Segment, type TokenSegment } from "#core/narrative/tokens.ts";
import type { Finding } from "#core/rule/finding.ts";
import type { CheckScope } from "#core/rule/scope.ts";
import type { Item } from "#core/template/schema.ts";

const RISE = /(增长|增加|增幅|提高|提升|上升|多)[^，。；！？]{0,6}$/;
const FALL = /(减少|下降|降低|降幅|压减|少)[^，。；！？]{0,6}$/;

/** Tokens that quote nothing, and words that contradict the movement which the token prints. */
export function checkNarrative(item: Item, scope: CheckScope): Finding[] {
  const narrative = scope.content.answers.get(item.key)?.narrative;
  if (narrative === undefined) return [];
  const segments = parseNarrative(narrative);
  return segments.flatMap((segment, index) =>
    segment.kind === "token" ? checkToken(item, segment, segments[index - 1], scope) : [],
  );
}

function checkToken(item: Item, token: TokenSegment, before: Segment | undefined, scope: CheckScope): Finding[] {
  const base = { itemKey: item.key, fieldKey: token.field };
  const run = resolveToken(token, scope.lookup);
  if (run.kind === "gap")
    return [
      {
        ...base,
        id: `token:${item.key}:${token.raw}`,
        code: run.reason === "unanswered" ? "token.unanswered" : "token.unknown",
        severity: run.reason === "unanswered" ? "warning" : "error",
        message:
          run.reason === "unanswered"
            ? `正文引用的数据尚未填写：${run.text}`
            : `正文引用了不存在的数据${token.raw}，请删去或从数据列表中重新插入`,
      },
    ];
  if (token.aspect !== "增量" && token.aspect !== "增幅") return [];
  const field = scope.lookup.field(token.field);
  const moved = field && movement(field, scope.lookup.value(token.field));
  const words = before?.kind === "text" ? before.text : "";
  const contradicts = (moved === "down" && RISE.test(words)) || (moved === "up" && FALL.test(words));
  if (!contradicts) return [];
  return [
    {
      ...base,
      id: `direction:${item.key}:${token.raw}`,
      code: "narrative.direction",
      severity: "error",
      message: `“${field?.label ?? token.field}”实际${moved === "down" ? "下降" : "上升"}，与正文“${words.slice(-8)}”的说法相反`,
    },
  ];
}
