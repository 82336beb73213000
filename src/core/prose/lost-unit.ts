import { type Fault, faultsBy, missingAt } from "#core/prose/fault.ts";

/** A standard per pupil and year is written 元/生·年; a lost 元, 生 or a point in place of the dot is put back. */
function perYear(text: string): Fault[] {
  const perPupil = /生均|每生|学生/.test(text);
  return faultsBy(/(?<=\d)([万亿]?元?)\/([生人]?)([.·・•]?)年/g, ({ index, 0: all, 1: money, 2: head, 3: dot }) => {
    const amount = money === "" ? "元" : money;
    // 元/年 by itself is a rate per year, nothing is missing
    if (money !== "" && head === "" && dot === "") return undefined;
    const readings = [`${amount}/${head || (perPupil ? "生" : "人")}·年`];
    if (head === "") readings.push(`${amount}/${perPupil ? "人" : "生"}·年`);
    const [replacement] = readings;
    if (replacement === undefined || replacement === all) return undefined;
    const certainty = head !== "" || perPupil ? "high" : "medium";
    return { kind: "lost-unit", start: index, end: index + all.length, certainty, replacement, readings };
  })(text);
}

/** 6.5平方米/, : what the slash divides by is gone. */
const afterSlash = missingAt(/(?<=\d(?:元|平方米|册|台)\/)(?=[，,。；;、）)]|$)/g, {
  kind: "lost-unit",
  certainty: "low",
  replacement: "生",
});

/** 提高0.7百分点 → 0.7个百分点 */
const points = missingAt(/(?<=\d)(?=百分点)/g, { kind: "lost-unit", certainty: "high", replacement: "个" });

/** 覆盖率达到98.5， → 98.5%: a rate is a percentage, a coefficient is none. */
const rateWithoutSign = missingAt(
  /(?<=(?:率|占比|比例|比重)(?:均|已|都)?(?:分别)?(?:达到?|为|是|保持在?|提高到|提升到|降至|降到)(?:100|[1-9]?\d(?:\.\d{1,3})?))(?=[，,。；;]|$)(?!,\d)/g,
  { kind: "lost-unit", certainty: "medium", replacement: "%" },
);

/** 总投资38.59亿， → 亿元: money is named with its unit. */
const moneyWithoutUnit = missingAt(
  /(?<=(?:投入|支出|资金|经费|预算|拨款|投资|补助|贷款|收入|创收)[^，,。；;：:、\d]{0,8}\d{1,9}(?:\.\d{1,4})?[万亿])(?=[，,。；;）)]|$)/g,
  { kind: "lost-unit", certainty: "medium", replacement: "元" },
);

export const lostUnitFaults = (text: string): Fault[] =>
  [perYear, afterSlash, points, rateWithoutSign, moneyWithoutUnit].flatMap((detect) => detect(text));
