import type { Fault } from "#core/prose/fault.ts";

const CLOSED = /[。！？!?；;：:…—]$/;
/** quotation marks and brackets that may stand behind the full stop */
const WRAPPING = /(?<![”’）)》】\s])[”’）)》】\s]+$/;
const MIN_SENTENCE = 30;

/** A paragraph of sentences that ends without a mark. Headings, titles, list lines and table cells end so by right. */
export function sentenceEndFaults(text: string): Fault[] {
  const trimmed = text.trimEnd();
  const inner = trimmed.replace(WRAPPING, "");
  if (CLOSED.test(trimmed) || /[。！？!?…]$/.test(inner) || !isSentence(trimmed)) return [];
  // a comma or the like at the end was meant to be the full stop
  const wrong = /[，,、.．]$/.exec(trimmed)?.[0] ?? "";
  const end = trimmed.length;
  return [{ kind: "end-stop", start: end - wrong.length, end, certainty: "high", replacement: "。" }];
}

function isSentence(text: string): boolean {
  const stops = text.match(/[。；;]/g)?.length ?? 0;
  const commas = text.match(/[，,]/g)?.length ?? 0;
  if (text.includes("|") || text.includes("\t")) return false;
  return (stops > 0 && text.length >= 10) || (commas >= 2 && text.length >= MIN_SENTENCE * 2);
}
