import { z } from "zod";

const stored = z.array(z.string());

/** null = all of the district. */
export const parseSections = (text: string | null): string[] | null =>
  text === null ? null : stored.parse(JSON.parse(text));

export const storeSections = (sections: readonly string[] | null): string | null =>
  sections === null ? null : JSON.stringify(sections);
