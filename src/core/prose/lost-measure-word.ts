import { type Fault, faultsBy } from "#core/prose/fault.ts";

/** Nouns of the field that are counted with a measure word, and with which. */
const COUNTED: readonly (readonly [nouns: string, word: string])[] = [
  [
    "成员单位|责任单位|牵头单位|部门|乡镇|镇街|街道|区县|县区|社区|项目|课题|基地|平台|专业|班级|教学班|小组|环节|党组织|党支部|教育集团|集团|创新团队|团队|名师工作室|工作室|监测点|教学点|成员学校",
    "个",
  ],
  ["中小学校?|学校|小学|初中|高中|幼儿园|高校|高职院校|院校", "所"],
  ["校外培训机构|培训机构|企业|机构", "家"],
  ["教师|学生|幼儿|校长|园长|党员|督学|志愿者", "名"],
];
const WORD_FOR = COUNTED.map(([nouns, word]) => [new RegExp(`^(?:${nouns})`), word] as const);
/** A figure right before such a noun; not a year, an order (第3), a part of a word (5G) or of a list (1、2). */
const BEFORE_NOUN = new RegExp(
  `(?<![\\d.〔（(年第之—–\\-~～至+/:：A-Za-z%])(\\d{1,4})(?=(?:${COUNTED.map(([nouns]) => nouns).join("|")}))`,
  "g",
);
const YEAR = /^(19|20)\d{2}$/;
/** 教育部等13部门: the number of a joint document's offices stands without a measure word. */
const JOINT_OFFICES = /等$/;

const beforeNoun = (text: string): Fault[] =>
  faultsBy(BEFORE_NOUN, ({ index, 0: figure }) => {
    const place = index + figure.length;
    const after = text.slice(place, place + 8);
    if (YEAR.test(figure) || (JOINT_OFFICES.test(text.slice(0, index)) && after.startsWith("部门"))) return undefined;
    const word = WORD_FOR.find(([nouns]) => nouns.test(after))?.[1];
    if (word === undefined) return undefined;
    return { kind: "lost-measure-word", start: place, end: place, certainty: "medium", replacement: word };
  })(text);

/** What may stand between the figure and the noun of an activity: 开展3次督导, 举办2期培训, 组织30余人. */
const ACTIVITY =
  /(?<=(?:开展|举办|召开|举行|进行|组织|完成)了?)(\d{1,3})(?=[\u4e00-\u9fa5])(?![次轮场期届个项名人所批天月年日周学时小课多余万亿百千种类堂节门份篇部本台套件家条段级支队站线台来几对位点分张户村镇乡例起处间座栋亩里米公块笔单站座批星号代维区%至到和与及、])/g;

/** 全年开展2专项督查 → 2次专项督查 */
const activities = faultsBy(
  ACTIVITY,
  ({ index, 0: figure }): Fault => ({
    kind: "lost-measure-word",
    start: index + figure.length,
    end: index + figure.length,
    certainty: "medium",
    replacement: "次",
  }),
);

/** 选派500城区教师, 新建3市级基地: what is counted stands further on, so the word is for a person to choose. */
const COUNTING =
  /(?<=(?:选派|选树|打造|建成|培育|新建|引进|创建|聘请|聘任|招聘|培训|表彰|命名|认定|评选|新增|配备|改扩建|建有)了?)(\d{1,5})(?=[\u4e00-\u9fa5]{3})(?![次轮场期届个项名人所批天月年日周学时小课多余万亿百千种类堂节门份篇部本台套件家条段级支队站线来几对位点分张户村镇乡例起处间座栋亩里米公块笔单批星号代维区至到和与及元平床辆幅册株盏只把口根片组班列车艘杯瓶岁届职厘毫克吨升斤度倍成])/g;
const counted = faultsBy(COUNTING, ({ index, 0: figure }): Fault | undefined =>
  YEAR.test(figure)
    ? undefined
    : {
        kind: "lost-measure-word",
        start: index + figure.length,
        end: index + figure.length,
        certainty: "medium",
        readings: ["个", "名", "所", "项"],
      },
);

export const lostMeasureWordFaults = (text: string): Fault[] =>
  [beforeNoun, activities, counted].flatMap((detect) => detect(text));
