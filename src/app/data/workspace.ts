import { ItemSaver, type SaverDeps, type SaveState } from "#app/data/item-saver.ts";
import type { OutboxEntry } from "#app/data/outbox.ts";
import { type Answer, emptyAnswer } from "#core/answer/answer.ts";
import { type Choice, canonical } from "#core/answer/merge.ts";
import type { ItemState, SubmissionDetail } from "#core/api/submission.ts";
import type { Evidence } from "#core/evidence/evidence.ts";
import type { Indicator, IndicatorTable } from "#core/indicator/indicator.ts";
import type { Lookup } from "#core/narrative/resolve.ts";
import type { Finding } from "#core/rule/finding.ts";
import { type ItemProgress, itemProgress, type Progress, totalProgress } from "#core/submission/progress.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";
import { type JoinedTarget, joinedTargets } from "#core/target/joined-target.ts";
import type { PlanFile } from "#core/target/plan.ts";
import { fieldTable, outline, type PlacedItem } from "#core/template/outline.ts";
import type { Template } from "#core/template/schema.ts";

export type Assignment = Pick<ItemState, "unitId" | "due" | "writable">;

/** What the answers are read by. */
export interface Vocabulary {
  template: Template;
  indicators: readonly Indicator[];
  plans: readonly PlanFile[];
}

export interface WorkspaceDeps {
  saverDeps: (itemKey: string) => Pick<SaverDeps, "send" | "keep" | "release" | "newKey" | "later">;
}

/**
 * The open submission as the person sees it now: stored answers overlaid with what was just typed.
 * Components subscribe to slices of it. Whatever comes out the same stays the same object, so that a keystroke
 * draws only what it changes.
 */
export class Workspace {
  readonly id: string;
  readonly title: string;
  readonly district: string;
  readonly year: number;
  readonly deadline: string | null;
  readonly template: Template;
  readonly indicators: IndicatorTable;
  readonly plans: readonly PlanFile[];
  readonly items: readonly PlacedItem[];
  #answers = new Map<string, Answer>();
  #assignments = new Map<string, Assignment>();
  #savers = new Map<string, ItemSaver>();
  #external = new Map<string, number>();
  #progress = new Map<string, { answer: Answer; evidence: readonly Evidence[]; value: ItemProgress }>();
  #evidence: readonly Evidence[];
  #total: Progress | undefined;
  #lookup: Lookup;
  #findings: readonly Finding[] = [];
  #findingsByItem: ReadonlyMap<string, readonly Finding[]> = new Map();
  #content: SubmissionContent | undefined;
  #targets: readonly JoinedTarget[] | undefined;
  #targetsByIndicator = new Map<string, readonly JoinedTarget[]>();
  #listeners = new Set<() => void>();

