import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { canonical } from "#core/answer/canonical.ts";
import { assertNever, err, ok, type Result } from "#core/result.ts";

/** What the first entry follows. */
export const CHAIN_START = "0".repeat(64);

/** What an entry's hash vouches for, besides everything before it. */
export interface LinkedFields {
  organisationId: string | null;
  /** ISO instant */
  at: string;
  accountId: string | null;
  event: unknown;
}

/** An entry as it is stored. `kind` and `submissionId` repeat what the event says, for searching. */
export interface StoredLink {
  number: number;
  previous: string;
  hash: string;
  organisationId: string | null;
  at: string;
  accountId: string | null;
  /** the event as JSON */
  body: string;
  kind: string;
  submissionId: string | null;
}

/** The newest entry that is known to be sound. */
export interface ChainPlace {
  number: number;
  hash: string;
}

export type ChainFault = "link" | "content" | "unreadable" | "index" | "tail";

export interface ChainBreak {
  /** the first entry that is not as it was written */
  number: number;
  fault: ChainFault;
}

/** Never changed: every installation's log is read by it. SHA-256 in hex over the previous hash and the fields. */
export const linkHash = (previous: string, { organisationId, at, accountId, event }: LinkedFields): string =>
  bytesToHex(
    sha256(utf8ToBytes(`ziping-audit-1\n${previous}\n${canonical({ organisationId, at, accountId, event })}`)),
  );

/** What the searching columns must say of an event. */
export function indexOf(event: unknown): Pick<StoredLink, "kind" | "submissionId"> {
  if (typeof event !== "object" || event === null) return { kind: "", submissionId: null };
  const kind = "type" in event && typeof event.type === "string" ? event.type : "";
  const submissionId = "submissionId" in event && typeof event.submissionId === "string" ? event.submissionId : null;
  return { kind, submissionId };
}

/** Follows the chain from a sound place over the entries after it, in their order; stops at the first that is broken. */
export function followChain(from: ChainPlace, links: readonly StoredLink[]): Result<ChainPlace, ChainBreak> {
  let place = from;
  for (const link of links) {
    const fault = faultOf(place, link);
    if (fault !== undefined) return err({ number: link.number, fault });
    place = { number: link.number, hash: link.hash };
  }
  return ok(place);
}

function faultOf(place: ChainPlace, link: StoredLink): ChainFault | undefined {
  if (link.previous !== place.hash || link.number <= place.number) return "link";
  const event = parsed(link.body);
  if (event === undefined) return "unreadable";
  if (linkHash(link.previous, { ...link, event }) !== link.hash) return "content";
  const index = indexOf(event);
  return index.kind === link.kind && index.submissionId === link.submissionId ? undefined : "index";
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** A sound chain must also end where the head says: entries taken off its end leave no other trace. */
export const checkEnd = (end: ChainPlace, head: ChainPlace): Result<ChainPlace, ChainBreak> =>
  end.number === head.number && end.hash === head.hash ? ok(end) : err({ number: end.number + 1, fault: "tail" });

export function describeBreak({ number, fault }: ChainBreak): string {
  switch (fault) {
    case "link":
      return `第${number}条与前一条接不上：此前有日志被删除、插入或调换`;
    case "content":
      return `第${number}条与其校验值不符：时间、人员或内容被改动`;
    case "unreadable":
      return `第${number}条的内容无法读取：已损坏或被改动`;
    case "index":
      return `第${number}条的类别或所属自评被改动`;
    case "tail":
      return `日志末尾与登记的最后一条不符：从第${number}条起有日志被删除或添加`;
    default:
      return assertNever(fault);
  }
}
