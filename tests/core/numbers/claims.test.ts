import { describe, expect, it } from "vitest";
import { checkNumbers } from "#core/numbers/check-numbers.ts";
import type { ClaimKind, Verdict } from "#core/numbers/claim.ts";
import { indicators } from "#tests/core/numbers/read-indicators.ts";

const claimsIn = (texts: readonly string[], year = 2022) =>
  checkNumbers({ paragraphs: texts.map((text) => ({ text })), year, indicators });

const verdicts = (text: string, kind: ClaimKind, year = 2022): Verdict[] =>
  claimsIn([text], year)
    .filter((claim) => claim.kind === kind)
    .map(({ verdict }) => verdict);

describe("a movement against a base", () => {
  it.each<[string, ClaimKind, Verdict]>([
    ["今年安排教育经费12.50亿元，比上年的12.00亿元增加0.50亿元。", "change", "consistent"],
    ["今年安排教育经费12.50亿元，比上年的12.00亿元增加0.60亿元。", "change", "inconsistent"],
    ["今年安排教育经费12.50亿元，较去年12.00亿元增长4.17%。", "growth", "consistent"],
    ["今年安排教育经费12.50亿元，较去年12.00亿元增长5.17%。", "growth", "inconsistent"],
    ["经费由2020年的8000万元增加到2021年的1.00亿元，增长25%。", "growth", "consistent"],
    ["经费由2020年的8000万元增加到2021年的1.00亿元，增长20%。", "growth", "inconsistent"],
    ["经费从8000万元提高到7000万元。", "change", "inconsistent"],
    ["专任教师从3000人减少到2900人，减少100人，下降3.33%。", "growth", "consistent"],
    ["专任教师从3000人减少到2900人，减少120人。", "change", "inconsistent"],
    ["总投入37.95亿元，比上年增加1.84亿元，增长5.09%。", "growth", "rounding"],
    ["总投入37.95亿元，比上年增加1.84亿元，增长5.10%。", "growth", "consistent"],
    ["总投入37.95亿元，比上年增加1.84亿元，增长6.10%。", "growth", "inconsistent"],
    ["2020年投入24.07亿元，2021年投入25.46亿元，增长1.39亿元。", "change", "consistent"],
    ["全区支出25.46亿元，上年为24.07亿元，增长5.77%。", "growth", "consistent"],
    ["全区支出25.46亿元，2020年为24.07亿元，净增1.49亿元，增幅5.77%。", "growth", "consistent"],
    ["比上年增加1.84亿元，达到37.95亿元，增长5.10%。", "growth", "consistent"],
    ["普惠率由85.5%提高到87%，提高1.5个百分点。", "change", "consistent"],
    ["普惠率由85.5%提高到87%，提高2.5个百分点。", "change", "inconsistent"],
    ["学位由2万个增加到5万个，增长1.5倍。", "growth", "consistent"],
    ["在上年12.00亿元的基础上增加0.50亿元，达到12.50亿元。", "change", "consistent"],
    ["在上年12.00亿元的基础上增加0.50亿元，达到12.80亿元。", "change", "inconsistent"],
    ["支出12.50亿元，比上年（12.00亿元）增加0.50亿元（增幅4.17%）。", "growth", "consistent"],
    ["支出12.50亿元，比上年（12.00亿元）增加0.50亿元（增幅5.17%）。", "growth", "inconsistent"],
    ["教师总数由2020年的5000人增至5200人，增加300人。", "change", "inconsistent"],
    ["支出12.50亿元，2020年为12.00亿元，同比增长6.77%。", "growth", "inconsistent"],
    ["生均公用经费由600元提高到650元，提高50元，增长8.33%。", "growth", "consistent"],
    ["在校学生近3万名，比上年的2.5万名增加4000余名。", "change", "consistent"],
  ])("%s → %s %s", (text, kind, verdict) => {
    expect(verdicts(text, kind).at(-1)).toBe(verdict);
  });

  it("says what is missing where there is no base", () => {
    const [claim] = claimsIn(["课后服务经费同比增长12.5%。"]);
    expect(claim).toMatchObject({ kind: "growth", verdict: "unverifiable", note: expect.stringContaining("上期") });
  });

  it("refuses to compare ten months with a year", () => {
    const [claim] = claimsIn(["2022年1—10月投入30亿元，比2021年的28亿元增加2亿元。"]);
    expect(claim).toMatchObject({ kind: "change", verdict: "unverifiable", note: expect.stringContaining("部分月份") });
  });

  it("shows the computation in words", () => {
    const claims = claimsIn(["支出25.46亿元，比2020年的24.07亿元增长1.39亿元，增长5.77%。"]);
    expect(claims.map(({ recomputed }) => recomputed)).toEqual(["25.46−24.07=1.39亿元", "1.39÷24.07=5.7748%"]);
  });
});

