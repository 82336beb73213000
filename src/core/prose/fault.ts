/** How sure the reading is. What is high is read through by the checks; nothing is changed without a person. */
export type Certainty = "high" | "medium" | "low";

export type FaultKind =
  | "document-number"
  | "document-number-brackets"
  | "document-number-sign"
  | "document-number-order"
  | "lost-year"
  | "lost-date"
  | "lost-unit"
  | "lost-measure-word"
  | "merged-figures"
  | "merged-years"
  | "lost-stop"
  | "lost-comma"
  | "lost-word"
  | "lost-title-end"
  | "unpaired-mark"
  | "half-width"
  | "doubled-punctuation"
  | "stray-space"
  | "doubled-hedge"
  | "exact-with-remainder"
  | "wrong-word"
  | "doubled-word"
  | "school-year"
  | "placeholder"
  | "heading-stop"
  | "end-stop";

/** A damaged or doubtful place of a text, in UTF-16 units. `start` = `end` where something is missing. */
export interface Fault {
  kind: FaultKind;
  start: number;
  end: number;
  certainty: Certainty;
  /** what should stand there; absent where only a person can know */
  replacement?: string;
  /** all ways in which the place can be read, the likeliest first */
  readings?: readonly string[];
  /** what confirms the reading, or what is missing, in words */
  because?: string;
}

export type Detector = (text: string) => Fault[];

/** Everything a detector finds with one expression; `make` returns undefined where the match is no fault. */
export function faultsBy(expression: RegExp, make: (match: RegExpExecArray) => Fault | undefined): Detector {
  return (text) =>
    [...text.matchAll(expression)].flatMap((match) => {
      const fault = make(match);
      return fault ? [fault] : [];
    });
}

/** A detector for something missing at the place where the expression matches. */
export const missingAt = (
  expression: RegExp,
  fault: Pick<Fault, "kind" | "certainty"> & { replacement: string; because?: string },
): Detector => faultsBy(expression, ({ index }) => ({ ...fault, start: index, end: index }));
