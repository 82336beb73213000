/**
 * Classes that exclude each other, by what they divide. Parts that name different classes of one family can't overlap,
 * so that their sum can't exceed the whole; of a closed family it has to be the whole.
 */
interface Family {
  classes: readonly RegExp[];
  /** the classes that together are everything, by their places above */
  closed?: readonly (readonly number[])[];
  /** what has to be said of the whole for the closed set to be everything */
  closedWhere?: RegExp;
}

const FAMILIES: readonly Family[] = [
  {
    classes: [
      /幼儿园|学前|幼儿/,
      /(?:完全)?小学(?!部)/,
      /(?:初中|初级中学)(?!部)/,
      /(?<!初)(?:普通高中|普高|高中)|高级中学/,
      /中职|职高|职业/,
      /特教|特殊教育/,
      /九年一贯制|九年制/,
      /十二年一贯制/,
      /完全中学|完中/,
    ],
    closed: [[1, 2]],
    closedWhere: /义务教育|义教/,
  },
  { classes: [/公办/, /民办/], closed: [[0, 1]] },
  { classes: [/城区|城市|城镇|主城/, /农村|乡村|乡镇|镇乡|镇村/], closed: [[0, 1]] },
  { classes: [/男/, /女/], closed: [[0, 1]] },
  { classes: [/专职/, /兼职/], closed: [[0, 1]] },
  { classes: [/(?<!非)在编|(?<!非)编内/, /编外|临聘|非在编/], closed: [[0, 1]] },
  { classes: [/财政性/, /非财政|社会投入|事业收入/] },
  { classes: [/中央/, /省级|市级|市财政/, /区级|县级|区财政|县财政/, /校级|自筹/] },
  { classes: [/国家级|全国/, /省级|市级|重庆市|全市/, /区级|县级/, /校级/] },
  { classes: [/正高/, /副高|(?<!正|副)高级/, /一级|中级/, /二级|三级|初级/] },
  { classes: [/博士/, /硕士|研究生/, /本科/, /专科|大专/] },
  { classes: [/新建/, /改扩建|改建|扩建|改造/, /迁建|回购|移交/] },
  { classes: [/藏/, /新疆/, /台湾/, /香港|澳门|港澳/] },
];

const YEAR = /((?:19|20)\d\d)年/;
const REST = /其他|其它|其余|剩余/;

export interface Division {
  /** no two parts can share anything */
  exclusive: boolean;
  /** together they are the whole */
  exhaustive: boolean;
}

/** How the words before (or after) each part divide the whole that `context` speaks of. */
export function divisionOf(parts: readonly string[], context: string): Division {
  if (parts.length < 2) return { exclusive: false, exhaustive: false };
  const years = parts.map((words) => YEAR.exec(words)?.[1]);
  if (years.every((year) => year !== undefined) && new Set(years).size === years.length)
    return { exclusive: true, exhaustive: consecutive(years.map(Number)) };
  const rest = REST.test(parts.at(-1) ?? "");
  for (const family of FAMILIES) {
    const places = parts.map((words) => family.classes.findIndex((pattern) => pattern.test(words)));
    const named = rest ? places.slice(0, -1) : places;
    if (named.includes(-1) || new Set(named).size < named.length) continue;
    const everyStage = family === FAMILIES[0] && [0, 1, 2, 3].every((place) => places.includes(place));
    const closed = (family.closed ?? []).some(
      (set) => set.length === places.length && set.every((place) => places.includes(place)),
    );
    return {
      exclusive: true,
      exhaustive: rest || everyStage || (closed && (family.closedWhere?.test(context) ?? true)),
    };
  }
  return { exclusive: rest, exhaustive: rest };
}

const consecutive = (years: readonly number[]): boolean =>
  [...years].sort((a, b) => a - b).every((year, index, all) => index === 0 || year === (all[index - 1] ?? 0) + 1);
