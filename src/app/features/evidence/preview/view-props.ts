import { FAILURE_TEXT, type PreviewFailure } from "#app/features/evidence/preview/preview-failure.ts";

export interface PreviewSource {
  url: string;
  mediaType: string;
  size: number;
  title: string;
}

/** What is shown in place of a file. `again` = it may work on another try. */
export interface Refusal {
  text: string;
  again: boolean;
}

export interface ViewProps {
  source: PreviewSource;
  /** what to show first, counted from 1 */
  page: number;
  onRefused: (refusal: Refusal) => void;
}

export const refusalFor = (failure: PreviewFailure): Refusal => ({
  text: FAILURE_TEXT[failure],
  again: failure === "too-slow",
});

/** What a failed request, rather than the file, has to say. */
export const refusalOf = (error: unknown): Refusal => ({
  text: error instanceof Error ? error.message : "文件没有取到，请重试。",
  again: true,
});
