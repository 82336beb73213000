/** A picture as it goes into a file: at most 1,600 pixels on its longer side, and upright. */
export interface ReportImage {
  bytes: Uint8Array;
  type: "image/png" | "image/jpeg";
  /** pixels */
  width: number;
  height: number;
}

/** By the sha-256 that the document's figures name. A figure without one here is printed as a note. */
export type ImageSet = ReadonlyMap<string, ReportImage>;

export const NO_IMAGES: ImageSet = new Map();

/** What stands in the place of a picture that is not there. */
export const missingImageNote = (caption: string): string => `【图片无法读取：${caption}】`;
