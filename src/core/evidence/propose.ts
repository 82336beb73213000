import type { Evidence } from "#core/evidence/evidence.ts";
import { isDocumentNumber, normaliseDocumentNumber } from "#core/prose/document-number.ts";

/** What a file's name suggests. It is proposed to a person, never stored by itself. */
export interface Proposal {
  title?: string;
  issuer?: string;
  docNumber?: string;
  /** YYYY-MM-DD */
  date?: string;
  year?: number;
}

/** 渝教督〔2022〕3号 with whatever brackets and spaces people type; 第3号 is how some write it. */
const NUMBER =
  /([\u4e00-\u9fa5A-Za-z]{2,16})\s*[[(（﹝［【〔]\s*((?:19|20)\d{2})\s*[\])）﹞］】〕]\s*第?\s*0*([1-9]\d{0,4})\s*号/u;

const DAY = /(?<!\d)((?:19|20)\d{2})(?:年|[-._])?(0?[1-9]|1[0-2])(?:月|[-._])?(0?[1-9]|[12]\d|3[01])日?(?!\d)/u;
const YEAR = /(?<!\d)((?:19|20)\d{2})(?:年度?|(?!\d))/u;

/** 关于… is preceded by who issued it, where it says so at all. */
const ISSUER =
  /^([\u4e00-\u9fa5]{2,30}(?:政府|办公厅|办公室|委员会|教委|教育局|财政局|国务院|教育部|财政部|厅|部|局|院|省委|市委|区委|县委|督导室))(?:关于|印发|转发)/u;

/** 机关代字 that everybody in the field knows, the longer before the shorter. */
const CODES: readonly (readonly [code: RegExp, issuer: string])[] = [
  [/^国办[发函]$/, "国务院办公厅"],
  [/^国[发函]$/, "国务院"],
  [/^中办发$/, "中共中央办公厅"],
  [/^教[\u4e00-\u9fa5]{0,4}$/, "教育部"],
  [/^渝府办[发函]?$/, "重庆市人民政府办公厅"],
  [/^渝府[发函]?$/, "重庆市人民政府"],
  [/^渝府教督[发函]?$/, "重庆市人民政府教育督导室"],
  [/^渝教[\u4e00-\u9fa5]{0,4}$/, "重庆市教育委员会"],
];

/** Characters of which each may count twice where length is measured. */
const LONGEST_TITLE = 100;

/** Reads a file's name; `known` records teach which office writes under which 机关代字. */
export function proposeFromName(fileName: string, known: readonly Evidence[] = []): Proposal {
  const base = fileName
    .normalize("NFC")
    .replace(/\.[^.]{1,8}$/, "")
    .trim();
  const found = NUMBER.exec(base);
  const docNumber = found && normaliseDocumentNumber(`${found[1]}〔${found[2]}〕${Number(found[3])}号`);
  const rest = tidy(found ? base.replace(found[0], " ") : base);
  const day = DAY.exec(rest);
  const title = tidy(day && !/[年月]/.test(day[0]) ? rest.replace(day[0], " ") : rest);
  const issuer = ISSUER.exec(title)?.[1] ?? (found?.[1] === undefined ? undefined : issuerOf(found[1], known));
  const year = found?.[2] ?? day?.[1] ?? YEAR.exec(rest)?.[1];
  const date = day ? dateOf(day) : undefined;
  return {
    ...(title === "" ? {} : { title: [...title].slice(0, LONGEST_TITLE).join("") }),
    ...(issuer === undefined ? {} : { issuer }),
    ...(docNumber && isDocumentNumber(docNumber) ? { docNumber } : {}),
    ...(date === undefined ? {} : { date }),
    ...(year === undefined ? {} : { year: Number(year) }),
  };
}

function issuerOf(code: string, known: readonly Evidence[]): string | undefined {
  const same = known.find((record) => record.issuer !== "" && record.docNumber.startsWith(`${code}〔`));
  return same?.issuer ?? CODES.find(([pattern]) => pattern.test(code))?.[1];
}

/** Undefined where the month has no such day. */
function dateOf([, year = "", month = "", day = ""]: RegExpExecArray): string | undefined {
  const days = [31, isLeap(Number(year)) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  if (Number(day) > (days[Number(month) - 1] ?? 0)) return undefined;
  return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** Without numbering before it, brackets left empty, and what a computer adds to copies. */
const tidy = (text: string): string =>
  text
    .replace(/^(?:附件|材料)?\d{1,3}[.、．)）\s_-]+(?=[\u4e00-\u9fa5《]|(?:19|20)\d{2}年)/u, "")
    .replace(/[（(]\s*[)）]|《\s*》/g, " ")
    .replace(/\s*[-－]?\s*(?:副本|复制)\s*$|\s*[（(]\d{1,2}[)）]\s*$/u, "")
    .replace(/^[\s_\-—－+.、，：:]+|(?<![\s_\-—－+、，：:])[\s_\-—－+、，：:]+$/g, "")
    .replace(/[\s_]+/g, " ");
