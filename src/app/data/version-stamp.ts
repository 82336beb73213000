import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { STAMP_LENGTH, versionText } from "#core/document/version.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";

/** Browsers hash by themselves for secure pages only; many offices open this one by plain HTTP. */
export const hashText = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)));

/** What the footer of a report of this content shows. */
export const stampOf = (content: SubmissionContent): string => hashText(versionText(content)).slice(0, STAMP_LENGTH);
