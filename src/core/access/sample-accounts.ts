import type { Role } from "#core/access/access.ts";

/** The accounts that come with the sample: one per role, in the district and in the city office. */
export const SAMPLE_ACCOUNTS: readonly { username: string; role: Role }[] = [
  { username: "tianbao", role: "contributor" },
  { username: "tonggao", role: "editor" },
  { username: "shending", role: "approver" },
  { username: "guanli", role: "administrator" },
  { username: "chayue", role: "reader" },
  { username: "duxue", role: "inspector" },
  { username: "dudao", role: "supervisor" },
];
