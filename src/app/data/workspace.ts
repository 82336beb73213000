import { ItemSaver, type SaverDeps } from "#app/data/item-saver.ts";
import type { OutboxEntry } from "#app/data/outbox.ts";
import type { PlaceState, SaveState } from "#app/data/save-state.ts";
import type { Shelf } from "#app/data/shelf.ts";
import { targetsBy } from "#app/data/targets.ts";
import { type Answer, emptyAnswer } from "#core/answer/answer.ts";
import { canonical } from "#core/answer/canonical.ts";
import type { Choices, Conflict } from "#core/answer/merge.ts";
import type { ItemPulse } from "#core/api/collation.ts";
import type { ItemState, SubmissionDetail } from "#core/api/submission.ts";
import type { Evidence } from "#core/evidence/evidence.ts";
import type { Indicator, IndicatorTable } from "#core/indicator/indicator.ts";
import type { Lookup } from "#core/narrative/resolve.ts";
import type { Finding } from "#core/rule/finding.ts";
import type { LastYearFigures } from "#core/submission/last-year.ts";
import { type ItemProgress, itemProgress, type Progress, totalProgress } from "#core/submission/progress.ts";
import type { SubmissionContent } from "#core/submission/submission.ts";
import type { PlanFile } from "#core/target/plan.ts";
import { fieldTable, outline, type PlacedItem } from "#core/template/outline.ts";
import type { Template } from "#core/template/schema.ts";

/** Who has the item, whether this person may write it, and what is said about it. */
export type Assignment = Pick<ItemPulse, "unitId" | "due" | "writable" | "signOff" | "openComments">;

/** What the answers are read by. */
export interface Vocabulary {
  template: Template;
  indicators: readonly Indicator[];
  plans: readonly PlanFile[];
}

