/** A file as the route shows it: beside the text, without a download. */
export interface LookedAt {
  url: string;
  mediaType: string;
  size: number;
  title: string;
  fileName: string;
}
