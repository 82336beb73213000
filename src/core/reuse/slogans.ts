import { chineseNumber } from "#core/reuse/chinese-number.ts";
import type { Span } from "#core/reuse/sentences.ts";

/** Words that belong to one year. */
export interface Slogan extends Span {
  year: number;
}

const NUMBER = "(\\d{1,3}|[一二三四五六七八九十百零两]{1,7})";

interface Kind {
  pattern: RegExp;
  /** the year that the number in it stands for */
  year: (n: number) => number;
}

const anniversary = (of: string, founded: number): Kind => ({
  pattern: new RegExp(`(?:庆祝|纪念|喜迎|迎接|献礼)?[“"]?(?:${of})${NUMBER}周年`, "g"),
  year: (n) => founded + n,
});

/** What is numbered: anniversaries by the year of the event, congresses and five-year plans by their order. */
const NUMBERED: readonly Kind[] = [
  anniversary("建党|(?:中国)?共产党成立|党的生日|党成立", 1921),
  anniversary("新中国成立|中华人民共和国成立|建国|国庆|共和国", 1949),
  anniversary("改革开放", 1978),
  anniversary("建军|(?:中国人民)?解放军建军", 1927),
  anniversary("五四运动", 1919),
  anniversary("(?:中国人民)?抗(?:日)?战(?:争)?(?:暨世界反法西斯战争)?胜利", 1945),
  anniversary("(?:红军)?长征胜利", 1936),
  anniversary("(?:中国人民志愿军)?抗美援朝(?:出国作战)?", 1950),
  anniversary("(?:重庆)?直辖(?:市)?(?:成立)?", 1997),
  anniversary("(?:中国)?共青团(?:成立)?|建团", 1922),
  anniversary("少先队(?:建队)?|建队", 1949),
  {
    pattern: new RegExp(
      `(?:喜迎|迎接|献礼|迎庆|以优异成绩迎接)(?:党的|中国共产党)?(?:第)?${NUMBER}(?:大|次全国代表大会)`,
      "g",
    ),
    year: (n) => 2022 + 5 * (n - 20),
  },
  { pattern: new RegExp(`[“"]?${NUMBER}五[”"]?(?:规划)?(?:的)?(?:开局|起步)`, "g"), year: (n) => 2021 + 5 * (n - 14) },
  { pattern: new RegExp(`[“"]?${NUMBER}五[”"]?(?:规划)?(?:的)?收官`, "g"), year: (n) => 2025 + 5 * (n - 14) },
];

/** Campaigns and events that are named without a number, by the last year in which they were going on. */
const NAMED: readonly { pattern: RegExp; year: number }[] = [
  { pattern: /党史学习教育/g, year: 2021 },
  { pattern: /(?:决胜|全面建成)小康社会(?:收官|决胜)/g, year: 2020 },
  { pattern: /脱贫攻坚(?:收官|决战|决胜)/g, year: 2020 },
  { pattern: /(?:北京|喜迎|助力)冬奥(?:会)?/g, year: 2022 },
  { pattern: /“?不忘初心、?牢记使命”?主题教育/g, year: 2019 },
  { pattern: /学习贯彻习近平新时代中国特色社会主义思想主题教育/g, year: 2023 },
  { pattern: /党纪学习教育/g, year: 2024 },
  { pattern: /深入贯彻中央八项规定精神学习教育/g, year: 2025 },
  { pattern: /常态化疫情防控|新冠肺炎疫情|停课不停学|核酸检测/g, year: 2022 },
];

export function slogansIn(text: string): Slogan[] {
  const found = [
    ...NUMBERED.flatMap(({ pattern, year }) =>
      [...text.matchAll(pattern)].flatMap((match): Slogan[] => {
        const n = chineseNumber(match[1] ?? "");
        return n === undefined ? [] : [{ ...spanOf(match), year: year(n) }];
      }),
    ),
    ...NAMED.flatMap(({ pattern, year }) => [...text.matchAll(pattern)].map((match) => ({ ...spanOf(match), year }))),
  ].sort((a, b) => a.start - b.start || b.end - a.end);
  return found.filter(
    (each, index) => !found.slice(0, index).some(({ start, end }) => start <= each.start && each.end <= end),
  );
}

const spanOf = (match: RegExpExecArray): Span => ({
  start: match.index,
  end: match.index + match[0].length,
  text: match[0],
});
