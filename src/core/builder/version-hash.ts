import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { templateHash } from "#core/builder/canonical.ts";
import type { Template } from "#core/template/schema.ts";

export const textHash = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)));

/** SHA-256 in hex of a version's content: the same for everybody who holds it. */
export const versionHash = (of: Template): string => templateHash(of, textHash);
