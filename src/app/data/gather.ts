const LONGEST_MS = 2000;

/** How long to listen on after something was told: what comes meanwhile is read at once, and not by all pages together. */
export const gatherMs = (): number => LONGEST_MS * (0.5 + Math.random() / 2);
