import type { ReportDocument } from "#core/document/model.ts";

const LONG =
  "全区认真贯彻落实党中央、国务院决策部署，坚持教育优先发展，2021年一般公共预算教育支出25.46亿元，比上年增长3.21%，生均支出18236.55元；“两个只增不减”全面落实（详见附件1）。区委常委会、区政府常务会议专题研究教育工作30余次，解决了一批群众关心的突出问题。";

/** Every kind of block, with what is awkward to set: gaps, rare characters, long words, rows that fill pages. */
export function sampleDocument(change: Partial<ReportDocument> = {}): ReportDocument {
  return {
    shell: "report",
    disclosure: [],
    title: "重庆市渝北区人民政府关于2022年履行教育职责自查自评情况的报告",
    author: "重庆市渝北区人民政府",
    fileName: "自评报告",
    date: "2022-11-08",
    blocks: [
      { kind: "title", text: "重庆市渝北区人民政府关于2022年履行教育职责自查自评情况的报告" },
      { kind: "addressee", text: "市政府教育督导室：" },
      { kind: "paragraph", runs: [{ text: LONG }] },
      { kind: "heading", level: 1, text: "一、自查情况", id: "part-checklist" },
      { kind: "heading", level: 2, text: "（一）坚持党对教育工作的全面领导", id: "section-party" },
      { kind: "heading", level: 3, text: "1.加强党的领导", id: "item-leadership" },
      {
        kind: "paragraph",
        runs: [
          { text: "现有学校" },
          { text: "【待填：公办学校数】", gap: true },
          {
            text: "，校舍面积12万㎡，校长赵镕喆、教师翀赟等牵头，网址https://www.example.gov.cn/education/2022/11/08/report/index.html，",
          },
          { text: "覆盖率100%。" },
        ],
      },
      ...Array.from({ length: 12 }, () => ({ kind: "paragraph" as const, runs: [{ text: LONG }, { text: LONG }] })),
      { kind: "heading", level: 1, text: "二、存在的主要问题", id: "part-problems" },
      { kind: "paragraph", runs: [{ text: "学位供给压力仍然较大。" }] },
      { kind: "annex-list", titles: ["自评数据表", "引用文件和其他填报内容以及一个需要回行的比较长的附件名称"] },
      { kind: "signature", organisation: "重庆市渝北区人民政府", date: "2022年11月8日" },
      { kind: "note", text: "（联系人：张三，联系电话：67821000）" },
      { kind: "annex", number: 1, title: "自评数据表", id: "annex-1" },
      { kind: "caption", text: "（一）坚持党对教育工作的全面领导" },
      {
        kind: "table",
        columns: [
          { header: "指标", weight: 40, align: "left" },
          { header: "时期", weight: 18, align: "center" },
          { header: "单位", weight: 12, align: "center" },
          { header: "本期", weight: 14, align: "right" },
        ],
        rows: Array.from({ length: 60 }, (_, index) => [
          `一般公共预算教育支出（第${index + 1}项，含专项转移支付）`,
          "2021年",
          "亿元",
          index % 7 === 0 ? "" : `${index}.46`,
        ]),
      },
      { kind: "annex", number: 2, title: "引用文件和其他填报内容", id: "annex-2" },
      {
        kind: "table",
        columns: [
          { header: "填报事项", weight: 30, align: "left" },
          { header: "内容", weight: 60, align: "left" },
        ],
        rows: [
          ["相关文件", "《关于进一步减轻义务教育阶段学生作业负担的意见》（渝北府办发〔2022〕18号）"],
          ["说明\n分两行", LONG.repeat(12)],
          ["<b>&\"'", "a < b && c > d"],
        ],
      },
    ],
    ...change,
  };
}
