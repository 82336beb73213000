import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  CHAIN_START,
  type ChainPlace,
  checkEnd,
  describeBreak,
  followChain,
  indexOf,
  linkHash,
  type StoredLink,
} from "#core/audit/chain.ts";
import { hostileText } from "#tests/fixtures/core-arbitraries.ts";
import { holds } from "#tests/fixtures/core-property.ts";

const START: ChainPlace = { number: 0, hash: CHAIN_START };

const entry = fc.record({
  organisationId: fc.option(hostileText),
  at: fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  accountId: fc.option(hostileText),
  event: fc.record({ type: hostileText, submissionId: hostileText, detail: fc.jsonValue() }),
});

function chainOf(
  entries: readonly { organisationId: string | null; at: string; accountId: string | null; event: unknown }[],
) {
  let previous = CHAIN_START;
  return entries.map((each, index): StoredLink => {
    const body = JSON.stringify(each.event);
    const hash = linkHash(previous, { ...each, event: JSON.parse(body) });
    const link = { ...each, number: index + 1, previous, hash, body, ...indexOf(each.event) };
    previous = hash;
    return link;
  });
}

const chain = fc.array(entry, { minLength: 2, maxLength: 12 }).map(chainOf);

describe("the chain of the log", () => {
  it("is sound as it was written, followed at once or from any place on", () => {
    holds([chain, fc.nat()], (links, at) => {
      const whole = followChain(START, links);
      expect(whole).toMatchObject({ ok: true, value: { number: links.length } });
      const cut = at % links.length;
      const first = followChain(START, links.slice(0, cut));
      if (!first.ok) throw new Error("broken");
      expect(followChain(first.value, links.slice(cut))).toEqual(whole);
    });
  });

  it("is the same whatever the order of an event's members", () => {
    const fields = { organisationId: null, at: "2022-11-08T00:00:00.000Z", accountId: null };
    expect(linkHash(CHAIN_START, { ...fields, event: { a: 1, b: [2] } })).toBe(
      linkHash(CHAIN_START, { ...fields, event: { b: [2], a: 1 } }),
    );
  });

  it("has not changed since the first version: logs that are there stay readable", () => {
    const event = { type: "unit.created", unitId: "u", name: "区财政局" };
    const first = linkHash(CHAIN_START, { organisationId: "o", at: "2022-11-08T00:00:00.000Z", accountId: "a", event });
    expect(first).toBe("8f5e0160e302cb1a8517828aeca0b49ed688d151158445ee28b78ea1fe8dc735");
  });

  const changes: Record<string, (link: StoredLink) => StoredLink> = {
    "the time": (link) => ({ ...link, at: `${link.at}x` }),
    "the person": (link) => ({ ...link, accountId: `${link.accountId ?? ""}x` }),
    "the organisation": (link) => ({ ...link, organisationId: `${link.organisationId ?? ""}x` }),
    "the event": (link) => ({ ...link, body: JSON.stringify({ changed: link.body }) }),
    "the event, unreadably": (link) => ({ ...link, body: `${link.body}}` }),
    "the kind": (link) => ({ ...link, kind: `${link.kind}x` }),
    "the submission": (link) => ({ ...link, submissionId: `${link.submissionId ?? ""}x` }),
    "the hash": (link) => ({ ...link, hash: "f".repeat(64) }),
  };
  it.each(Object.entries(changes))("shows where %s was changed", (_, change) => {
    holds([chain, fc.nat()], (links, at) => {
      const victim = at % links.length;
      const altered = links.map((link, index) => (index === victim ? change(link) : link));
      expect(followChain(START, altered)).toMatchObject({ ok: false, error: { number: victim + 1 } });
    });
  });

  it("shows where an entry was changed and its own hash made anew", () => {
    holds([chain], (links) => {
      const [first, ...rest] = links;
      if (!first) throw new Error("empty");
      const body = JSON.stringify({ type: "other" });
      const event: unknown = JSON.parse(body);
      const forged = { ...first, body, ...indexOf(event), hash: linkHash(first.previous, { ...first, event }) };
      expect(followChain(START, [forged, ...rest])).toEqual({ ok: false, error: { number: 2, fault: "link" } });
    });
  });

  it("shows what was taken out, put in twice or swapped", () => {
    holds([chain, fc.nat()], (links, at) => {
      const victim = at % (links.length - 1);
      const [a, b] = [links[victim], links[victim + 1]];
      if (!a || !b) throw new Error("too short");
      const without = links.filter((_, index) => index !== victim);
      expect(followChain(START, without)).toMatchObject({ ok: false, error: { number: victim + 2, fault: "link" } });
      expect(followChain(START, [...links.slice(0, victim + 1), a, ...links.slice(victim + 1)]).ok).toBe(false);
      expect(followChain(START, [...links.slice(0, victim), b, a, ...links.slice(victim + 2)]).ok).toBe(false);
    });
  });

  it("shows by its head what was taken off its end", () => {
    holds([chain, fc.nat()], (links, at) => {
      const whole = followChain(START, links);
      const short = followChain(START, links.slice(0, at % links.length));
      if (!whole.ok || !short.ok) throw new Error("broken");
      expect(checkEnd(whole.value, whole.value).ok).toBe(true);
      expect(checkEnd(short.value, whole.value)).toMatchObject({ ok: false, error: { fault: "tail" } });
    });
  });

  it("says in Chinese where it breaks, and why", () => {
    for (const fault of ["link", "content", "unreadable", "index", "tail"] as const)
      expect(describeBreak({ number: 17, fault })).toMatch(/第17条.*[。\u4e00-\u9fff]/);
  });
});