describe("totals and parts", () => {
  it.each<[string, ClaimKind, Verdict]>([
    ["我区接收甲省籍学生15名、乙省籍学生9名、丙省籍学生5名，共29名。", "sum", "consistent"],
    ["我区接收甲省籍学生15名、乙省籍学生9名、丙省籍学生5名，共28名。", "sum", "inconsistent"],
    ["投入专项资金28886万元，其中2021年7217万元，2022年21669万元。", "sum", "consistent"],
    ["投入专项资金28886万元，其中2021年7217万元，2022年20669万元。", "sum", "inconsistent"],
    ["义务教育阶段学生67416人，其中小学生48809人、初中生18607人。", "sum", "consistent"],
    ["义务教育阶段学生67416人，其中小学生48809人、初中生17607人。", "sum", "inconsistent"],
    ["全区学生10万人，其中小学生5万人、初中生2万人。", "part", "consistent"],
    ["小学29所（独立小学23所、九年一贯制学校3所、教学点3所）。", "sum", "consistent"],
    ["小学29所（独立小学23所、九年一贯制学校3所、教学点2所）。", "sum", "inconsistent"],
    ["特色学校（含幼儿园8所）共41所。", "part", "consistent"],
    ["特色学校（含幼儿园48所）共41所。", "part", "inconsistent"],
    ["安排预算35.93亿元，其中财政拨款33亿元。", "part", "consistent"],
    ["安排预算35.93亿元，其中财政拨款36.12亿元。", "part", "inconsistent"],
    ["安排预算35.93亿元，其中财政拨款36亿元。", "part", "rounding"],
    ["总投入37.95亿元。其中财政性投入32.75亿元。", "part", "consistent"],
    ["公办学校86所、民办学校14所，合计100所。", "sum", "consistent"],
    ["公办学校86所、民办学校16所，合计100所。", "sum", "inconsistent"],
    ["专任教师4054人，其中女教师3000人、骨干教师1500人。", "sum", "unverifiable"],
    ["市级补助500万元、区级配套300万元，共投入800万元。", "sum", "consistent"],
    ["市级补助500万元、区级配套300万元，共投入900万元。", "sum", "inconsistent"],
    ["市级补助1.25亿元、区级配套3500万元，共计1.6亿元。", "sum", "consistent"],
    ["全区共有学校120所，其中小学60所，初中30所，幼儿园40所。", "sum", "inconsistent"],
    ["招收学生300名，其中男生160名、女生150名。", "sum", "inconsistent"],
    ["投入1.20亿元，其中：中央资金0.50亿元；省级资金0.40亿元；区级资金0.40亿元。", "sum", "inconsistent"],
    ["小学60所、初中30所，两类学校共90所。", "sum", "consistent"],
    ["小学60所、初中30所，两类学校共95所。", "sum", "inconsistent"],
    ["教职工5000人（专任教师4500人、其他人员600人）。", "sum", "inconsistent"],
    ["配备安保人员1200名，其中专职保安1000名、兼职保安150名。", "sum", "inconsistent"],
    ["10所学校中，7所转为公办、2所停办、2所保留。", "sum", "inconsistent"],
    ["10所学校中，7所转为公办、2所停办、1所保留。", "sum", "consistent"],
    ["中小学校86所，其中完全小学62所、九年一贯制学校8所、初级中学18所、高级中学5所。", "sum", "inconsistent"],
    ["补助资金1.32亿元，其中甲项6800万元、乙项2200万元、丙项5200万元。", "sum", "inconsistent"],
    ["全区136所学校中，128所已安装，其余8所正在安装。", "sum", "consistent"],
    ["全区136所学校中，118所已安装，其余8所正在安装。", "sum", "inconsistent"],
    ["资助6550万元（不含助学贷款1107万元）。", "part", "consistent"],
  ])("%s → %s %s", (text, kind, verdict) => {
    expect(verdicts(text, kind)[0]).toBe(verdict);
  });

  it("does not take a share of one thing for a share of another", () => {
    const text = "交流轮岗402人，占应交流教师3250人的12.37%，其中骨干教师96人，占交流教师的23.9%。";
    expect(claimsIn([text]).filter(({ verdict }) => verdict === "inconsistent")).toEqual([]);
  });

  it("leaves a total of something wider alone", () => {
    expect(verdicts("今年新建幼儿园3所、小学2所，三年来累计建成12所。", "sum")).not.toContain("inconsistent");
  });

  it.each(["监测的7项指标中，小学6项达标、1项未达标，初中7项达标。", "监测的7项指标，其中小学6项达标、初中5项达标。"])(
    "knows that stages share indicators: %s",
    (text) => {
      expect(claimsIn([text]).filter(({ verdict }) => verdict === "inconsistent")).toEqual([]);
    },
  );

  it("takes no standard per pupil for a part of a sum", () => {
    const text = "分档补助每生每年300元、200元、100元；规模较小的学校包括教学点按每所每年10万元补助。";
    expect(claimsIn([text]).filter(({ verdict }) => verdict === "inconsistent")).toEqual([]);
  });
});

