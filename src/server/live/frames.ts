import type { Farewell, Notice } from "#core/notice/notice.ts";

const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

/** Parts of a stream as text/event-stream. JSON has no line breaks of its own. */
export const frames = {
  /** so that the client sees at once that it is connected */
  hello: bytes(": hello\n\n"),
  /** an event and no comment, so that the page too sees when the line has gone silent */
  heartbeat: bytes("event: still\ndata: 1\n\n"),
  notice: (notice: Notice) => bytes(`data: ${JSON.stringify(notice)}\n\n`),
  farewell: (why: Farewell) => bytes(`event: farewell\ndata: ${why}\n\n`),
} as const;
