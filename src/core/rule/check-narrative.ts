import { storedValues } from "#core/field/value.ts";
import { movementOf, resolveToken } from "#core/narrative/resolve.ts";
import { parseNarrative, type Segment, type TokenSegment } from "#core/narrative/tokens.ts";
import type { Finding } from "#core/rule/finding.ts";
import type { CheckScope } from "#core/rule/scope.ts";
import type { Item } from "#core/template/schema.ts";

/** Tokens that quote nothing, and words that contradict the movement which the token prints. */
export function checkNarrative(item: Item, scope: CheckScope): Finding[] {
  const findings = prose(item, scope).flatMap((text) => {
    const segments = parseNarrative(text);
    return segments.flatMap((segment, index) =>
      segment.kind === "token" ? checkToken(item, segment, segments[index - 1], scope) : [],
    );
  });
  // the same token twice is one finding: its id is what the explanation is stored under
  return [...new Map(findings.map((finding) => [finding.id, finding])).values()];
}

/** Every text of the item in which tokens are resolved: the narrative and the numbered entries. */
function prose(item: Item, { content, lookup }: CheckScope): string[] {
  const entries = item.fields.flatMap((field) => {
    const rows = field.type === "entries" ? storedValues.entries.safeParse(lookup.value(field.key)) : undefined;
    return rows?.success ? rows.data.map((row) => row.text) : [];
  });
  return [content.answers.get(item.key)?.narrative ?? "", ...entries];
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
  const field = scope.lookup.field(token.field);
  const moved = movementOf(token, scope.lookup);
  const words = before?.kind === "text" ? before.text : "";
  const said = saidMovement(words);
  if (said === undefined || moved === undefined || moved === "level" || said === moved) return [];
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

/** 多 and 少 speak of a movement only right before the figure: 少先队员, 多媒体 and 至少 do not. */
const MOVEMENT =
  /(?<up>增长|增加|增幅|提高|提升|上升|(?<!许|不)多\s*$)|(?<down>减少|下降|降低|降幅|压减|(?<!至|不|缺|多)少\s*$)/g;

/** What the words right before a figure say: the last word of movement within reach counts, 增幅下降 is a fall. */
function saidMovement(words: string): "up" | "down" | undefined {
  const clause = words.split(/[，。；！？\n]/).at(-1) ?? "";
  const last = [...clause.matchAll(MOVEMENT)].at(-1);
  if (!last || clause.length - last.index - last[0].length > 6) return undefined;
  return last.groups?.up === undefined ? "down" : "up";
}
