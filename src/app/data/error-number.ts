/** Every failure that the server answered has a number, under which its log knows what happened. */
const NUMBERED = /^(.*)（错误编号：([A-Za-z0-9_-]{1,64})）$/s;

/** A message as it is shown and handed on; without a number where no answer came. */
export const withNumber = (text: string, number: string | null | undefined): string =>
  number ? `${text}（错误编号：${number}）` : text;

/** A message and its number apart. */
export function splitNumber(text: string): { text: string; number: string | undefined } {
  const [, said = text, number] = NUMBERED.exec(text) ?? [];
  return { text: said, number };
}
