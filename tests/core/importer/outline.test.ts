import { describe, expect, it } from "vitest";
import { type OutlineNode, pointNodes, readOutline } from "#core/importer/outline.ts";
import { readLines } from "#core/importer/read-lines.ts";

function read(text: string): OutlineNode[] {
  const lines = readLines(text);
  return readOutline({ lines, from: 0, to: lines.length, known: new Set() });
}

const shown = (nodes: readonly OutlineNode[]): unknown[] =>
  nodes.map(({ number, heading, children }) =>
    children.length === 0 ? `${number} ${heading}` : [`${number} ${heading}`, ...shown(children)],
  );

const BODY = "全区上下协同用力，各学校主动作为，工作取得了明显进展，群众满意程度稳步提高，各项指标均达到预期。";

describe("the outline", () => {
  it("has four levels, in half and full width", () => {
    expect(
      shown(
        read(
          `一、总体情况\n（一）加强领导\n1．健全机制。${BODY}\n（1）定期会商\n(2)专题调研\n２．压实责任。${BODY}\n(二)保障投入\n1、足额安排。${BODY}\n二、存在的不足\n㈠学位紧张。${BODY}`,
        ),
      ),
    ).toEqual([
      [
        "1 总体情况",
        ["1 加强领导", ["1 健全机制", "1 定期会商", "2 专题调研"], "2 压实责任"],
        ["2 保障投入", "1 足额安排"],
      ],
      ["2 存在的不足", "1 学位紧张"],
    ]);
  });

  it("follows numbers that run through the sections as well as those that begin anew", () => {
    const running = read("一、情况\n（一）甲类工作\n1.甲一\n2.甲二\n（二）乙类工作\n3.乙一\n4.乙二");
    expect(shown(running)).toEqual([
      ["1 情况", ["1 甲类工作", "1 甲一", "2 甲二"], ["2 乙类工作", "3 乙一", "4 乙二"]],
    ]);
    const anew = read("一、情况\n（一）甲类工作\n1.甲一\n2.甲二\n（二）乙类工作\n1.乙一\n2.乙二");
    expect(shown(anew)).toEqual([["1 情况", ["1 甲类工作", "1 甲一", "2 甲二"], ["2 乙类工作", "1 乙一", "2 乙二"]]]);
  });

  it("cuts a heading that runs into its text, with its full stop or where the siblings show that it was lost", () => {
    const [first] = read(
      `（一）工作\n1.健全组织领导体系。${BODY}\n2.落实教育经费保障2021年以来，${BODY}\n3.强化队伍建设：${BODY}\n4.优化资源配置。${BODY}`,
    );
    expect(first?.children.map(({ heading }) => heading)).toEqual([
      "健全组织领导体系",
      "落实教育经费保障",
      "强化队伍建设",
      "优化资源配置",
    ]);
  });

  it("takes a first sentence that already tells for no heading", () => {
    const [node] = read("1.全年投入资金3.2亿元，新建学校5所，改造校舍12栋，惠及师生2万余人。工程质量全部合格。");
    expect(node?.heading).toBe("");
  });

  it("does not take figures, years or 一、二年级 for numbers", () => {
    expect(read("1.5亿元用于建设。\n2021.9月起实行。\n一、二年级不布置书面作业。\n正文没有编号。")).toEqual([]);
  });

  it("finds the points of a paragraph and of paragraphs", () => {
    const text = "（一）主要做法。坚持系统推进：一是建机制，定期研究；二是强保障，足额投入。三是抓督查，逐项销号。";
    const lines = readLines(text);
    const [node] = readOutline({ lines, from: 0, to: 1, known: new Set() });
    if (!node) throw new Error("no heading");
    const points = pointNodes(node, lines);
    expect(points.map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(text.slice(points[1]?.start, points[1]?.end)).toBe("二是强保障，足额投入。");

    const paragraphs = `（一）成效\n一是普及水平提高。${BODY}\n二是办学条件改善。${BODY}`;
    const own = readLines(paragraphs);
    const [section] = readOutline({ lines: own, from: 0, to: own.length, known: new Set() });
    if (!section) throw new Error("no heading");
    expect(pointNodes(section, own).map(({ heading }) => heading)).toEqual(["普及水平提高", "办学条件改善"]);
  });
});
