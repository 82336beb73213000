/** Where a text stops being JSON: line and column from 1, and what is wrong there. Undefined = it is JSON. */
export interface JsonFault {
  line: number;
  column: number;
  message: string;
}

const TOKEN =
  /[ \t\n\r]+|[{}[\],:]|"(?:[^"\\]|\\[\s\S])*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const ESCAPES = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/g;

/** A string without bare control characters and with known escapes only. */
function isString(token: string): boolean {
  for (let at = 0; at < token.length; at += 1) if (token.charCodeAt(at) < 0x20) return false;
  return !token.replace(ESCAPES, "").includes("\\");
}

type Wanted = "value" | "value-or-end" | "key" | "key-or-end" | "colon" | "comma-or-end" | "nothing";

const WORDS: Record<Wanted, string> = {
  value: "这里应有一个值",
  "value-or-end": "这里应有一个值或 ]",
  key: "这里应有带双引号的名称，上一行末尾可能多了逗号",
  "key-or-end": "这里应有带双引号的名称或 }",
  colon: "这里应有冒号",
  "comma-or-end": "这里应有逗号，或括号没有闭合",
  nothing: "内容已经结束，后面多出文字",
};

/** Reads token by token without recursion, however deep the brackets go. */
export function jsonFault(text: string): JsonFault | undefined {
  const open: string[] = [];
  let wanted: Wanted = "value";
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const closed = (): Wanted => (open.length === 0 ? "nothing" : "comma-or-end");
  while (at < text.length) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text)?.[0];
    if (token === undefined || (token.startsWith('"') && !isString(token))) return faultAt(text, at, wanted);
    if (!/^\s/.test(token)) {
      const next = step(token, wanted, open, closed);
      if (next === undefined) return faultAt(text, at, wanted);
      wanted = next;
    }
    at += token.length;
  }
  return wanted === "nothing" ? undefined : faultAt(text, at, wanted);
}

function step(token: string, wanted: Wanted, open: string[], closed: () => Wanted): Wanted | undefined {
  const inObject = open.at(-1) === "{";
  if (token === "}" || token === "]") {
    const fits = token === "}" ? inObject && wanted === "key-or-end" : wanted === "value-or-end";
    const ends = wanted === "comma-or-end" && open.at(-1) === (token === "}" ? "{" : "[");
    if (!fits && !ends) return undefined;
    open.pop();
    return closed();
  }
  if (token === ",") return wanted !== "comma-or-end" ? undefined : inObject ? "key" : "value";
  if (token === ":") return wanted === "colon" ? "value" : undefined;
  if (wanted === "key" || wanted === "key-or-end") return token.startsWith('"') ? "colon" : undefined;
  if (wanted !== "value" && wanted !== "value-or-end") return undefined;
  if (token === "{" || token === "[") {
    open.push(token);
    return token === "{" ? "key-or-end" : "value-or-end";
  }
  return closed();
}

function faultAt(text: string, at: number, wanted: Wanted): JsonFault {
  const before = text.slice(0, at);
  const line = before.split("\n").length;
  const column = at - (before.lastIndexOf("\n") + 1) + 1;
  return { line, column, message: at >= text.length ? `文件在这里中断，${WORDS[wanted]}` : WORDS[wanted] };
}