describe("quotients and shares", () => {
  it.each<[string, ClaimKind, Verdict]>([
    ["资助215万元，惠及1317人次，款项已发放到位。", "ratio", "unverifiable"],
    ["发放补助300万元，惠及学生1500人，人均2000元。", "ratio", "consistent"],
    ["发放补助300万元，惠及学生1500人，人均2500元。", "ratio", "inconsistent"],
    ["全区学校120所，其中寄宿制学校90所，占75%。", "share", "consistent"],
    ["全区学校120所，其中寄宿制学校90所，占85%。", "share", "inconsistent"],
    ["今年投入3.00亿元，是上年2.00亿元的1.5倍。", "ratio", "consistent"],
    ["今年投入3.00亿元，是上年2.00亿元的1.8倍。", "ratio", "inconsistent"],
    ["发现问题128个，已整改120个，整改率93.75%。", "share", "consistent"],
    ["发现问题128个，已整改120个，整改率95.75%。", "share", "inconsistent"],
    ["随迁子女13765人入学，占义务教育学生67416人的20.4%。", "share", "consistent"],
    ["随迁子女13765人入学，占义务教育学生67416人的30.4%。", "share", "inconsistent"],
    ["专任教师7230人，本科及以上学历6512人，占专任教师的90.1%。", "share", "consistent"],
    ["专任教师7230人，本科及以上学历6512人，占专任教师的80.1%。", "share", "inconsistent"],
    ["新增班级100个、学位4500个。", "ratio", "consistent"],
    ["义务教育教师年人均工资收入为135321元，公务员年人均工资收入为106007元。", "ratio", "consistent"],
    ["义务教育教师年人均工资收入为105321元，公务员年人均工资收入为106007元。", "ratio", "inconsistent"],
  ])("%s → %s %s", (text, kind, verdict) => {
    expect(verdicts(text, kind)[0]).toBe(verdict);
  });
});

describe("standards of the report year", () => {
  it.each<[string, number, Verdict]>([
    ["普惠性幼儿园覆盖率达到87%。", 2022, "consistent"],
    ["普惠性幼儿园覆盖率为78.5%。", 2022, "inconsistent"],
    ["公办园在园幼儿占比33.23%。", 2022, "inconsistent"],
    ["公办园在园幼儿占比不低于50%。", 2022, "consistent"],
    ["公办幼儿园在园幼儿比例达52.1%。", 2022, "consistent"],
    ["学前三年毛入园率达到98%以上。", 2022, "consistent"],
    ["随班就读残疾学生公用经费按每生每年6000元安排。", 2022, "consistent"],
    ["随班就读残疾学生公用经费按每生每年5000元安排。", 2022, "inconsistent"],
    ["儿童青少年总体近视率较上年降低0.7个百分点。", 2022, "consistent"],
    ["儿童青少年总体近视率较上年降低0.3个百分点。", 2022, "inconsistent"],
    ["检查评比事项减少了53%。", 2022, "consistent"],
    ["检查评比事项减少了43%。", 2022, "inconsistent"],
    ["小学、初中校际差异系数分别为0.38、0.35。", 2022, "consistent"],
    ["小学校际差异系数为0.62。", 2022, "inconsistent"],
    ["校际差异系数小学、初中分别低于0.50、0.45。", 2022, "consistent"],
    ["校际差异系数小学、初中分别高于0.50、0.45。", 2022, "inconsistent"],
    ["高中阶段教育毛入学率达到98.8%以上。", 2022, "unverifiable"],
    ["初中生均公用经费按每生每年850元安排。", 2022, "consistent"],
    ["初中生均公用经费按每生每年800元安排。", 2022, "inconsistent"],
    ["初中生均公用经费按每生每年800元安排。", 2019, "consistent"],
    ["残疾儿童少年入学率达到103%。", 2022, "inconsistent"],
  ])("%s in %i → %s", (text, year, verdict) => {
    expect(verdicts(text, "threshold", year)[0]).toBe(verdict);
  });

  it("hands a list of figures to a list of names", () => {
    const claims = claimsIn(["学前教育普惠率、公办园在园幼儿占比分别达到87%、33.23%。"]);
    expect(
      claims.filter(({ kind }) => kind === "threshold").map(({ indicator, verdict }) => [indicator, verdict]),
    ).toEqual([
      ["preschool-inclusive-rate", "consistent"],
      ["public-kindergarten-share", "inconsistent"],
    ]);
  });

  it.each([
    "力争到2025年公办园在园幼儿占比达到45%。",
    "市级方案要求公办园在园幼儿占比达到50%的标准。",
    "三、下一步工作打算",
  ])("leaves plans and quoted standards alone: %s", (text) => {
    expect(claimsIn([text]).filter(({ verdict }) => verdict === "inconsistent")).toEqual([]);
  });

  it("holds a figure against another of the same indicator", () => {
    const claims = claimsIn(["学前教育普惠率达到87%。", "全区普惠率为85%。"]);
    expect(claims.find(({ kind }) => kind === "repeat")).toMatchObject({ verdict: "inconsistent" });
  });

  it("asks that spending and spending per pupil do not fall", () => {
    const rise =
      "实现“两个只增不减”：一般公共预算教育支出增长0.6%，小学、初中生均一般公共预算教育经费分别增长1.5%、0.12%。";
    const fall = "一般公共预算教育支出增长2.1%；生均一般公共预算教育支出12000元，下降1.2%。";
    expect(verdicts(rise, "no-decrease")).toEqual(["consistent"]);
    expect(verdicts(fall, "no-decrease")).toEqual(["inconsistent"]);
  });
});

