import type { Indicator, IndicatorTable } from "#core/indicator/indicator.ts";
import type { Passage, Sentence } from "#core/numbers/passage.ts";

/** A place where an indicator is named. */
export interface Mention {
  start: number;
  end: number;
  /** the indicators that the words may mean: one, or the school stages of a family (小学、初中校际差异系数) */
  choices: readonly Choice[];
  /** the words name what falls or rises, the indicator is the fall or rise itself */
  moved?: "up" | "down";
}

export interface Choice {
  indicator: Indicator;
  /** the stage that has to be named nearby; undefined where the name itself says it all */
  stage?: string;
}

export interface Name {
  text: string;
  choices: Choice[];
  moved?: "up" | "down";
}

const STAGES = ["幼儿园", "小学", "初中", "普通高中", "高中", "中职"];
const SHORTEST_FAMILY = 4;
const MOVED = /(?:降幅|下降百分点|减少比例|压减比例|压减率)$/;

/** 占比, 比例 and 比重 are said of one thing. */
function variants(name: string): string[] {
  const shares = /(?:占比|比例|比重)$/.test(name)
    ? ["占比", "比例", "比重"].map((word) => name.replace(/(?:占比|比例|比重)$/, word))
    : [name];
  return shares.flatMap((each) => (each.includes("幼儿园") ? [each, each.replace("幼儿园", "园")] : [each]));
}

/** Names by their first two characters, the longest first. */
export type Names = ReadonlyMap<string, readonly Name[]>;

const known = new WeakMap<IndicatorTable, Names>();

/** All the words by which the indicators are named. */
export function namesOf(indicators: IndicatorTable): Names {
  const made = known.get(indicators) ?? index(allNames(indicators));
  known.set(indicators, made);
  return made;
}

function allNames(indicators: IndicatorTable): Name[] {
  const plain = new Map<string, Name>();
  const moved: Name[] = [];
  const put = (text: string, choice: Choice): void => {
    const same = plain.get(text);
    if (!same) plain.set(text, { text, choices: [choice] });
    else if (choice.stage !== undefined && !same.choices.some(({ indicator }) => indicator === choice.indicator))
      same.choices.push(choice);
  };
  const each = [...indicators.values()].flatMap((indicator) =>
    [indicator.name, ...indicator.aliases].map((name) => ({ indicator, name })),
  );
  for (const { indicator, name } of each) for (const text of variants(name)) put(text, { indicator });
  for (const { indicator, name } of each) {
    const text = name.replace(MOVED, "");
    if (text !== name && text.length >= SHORTEST_FAMILY) moved.push({ text, choices: [{ indicator }], moved: "down" });
    const stage = STAGES.find((word) => name.startsWith(word));
    const rest = stage === undefined ? "" : name.slice(stage.length);
    if (stage !== undefined && rest.length >= SHORTEST_FAMILY) put(rest, { indicator, stage });
  }
  return [...plain.values(), ...moved];
}

function index(names: readonly Name[]): Names {
  const found = new Map<string, Name[]>();
  for (const name of [...names].sort((a, b) => b.text.length - a.text.length)) {
    const key = name.text.slice(0, 2);
    found.set(key, [...(found.get(key) ?? []), name]);
  }
  return found;
}

/** Every mention in a passage, of overlapping ones the first and longest. What falls may be an indicator itself: both. */
export function mentionsIn({ text }: Passage, names: Names): Mention[] {
  const found: Mention[] = [];
  let free = 0;
  for (let at = 0; at + 1 < text.length; at += 1) {
    for (const { text: word, choices, moved } of names.get(text.slice(at, at + 2)) ?? []) {
      if ((!moved && at < free) || !text.startsWith(word, at)) continue;
      const end = at + word.length;
      found.push({ start: at, end, choices, ...(moved ? { moved } : {}) });
      if (!moved) free = end;
    }
  }
  return found;
}

/** The mentions of each sentence. Both are in order, so one walk is enough. */
export function bySentence({ sentences }: Passage, mentions: readonly Mention[]): Map<Sentence, Mention[]> {
  const found = new Map<Sentence, Mention[]>();
  let place = 0;
  for (const sentence of sentences) {
    const own: Mention[] = [];
    for (let each = mentions[place]; each !== undefined && each.start < sentence.end; each = mentions[place]) {
      if (each.end <= sentence.end) own.push(each);
      place += 1;
    }
    found.set(sentence, own);
  }
  return found;
}
