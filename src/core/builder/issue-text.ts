import type { z } from "zod";

type Issue = z.core.$ZodIssue;

const TYPES: Readonly<Record<string, string>> = {
  string: "文字",
  number: "数字",
  int: "整数",
  boolean: "是或否（true、false）",
  array: "列表",
  object: "一组内容",
  record: "一组内容",
};

/** What a schema refused, in words for people; messages of our own schemas are Chinese already. */
export function issueText(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined && /undefined/.test(issue.message)
        ? `缺少此项，应为${TYPES[issue.expected] ?? "规定的内容"}`
        : `类型不对，应为${TYPES[issue.expected] ?? "规定的内容"}`;
    case "unrecognized_keys":
      return `多出不认识的内容：${issue.keys.slice(0, 5).join("、").slice(0, 100)}，请删去或核对拼写`;
    case "too_small":
      return `过短或过小，至少${issue.minimum}`;
    case "too_big":
      return `过长或过大，至多${issue.maximum}`;
    case "invalid_value":
      return `只能是${issue.values.map(String).slice(0, 30).join("、")}`;
    case "invalid_format":
    case "custom":
      return /\p{Script=Han}/u.test(issue.message) ? issue.message : "格式不对，请核对";
    case "invalid_union":
      return "不是规定的几种内容之一，请核对类型（type、kind）";
    default:
      return "内容不合规定，请核对";
  }
}
