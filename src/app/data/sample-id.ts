/** The submission that nobody has: a checklist's preview. The server is asked nothing about it. */
export const SAMPLE_ID = "sample";
