import type { Answer } from "#core/answer/answer.ts";

/** safe: nobody has to do anything; needs-work: drafts have something to do; breaking: answers lose their home. */
export const CHANGE_CLASSES = ["safe", "needs-work", "breaking"] as const;
export type ChangeClass = (typeof CHANGE_CLASSES)[number];
export const CLASS_TEXT: Record<ChangeClass, string> = {
  safe: "安全",
  "needs-work": "须补填或核对",
  breaking: "影响已填内容",
};

export type ChangeKind = "added" | "changed" | "removed" | "moved" | "renamed" | "split" | "merged";
export type ChangeSubject = "template" | "section" | "item" | "field" | "slot" | "rule" | "unit";

/** One change between two versions, in a sentence. */
export interface Change {
  /** stable: item.added, field.unit … */
  code: string;
  kind: ChangeKind;
  subject: ChangeSubject;
  class: ChangeClass;
  /** keys joined by /, in the version that has it: the new one, or the old one for what is gone */
  path: string;
  /** the item of the new version that fillers see it at */
  itemKey?: string;
  text: string;
  /** running drafts with an answer that it concerns, and how many such answers there are */
  touched: { submissions: number; answers: number };
}

/** Which places of one running draft are filled: all that the counts need to know of it. */
export interface FilledDraft {
  submission: string;
  items: ReadonlyMap<string, { fields: ReadonlySet<string>; narrative: boolean; slots: ReadonlySet<string> }>;
}

export const filledDraft = (
  submission: string,
  answers: ReadonlyMap<string, Answer>,
  slots: (itemKey: string) => readonly string[],
): FilledDraft => ({
  submission,
  items: new Map(
    [...answers].map(([key, answer]) => [
      key,
      {
        fields: new Set(Object.keys(answer.values)),
        narrative: (answer.narrative ?? "").trim() !== "",
        slots: new Set(slots(key)),
      },
    ]),
  ),
});

export type Count = (of: (filled: FilledDraft) => number) => Change["touched"];

export const counterOf =
  (drafts: readonly FilledDraft[]): Count =>
  (of) => {
    const counts = drafts.map(of).filter((count) => count > 0);
    return { submissions: counts.length, answers: counts.reduce((sum, count) => sum + count, 0) };
  };

export const NOBODY: Change["touched"] = { submissions: 0, answers: 0 };

/** Everything that is filled in of an item. */
export function answersIn({ items }: FilledDraft, itemKey: string): number {
  const filled = items.get(itemKey);
  return filled === undefined ? 0 : filled.fields.size + (filled.narrative ? 1 : 0);
}

export const worst = (classes: readonly ChangeClass[]): ChangeClass =>
  classes.includes("breaking") ? "breaking" : classes.includes("needs-work") ? "needs-work" : "safe";
