import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { emptyAnswer } from "#core/answer/answer.ts";
import { errorBody } from "#core/api/error.ts";
import { saveAnswer } from "#core/api/submission.ts";
import type { ServerYear } from "#tests/contract/server-year.ts";

/** A save that the server has confirmed. */
export interface Acknowledged {
  itemKey: string;
  revision: number;
  text: string;
}

export interface Writers {
  /** how many are confirmed so far, and how many sendings had no answer or one that asks to come again */
  counts: () => { saved: number; unanswered: number };
  /** lets every save under way end, and gives all that were confirmed */
  stop: () => Promise<Acknowledged[]>;
}

interface Save {
  itemKey: string;
  base: number;
  text: string;
  key: string;
}

type Outcome = { kind: "saved"; revision: number } | { kind: "stale"; revision: number; text: string };

/**
 * Writers that never rest. Each adds lines to an item of its own and, in turns, to one that all of them share; what
 * stays without an answer goes again unchanged, as from a browser.
 */
export function startWriters(year: ServerYear, count: number): Writers {
  const acknowledged: Acknowledged[] = [];
  let ending = false;
  let unanswered = 0;
  const [shared = "", ...own] = year.itemKeys;

  const append = async (itemKey: string, line: string, known: { base: number; text: string }): Promise<void> => {
    for (;;) {
      const text = known.text === "" ? line : `${known.text}\n${line}`;
      const outcome = await sendUntilAnswered(year, () => (unanswered += 1), {
        itemKey,
        base: known.base,
        text,
        key: randomUUID(),
      });
      known.base = outcome.revision;
      if (outcome.kind === "saved") {
        known.text = text;
        acknowledged.push({ itemKey, revision: outcome.revision, text });
        return;
      }
      known.text = outcome.text;
    }
  };
  const write = async (writer: number): Promise<void> => {
    const mine = { base: 0, text: "" };
    const ours = { base: 0, text: "" };
    for (let turn = 1; !ending; turn += 1) {
      await append(own[writer] ?? "", `${writer}-${turn}`, mine);
      if (turn % 4 === 0) await append(shared, `${writer}-${turn}`, ours);
    }
  };
  const running = Promise.all(Array.from({ length: count }, (_, writer) => write(writer)));
  return {
    counts: () => ({ saved: acknowledged.length, unanswered }),
    stop: async () => {
      ending = true;
      await running;
      return acknowledged;
    },
  };
}

async function sendUntilAnswered(year: ServerYear, failed: () => void, save: Save): Promise<Outcome> {
  for (;;) {
    const response = await send(year, save);
    if (response) return response;
    failed();
    await delay(20);
  }
}

/** Undefined when no answer came: the server may have it or not. */
async function send({ origin, cookie, submissionId }: ServerYear, save: Save): Promise<Outcome | undefined> {
  const { itemKey, base, text, key } = save;
  try {
    const response = await fetch(`${origin}/api/submissions/${submissionId}/answers/${itemKey}`, {
      method: saveAnswer.method,
      headers: { "content-type": "application/json", cookie },
      body: JSON.stringify({ base, key, answer: { ...emptyAnswer(), narrative: text } }),
    });
    const body: unknown = await response.json();
    // away for the moment: nothing was saved, and the same may be asked again
    if (response.status === 503 || response.status === 502) return undefined;
    if (response.ok) return { kind: "saved", revision: saveAnswer.response?.parse(body).revision ?? -1 };
    const { stale, message } = errorBody.parse(body).error;
    if (!stale) throw new Error(message);
    return { kind: "stale", revision: stale.revision, text: stale.theirs.narrative ?? "" };
  } catch (error) {
    // fetch tells a lost connection by a TypeError, a broken body by a SyntaxError or the same
    if (error instanceof TypeError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
