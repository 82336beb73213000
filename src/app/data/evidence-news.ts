import type { Workspace } from "#app/data/workspace.ts";
import type { Evidence } from "#core/evidence/evidence.ts";

/**
 * Takes into the open workspace what others have put into the library, changed or taken out. Where something is done
 * here while the library is read, it is read once more: what was read may not have it yet.
 */
export class EvidenceNews {
  readonly #workspace: Pick<Workspace, "evidence" | "setEvidence">;
  readonly #read: () => Promise<readonly Evidence[]>;
  #asked = false;
  #running = false;

  constructor(workspace: Pick<Workspace, "evidence" | "setEvidence">, read: () => Promise<readonly Evidence[]>) {
    this.#workspace = workspace;
    this.#read = read;
  }

  /** Resolves when nothing more is asked for; fails as reading fails, and may then be called again. */
  async take(): Promise<void> {
    this.#asked = true;
    if (this.#running) return;
    this.#running = true;
    try {
      while (this.#asked) {
        this.#asked = false;
        const before = this.#workspace.evidence;
        const records = await this.#read();
        if (this.#workspace.evidence === before) this.#workspace.setEvidence(records);
        else this.#asked = true;
      }
    } finally {
      this.#running = false;
    }
  }
}
