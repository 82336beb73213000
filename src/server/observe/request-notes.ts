import type { ErrorCode } from "#core/api/error.ts";

/** What a request turned out to be about, as far as it came: never its path, query or content. */
export interface RequestNotes {
  /** the contract's pattern */
  route?: string;
  /** who was signed in; an opaque id */
  account?: string;
  /** what it was refused or failed with */
  code?: ErrorCode;
  /** bytes go or stay open: how long it takes says nothing about the program */
  transfers?: boolean;
}

/** An answer that has begun to go out. */
export interface Answered {
  requestId: string;
  method: string;
  /** outside /api: the app's own files */
  api: boolean;
  status: number;
  notes: RequestNotes;
}

const notes = new WeakMap<Request, RequestNotes>();

export const notesOf = (request: Request): RequestNotes => notes.get(request) ?? {};

export function note(request: Request, more: RequestNotes): void {
  notes.set(request, { ...notesOf(request), ...more });
}
