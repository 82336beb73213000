import { call } from "#app/data/client.ts";
import type { Workspace } from "#app/data/workspace.ts";
import { beat, type Companion, getItem } from "#core/api/collation.ts";

/**
 * Says where this person is and learns what has changed. The newer answers of others come into the workspace without
 * a reload; what this person has typed stays on top of them.
 */
export class Pulse {
  readonly #workspace: Workspace;
  #stamp: string | undefined;
  #seen: { itemKey: string; answer: unknown; external: number } | undefined;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  /** Who else has the item open, and whether anything has changed since the last beat. */
  async beat(
    itemKey: string | undefined,
    signal?: AbortSignal,
  ): Promise<{ others: readonly Companion[]; changed: boolean }> {
    const params = { submissionId: this.#workspace.id };
    const body = {
      writing: this.#hasWritten(itemKey),
      ...(itemKey === undefined ? {} : { itemKey }),
      ...(this.#stamp === undefined ? {} : { stamp: this.#stamp }),
    };
    const { others, stamp, items } = await call(beat, { params, body, ...(signal ? { signal } : {}) });
    for (const changed of this.#workspace.takePulse(items ?? []))
      this.#workspace.receive(await call(getItem, { params: { ...params, itemKey: changed } }));
    // only now: what could not be fetched is told again with the next beat
    this.#stamp = stamp;
    return { others, changed: items !== undefined };
  }

  /** Whether the item's answer has changed since the last beat, and not because somebody else's came in. */
  #hasWritten(itemKey: string | undefined): boolean {
    const before = this.#seen;
    if (itemKey === undefined) {
      this.#seen = undefined;
      return false;
    }
    const answer = this.#workspace.answer(itemKey);
    const external = this.#workspace.externalChanges(itemKey);
    this.#seen = { itemKey, answer, external };
    return before?.itemKey === itemKey && before.answer !== answer && before.external === external;
  }
}
