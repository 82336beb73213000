/** How a requirement stands: a test shows it, nothing here is concerned by it, it rests on something that no test can show, or it is not met. */
export type Standing =
  | { kind: "tested"; file: string; title: string }
  | { kind: "not-applicable" | "stated" | "open"; reason: string };

/** A line of OWASP ASVS 5.0.0 (level 1 or 2), said in our own words. */
export interface Requirement {
  id: string;
  level: 1 | 2;
  asks: string;
  standing: Standing;
}

export const tested = (file: string, title: string): Standing => ({ kind: "tested", file, title });
/** What the requirement is about is not here. */
export const none = (reason: string): Standing => ({ kind: "not-applicable", reason });
/** Met by how the program is made or run; the reason says where to look. */
export const stated = (reason: string): Standing => ({ kind: "stated", reason });
/** Not met; the reason says why it is left so. */
export const open = (reason: string): Standing => ({ kind: "open", reason });

export type Line = readonly [id: string, level: 1 | 2, asks: string, standing: Standing];

export const requirements = (lines: readonly Line[]): Requirement[] =>
  lines.map(([id, level, asks, standing]) => ({ id, level, asks, standing }));