  constructor(detail: SubmissionDetail, { template, indicators, plans }: Vocabulary, deps: WorkspaceDeps) {
    this.id = detail.id;
    this.title = detail.title;
    this.district = detail.district;
    this.year = detail.year;
    this.deadline = detail.deadline;
    this.template = template;
    this.indicators = new Map(indicators.map((indicator) => [indicator.key, indicator]));
    this.plans = plans;
    this.items = outline(template);
    this.#evidence = detail.evidence;
    const fields = fieldTable(template);
    this.#lookup = {
      field: (key) => fields.get(key)?.field,
      value: (key) => {
        const owner = fields.get(key)?.item.key;
        return owner === undefined ? undefined : this.answer(owner).values[key];
      },
    };
    for (const state of detail.items) this.#open(state, deps);
  }

  #open(state: ItemState, deps: WorkspaceDeps): void {
    const { itemKey } = state;
    this.#answers.set(itemKey, state.answer);
    this.#assignments.set(itemKey, state);
    const saver = new ItemSaver(state.revision, state.answer, state.savedAt, {
      ...deps.saverDeps(itemKey),
      onState: () => this.#notify(),
      onAnswer: (answer) => {
        this.#answers.set(itemKey, answer);
        this.#external.set(itemKey, this.externalChanges(itemKey) + 1);
        this.#lookup = { ...this.#lookup };
        this.#contentChanged();
      },
    });
    this.#savers.set(itemKey, saver);
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #notify(): void {
    for (const listener of this.#listeners) listener();
  }

  #contentChanged(): void {
    this.#content = undefined;
    this.#notify();
  }

  answer(itemKey: string): Answer {
    return this.#answers.get(itemKey) ?? EMPTY;
  }

  /** Counts changes that came from elsewhere, so that a form knows when to take the new values over. */
  externalChanges(itemKey: string): number {
    return this.#external.get(itemKey) ?? 0;
  }

  /** What prose may quote. It is another object when a value has changed; writing prose leaves it. */
  get lookup(): Lookup {
    return this.#lookup;
  }

  edit(itemKey: string, answer: Answer): void {
    if (answer.values !== this.answer(itemKey).values) this.#lookup = { ...this.#lookup };
    this.#answers.set(itemKey, answer);
    this.#savers.get(itemKey)?.edit(answer);
    this.#contentChanged();
  }

  /** Adds a paragraph to the prose; the open editor takes it over like a change from elsewhere. */
  appendNarrative(itemKey: string, paragraph: string): void {
    const latest = this.answer(itemKey);
    const written = latest.narrative?.trimEnd() ?? "";
    this.#external.set(itemKey, this.externalChanges(itemKey) + 1);
    this.edit(itemKey, { ...latest, narrative: written === "" ? paragraph : `${written}\n${paragraph}` });
  }

  /** What the plans aim at for an indicator, the district's own first. */
  targetsOf(indicator: string | undefined): readonly JoinedTarget[] {
    this.#targets ??= this.plans.flatMap((plan) => joinedTargets(plan, this.indicators));
    const key = indicator ?? "";
    const known = this.#targetsByIndicator.get(key);
    if (known) return known;
    const found = this.#targets.filter((target) => target.indicator.key === key);
    this.#targetsByIndicator.set(key, found);
    return found;
  }

  saveState(itemKey: string): SaveState {
    return this.#savers.get(itemKey)?.state ?? SAVED;
  }

  resolve(itemKey: string, choices: Readonly<Record<string, Choice>>): void {
    this.#savers.get(itemKey)?.resolve(choices);
  }

  restore(entries: readonly OutboxEntry[]): void {
    for (const entry of entries) this.#savers.get(entry.itemKey)?.restore(entry);
  }

  async flush(): Promise<void> {
    await Promise.all([...this.#savers.values()].map((saver) => saver.flush()));
  }

  assignment(itemKey: string): Assignment {
    return this.#assignments.get(itemKey) ?? UNASSIGNED;
  }

  assign(itemKey: string, assignment: Pick<Assignment, "unitId" | "due">): void {
    this.#assignments.set(itemKey, { ...this.assignment(itemKey), ...assignment });
    this.#notify();
  }

  get evidence(): readonly Evidence[] {
    return this.#evidence;
  }

  putEvidence(record: Evidence): void {
    const others = this.#evidence.filter((known) => known.id !== record.id);
    this.#evidence = [...others, record];
    this.#contentChanged();
  }

  get findings(): readonly Finding[] {
    return this.#findings;
  }

  findingsOf(itemKey: string): readonly Finding[] {
    return this.#findingsByItem.get(itemKey) ?? NO_FINDINGS;
  }

  setFindings(findings: readonly Finding[]): void {
    this.#findings = findings;
    const here = (itemKey: string) => findings.filter((finding) => finding.itemKey === itemKey);
    const itemKeys = new Set(findings.map((finding) => finding.itemKey));
    this.#findingsByItem = new Map([...itemKeys].map((key) => [key, sameOr(this.findingsOf(key), here(key))]));
    this.#notify();
  }

  progress(itemKey: string): ItemProgress {
    const placed = this.items.find(({ item }) => item.key === itemKey);
    if (!placed) throw new Error(`no item ${itemKey}`);
    const answer = this.answer(itemKey);
    const known = this.#progress.get(itemKey);
    if (known && known.answer === answer && known.evidence === this.#evidence) return known.value;
    const fresh = itemProgress(placed.item, answer, this.#evidence);
    const value = known ? sameOr(known.value, fresh) : fresh;
    this.#progress.set(itemKey, { answer, evidence: this.#evidence, value });
    return value;
  }

  total(): Progress {
    const fresh = totalProgress(this.items.map(({ item }) => this.progress(item.key)));
    this.#total = this.#total ? sameOr(this.#total, fresh) : fresh;
    return this.#total;
  }

  /** Everything that checks and reports look at; the same object until something changes. */
  content(): SubmissionContent {
    this.#content ??= {
      template: this.template,
      indicators: this.indicators,
      plans: this.plans,
      district: this.district,
      year: this.year,
      answers: new Map(this.#answers),
      evidence: this.#evidence,
    };
    return this.#content;
  }
}

const sameOr = <T>(known: T, fresh: T): T => (canonical(known) === canonical(fresh) ? known : fresh);

const EMPTY = emptyAnswer();
const NO_FINDINGS: readonly Finding[] = [];
const SAVED: SaveState = { kind: "saved", at: null };
const UNASSIGNED: Assignment = { unitId: null, due: null, writable: false };
