import { isBankCard } from "#core/publishing/bank-card.ts";
import type { Disclosure } from "#core/publishing/disclosure.ts";
import { isIdNumber, mayBeOldIdNumber } from "#core/publishing/id-number.ts";

/** A run of digits, possibly grouped by blanks or hyphens as cards and telephones are. */
const DIGITS = /(?<![\dA-Za-z.])\d(?:[ -]?\d){10,18}[Xx]?(?![\dA-Za-z]|\.\d)/g;
/** Numbers that look alike and may be published. */
const PUBLIC_NUMBER =
  /(?:索\s?引\s?号|信用代码|统一代码|机构代码|登记号|许可证号?|备案号|文号|编号|标识码|项目代码)[\s\]:：|]{0,6}$/;
const ID_CONTEXT = /身份证|证件号|身份号码/;
const CARD_CONTEXT = /卡号|账号|帐号|银行卡|开户/;

/** ID numbers, bank cards and mobile numbers: told apart by their check digits, not by their look. */
export function numbersOfPersons(text: string): Disclosure[] {
  return [...text.matchAll(DIGITS)].flatMap(({ 0: found, index: start }): Disclosure[] => {
    const before = text.slice(Math.max(0, start - 24), start);
    const end = start + found.length;
    if (PUBLIC_NUMBER.test(before) || text.charAt(end) === "/") return [];
    const digits = found.replace(/[ -]/g, "");
    const kind = kindOf(digits, before);
    return kind ? [{ ...kind, start, end }] : [];
  });
}

function kindOf(digits: string, before: string): Pick<Disclosure, "kind" | "doubtful"> | undefined {
  if (isIdNumber(digits)) return { kind: "id-number" };
  if (ID_CONTEXT.test(before) && /^\d{15}$|^\d{17}[\dXx]$/.test(digits)) return { kind: "id-number" };
  if (/^1[3-9]\d{9}$/.test(digits)) return { kind: "mobile-number" };
  if (isBankCard(digits))
    return CARD_CONTEXT.test(before) ? { kind: "bank-card" } : { kind: "bank-card", doubtful: true };
  if (CARD_CONTEXT.test(before) && digits.length >= 12) return { kind: "bank-card" };
  if (mayBeOldIdNumber(digits)) return { kind: "id-number", doubtful: true };
  return undefined;
}

const EMAIL = /(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}/g;
const HOME =
  /(?:家庭住址|家庭地址|现住址|居住地址|户籍地址?)\s?(?:为|是|[:：])\s?[\u4e00-\u9fa5\dA-Za-z-]{4,40}|\d{1,3}[栋幢号]楼?\d{1,2}单元[\d-]{1,5}[室号]?/g;

/** 百家姓 of most people; a list of words that all begin with one of these is a list of names. */
const SURNAMES =
  "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文";
const NAME = `[${SURNAMES}][\\u4e00-\\u9fa5]{1,2}`;
const PUPILS = new RegExp(
  `(?:学生|幼儿|同学|学员|孩子|获奖者|受助者)(?:名单)?[:：为有是]?\\s?(${NAME}(?:（[^（）]{1,12}）|\\([^()]{1,12}\\))?(?:[、，, ]${NAME}(?:（[^（）]{1,12}）|\\([^()]{1,12}\\))?){1,40})(?=[等。；;，,、（(\\s]|$)`,
  "g",
);
/** words of the field that begin like a name */
const WORDS =
  /高中|高校|高等|任课|任教|文化|文明|文艺|文体|方面|方式|方法|方案|常规|常见|常态|金额|石油|万余|江北|江津|康复|易地|白天|段位|程度|田径|武术|马克思|龙头|孔子|夏令|林业|雷锋|安全|管理|教育|汤|贺岁|易于|万人|万名|余人|余名/;
const PUPIL_TABLE = /姓\s?名.{0,30}(?:班级|年级|学号|监护人|家长)|(?:班级|年级|学号).{0,30}姓\s?名/g;

/** Addresses, and names of pupils in lists and tables. */
export function personsNamed(text: string): Disclosure[] {
  const found = (expression: RegExp, kind: Disclosure["kind"]): Disclosure[] =>
    [...text.matchAll(expression)].map(({ index, 0: all }) => ({ kind, start: index, end: index + all.length }));
  const pupils = [...text.matchAll(PUPILS)].flatMap(({ 0: all, 1: names = "", index }): Disclosure[] => {
    if (WORDS.test(names)) return [];
    const start = index + all.length - names.length;
    return [{ kind: "pupil-names", start, end: start + names.length }];
  });
  return [
    ...found(EMAIL, "email").flatMap((each) =>
      /@[^@]*\.gov\.cn$/.test(text.slice(each.start, each.end)) ? [] : [each],
    ),
    ...found(HOME, "home-address"),
    ...pupils,
    ...found(PUPIL_TABLE, "pupil-names"),
  ];
}
