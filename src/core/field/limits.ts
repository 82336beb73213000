/** What one answer may hold at most, in characters and rows. */
export const LIMITS = {
  text: 10_000,
  paragraph: 100_000,
  option: 100,
  documents: 200,
  title: 300,
  number: 60,
  issuer: 100,
  entries: 100,
  heading: 200,
  entryText: 20_000,
  stageYears: 8,
  stageNote: 500,
} as const;