describe("all of, and the same thing in several places", () => {
  it.each<[string[], ClaimKind, Verdict | undefined]>([
    [["全区45所中小学中，43所配备了专职保健教师，实现全覆盖。"], "all-of", "inconsistent"],
    [["全区45所学校中45所配备了保健教师，实现全覆盖。"], "all-of", "consistent"],
    [["现有民办学校10所学校7所转为公办学校。", "保障了6所民转公学校运转。"], "repeat", "inconsistent"],
    [["现有民办学校10所学校7所转为公办学校。", "保障了7所民转公学校运转。"], "repeat", "consistent"],
    [["全面消除义务教育大班额。", "全面消除了起始年级大班额现象。"], "all-of", "inconsistent"],
    [["全面消除义务教育大班额。", "已全面消除义务教育大班额。"], "all-of", undefined],
    [["全面消除大班额。", "部分学校仍有大班额。"], "all-of", "inconsistent"],
    [["审批非学科类校外培训机构54个。", "全区54家校外培训机构全部纳入监管。"], "repeat", "consistent"],
    [["近视防控工作中巩固率保持100%。"], "all-of", "consistent"],
  ])("%j → %s %s", (texts, kind, verdict) => {
    expect(
      claimsIn(texts)
        .filter((claim) => claim.kind === kind)
        .at(-1)?.verdict,
    ).toBe(verdict);
  });
});

describe("lists, counts and durations", () => {
  it.each<[string, ClaimKind, Verdict]>([
    ["公示时间为2022年10月17日至10月23日（7天）。", "duration", "consistent"],
    ["公示时间为2022年10月17日至10月23日，共5天。", "duration", "inconsistent"],
    ["公示时间为2018年5月7日—5月11日。", "duration", "consistent"],
    ["安排学生实习180天（6个月）。", "duration", "consistent"],
    ["安排学生实习180天（8个月）。", "duration", "inconsistent"],
    ["印发《甲项管理办法》《乙项管理办法》等7个文件。", "listing", "consistent"],
    ["印发《甲项管理办法》《乙项管理办法》《丙项管理办法》等2个文件。", "listing", "inconsistent"],
    ["100人以下、200人以下、300人以下的分别补助500元、400元、300元。", "listing", "consistent"],
    ["区委常委会专题研究教育工作30余次。", "count", "unverifiable"],
    ["小学农村1600元、城市1500元，初中农村1800元、城市1700元。", "difference", "consistent"],
    ["启用编制241个，公开招聘教师227名。", "part", "consistent"],
  ])("%s → %s %s", (text, kind, verdict) => {
    expect(verdicts(text, kind)[0]).toBe(verdict);
  });
});

describe("places", () => {
  it("quotes what was written, though it reads what was meant", () => {
    const text = "财政安排28886万元,其中20217217万元,202221669万元。";
    const [claim] = claimsIn([text]);
    expect(claim).toMatchObject({ kind: "sum", verdict: "consistent", recomputed: "7217+21669=28886万元" });
    expect(text.slice(claim?.start, claim?.end)).toBe(claim?.quote);
    expect(claim?.quote).toContain("20217217万元");
  });

  it("names the item of the heading", () => {
    const [claim] = checkNumbers({
      paragraphs: [{ text: "支出5.0亿元，比上年的4.0亿元增长30%。", item: "5" }],
      year: 2022,
      indicators,
    });
    expect(claim).toMatchObject({ item: "5", paragraph: 0, verdict: "inconsistent" });
  });
});