export interface WorkspaceDeps {
  saverDeps: (itemKey: string) => Pick<SaverDeps, "send" | "keep" | "release" | "newKey" | "later">;
  /** runs `task` when what was typed can be seen; returns its cancellation */
  afterPaint: (task: () => void) => () => void;
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
  readonly lastYear: LastYearFigures | undefined;
  readonly items: readonly PlacedItem[];
  readonly targetsOf: ReturnType<typeof targetsBy>;
  #answers = new Map<string, Answer>();
  #assignments = new Map<string, Assignment>();
  #savers = new Map<string, ItemSaver>();
  #external = new Map<string, number>();
  /** changes that wait for the picture, by item */
  #pending = new Map<string, (answer: Answer) => Answer>();
  #cancelPending: (() => void) | undefined;
  #shelf: Shelf = "keeps";
  /** another page of this person writes; its forms are shown here */
  #elsewhere = false;
  #retired = false;
  #readOnly = new Map<string, { of: Assignment; shown: Assignment }>();
  readonly #afterPaint: WorkspaceDeps["afterPaint"];
  #progress = new Map<string, { answer: Answer; evidence: readonly Evidence[]; value: ItemProgress }>();
  #evidence: readonly Evidence[];
  #total: Progress | undefined;
  #lookup: Lookup;
  #findings: readonly Finding[] = [];
  #findingsByItem: ReadonlyMap<string, readonly Finding[]> = new Map();
  #content: SubmissionContent | undefined;
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
    this.targetsOf = targetsBy(plans, this.indicators, template);
    this.lastYear = detail.lastYear ?? undefined;
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
    this.#afterPaint = deps.afterPaint;
    for (const state of detail.items) this.#open(state, deps);
  }

  #open(state: ItemState, deps: WorkspaceDeps): void {
    const { itemKey } = state;
    this.#answers.set(itemKey, state.answer);
    this.#assignments.set(itemKey, standingOf({ ...state, openComments: 0 }));
    const saver = new ItemSaver(state, {
      ...deps.saverDeps(itemKey),
      fields: this.items.find(({ item }) => item.key === itemKey)?.item.fields ?? [],
      onState: () => this.#notify(),
      onAnswer: (answer) => this.show(itemKey, answer),
    });
    this.#savers.set(itemKey, saver);
  }

  /** An answer that was not typed here: merged, restored, or typed in another page. */
  show(itemKey: string, answer: Answer): void {
    this.#answers.set(itemKey, answer);
    this.#external.set(itemKey, this.externalChanges(itemKey) + 1);
    this.#lookup = { ...this.#lookup };
    this.#contentChanged();
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

  /** The same edit once the character can be seen. Of a burst only the last is made, on the answer as it then is. */
  editLater(itemKey: string, change: (answer: Answer) => Answer): void {
    this.#pending.set(itemKey, change);
    this.#cancelPending ??= this.#afterPaint(() => this.settle());
  }

  /** Makes the edits that wait for the picture. */
  settle(): void {
    this.#cancelPending?.();
    this.#cancelPending = undefined;
    const pending = [...this.#pending];
    this.#pending.clear();
    for (const [itemKey, change] of pending) this.edit(itemKey, change(this.answer(itemKey)));
  }

  edit(itemKey: string, answer: Answer): void {
    if (answer.values !== this.answer(itemKey).values) this.#lookup = { ...this.#lookup };
    this.#answers.set(itemKey, answer);
    this.#savers.get(itemKey)?.edit(answer);
    this.#contentChanged();
  }

  /** An edit that was not made in the forms: they show it, and it is saved like any other. */
  rewrite(itemKey: string, answer: Answer): void {
    this.settle();
    this.#external.set(itemKey, this.externalChanges(itemKey) + 1);
    this.edit(itemKey, answer);
  }

  /** Adds a paragraph to the prose; the open editor takes it over like a change from elsewhere. */
  appendNarrative(itemKey: string, paragraph: string): void {
    const latest = this.answer(itemKey);
    const written = latest.narrative?.trimEnd() ?? "";
    this.rewrite(itemKey, { ...latest, narrative: written === "" ? paragraph : `${written}\n${paragraph}` });
  }

  saveState(itemKey: string): SaveState {
    return this.#savers.get(itemKey)?.state ?? SAVED;
  }

  placeState(itemKey: string, path: Conflict["path"]): PlaceState {
    return this.#savers.get(itemKey)?.place(path) ?? "untouched";
  }

  resolve(itemKey: string, choices: Choices): void {
    this.settle();
    this.#savers.get(itemKey)?.resolve(choices);
  }

  unsavedPlaces(itemKey: string): Conflict["path"][] {
    return this.#savers.get(itemKey)?.unsaved ?? [];
  }

  /** Gives up what could not be saved: the stored answer stands. */
  discard(itemKey: string): void {
    this.#savers.get(itemKey)?.discard();
  }

  restore(entries: readonly OutboxEntry[]): void {
    for (const entry of entries) this.#savers.get(entry.itemKey)?.restore(entry);
  }

  async flush(): Promise<void> {
    this.settle();
    await Promise.all([...this.#savers.values()].map((saver) => saver.flush()));
  }

  /** Another page takes over: nothing more is sent from here. Resolves when this machine has kept everything. */
  async retire(): Promise<void> {
    this.settle();
    this.#retired = true;
    await Promise.all([...this.#savers.values()].map((saver) => saver.retire()));
  }

  get retired(): boolean {
    return this.#retired;
  }

  /** Whether everything typed has reached the server. */
  get saved(): boolean {
    return this.#pending.size === 0 && [...this.#savers.values()].every((saver) => saver.state.kind === "saved");
  }

  /** Whether closing the page now would lose something. */
  get unsafe(): boolean {
    return this.#pending.size > 0 || [...this.#savers.values()].some((saver) => saver.unsafe);
  }

  get shelf(): Shelf {
    return this.#shelf;
  }

  setShelf(shelf: Shelf): void {
    if (shelf === this.#shelf) return;
    this.#shelf = shelf;
    this.#notify();
  }

  get elsewhere(): boolean {
    return this.#elsewhere;
  }

  setElsewhere(elsewhere: boolean): void {
    if (elsewhere === this.#elsewhere) return;
    this.#elsewhere = elsewhere;
    this.#notify();
  }

  #standing(itemKey: string): Assignment {
    return this.#assignments.get(itemKey) ?? UNASSIGNED;
  }

  /** Nothing is writable here while another page of this person writes. */
  assignment(itemKey: string): Assignment {
    const of = this.#standing(itemKey);
    if (!this.#elsewhere) return of;
    const known = this.#readOnly.get(itemKey);
    if (known?.of === of) return known.shown;
    const shown = { ...of, writable: false };
    this.#readOnly.set(itemKey, { of, shown });
    return shown;
  }

  assign(itemKey: string, assignment: Pick<Assignment, "unitId" | "due">): void {
    this.#assignments.set(itemKey, { ...this.#standing(itemKey), ...assignment });
    this.#notify();
  }

  /** What the server says about the items by now; gives back which of them others have changed. */
  takePulse(items: readonly ItemPulse[]): string[] {
    for (const item of items)
      this.#assignments.set(item.itemKey, sameOr(this.#standing(item.itemKey), standingOf(item)));
    this.#notify();
    return items.filter(({ itemKey, revision }) => revision > this.revision(itemKey)).map(({ itemKey }) => itemKey);
  }

  /** An item as the server has it: what this person has typed meanwhile stays on top of it. */
  receive(state: ItemState): void {
    this.settle();
    const { openComments } = this.#standing(state.itemKey);
    this.#assignments.set(state.itemKey, standingOf({ ...state, openComments }));
    // the page that writes takes it in and shows it here
    if (!this.#elsewhere) this.#savers.get(state.itemKey)?.receive(state);
    this.#notify();
  }

  signOff(itemKey: string, signOff: NonNullable<Assignment["signOff"]>): void {
    this.#assignments.set(itemKey, { ...this.#standing(itemKey), signOff });
    this.#notify();
  }

  countComments(itemKey: string, openComments: number): void {
    this.#assignments.set(itemKey, sameOr(this.#standing(itemKey), { ...this.#standing(itemKey), openComments }));
    this.#notify();
  }

  revision(itemKey: string): number {
    return this.#savers.get(itemKey)?.revision ?? 0;
  }

  get evidence(): readonly Evidence[] {
    return this.#evidence;
  }

  putEvidence(record: Evidence): void {
    const others = this.#evidence.filter((known) => known.id !== record.id);
    this.#evidence = [...others, record];
    this.#contentChanged();
  }

  /** The whole library as the server has it. */
  setEvidence(records: readonly Evidence[]): void {
    const known = this.#evidence;
    this.#evidence = sameOr(known, records);
    if (this.#evidence !== known) this.#contentChanged();
  }

  dropEvidence(id: string): void {
    this.#evidence = this.#evidence.filter((known) => known.id !== id);
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
      lastYear: this.lastYear,
    };
    return this.#content;
  }
}

const sameOr = <T>(known: T, fresh: T): T => (canonical(known) === canonical(fresh) ? known : fresh);

const EMPTY = emptyAnswer();
const NO_FINDINGS: readonly Finding[] = [];
const SAVED: SaveState = { kind: "saved", at: null };
const UNASSIGNED: Assignment = { unitId: null, due: null, writable: false, openComments: 0 };

const standingOf = ({ unitId, due, writable, signOff, openComments }: Assignment): Assignment => ({
  unitId,
  due,
  writable,
  openComments,
  ...(signOff ? { signOff } : {}),
});
