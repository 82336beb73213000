import { z } from "zod";
import { readKept, storeKept } from "#app/data/kept.ts";

const nameOf = (accountId: string, submissionId: string): string => `ziping.reading.${accountId}.${submissionId}`;

/** Where the reader was last in a review, on this machine. */
export const lastOpened = (accountId: string, submissionId: string): string | undefined =>
  readKept(nameOf(accountId, submissionId), z.string());

export function rememberOpened(accountId: string, submissionId: string, itemKey: string): void {
  storeKept(nameOf(accountId, submissionId), itemKey);
}
