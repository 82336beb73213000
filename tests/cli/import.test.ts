import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Document, Packer, Paragraph } from "docx";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { runCommand, temporaryFolder } from "#tests/cli/run-command.ts";

const LINES = [
  "云岭区人民政府2023年履行教育职责自评报告",
  "我区认真开展自评，现将情况报告如下。",
  "一、自查情况",
  "（一）落实教育优先发展",
  "1.不断加大教育预算安排。2022年，全区地方教育经费总投入26.40亿元，比上年增加1.20亿元。",
  "二、存在的主要问题",
  "（一）学位供给不足。城区学位偏紧。",
  "三、下一步工作打算",
  "（一）增加学位供给。新建学校4所。",
];

const output = z.object({
  meta: z.object({ title: z.string(), year: z.int().optional() }),
  outline: z.array(z.unknown()),
  items: z.array(
    z.object({
      item: z.string(),
      number: z.int(),
      heading: z.string(),
      text: z.string(),
      confidence: z.number(),
      values: z.array(z.object({ field: z.string(), value: z.record(z.string(), z.string()), unit: z.string() })),
    }),
  ),
  problems: z.array(z.object({ heading: z.string(), text: z.string() })),
  nextSteps: z.array(z.object({ heading: z.string(), text: z.string() })),
  unplaced: z.array(z.unknown()),
  repairs: z.array(z.object({ original: z.string(), replacement: z.string() })),
});

async function fileOf(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(await temporaryFolder(), name);
  await writeFile(path, content);
  return path;
}

async function imported(path: string) {
  const { code, said, complained } = await runCommand(["import", path, "--template", "cq-duty@2022", "--json"]);
  expect([code, complained]).toEqual([0, []]);
  return output.parse(JSON.parse(said.join("\n")));
}

const EXPECTED = {
  meta: { title: "云岭区人民政府2023年履行教育职责自评报告", year: 2023 },
  items: [
    {
      item: "budget-increase",
      number: 1,
      heading: "不断加大教育预算安排",
      values: [{ field: "地方教育经费总投入", value: { now: "26.40", prior: "25.20" }, unit: "亿元" }],
    },
  ],
  problems: [{ heading: "学位供给不足", text: "城区学位偏紧。" }],
  nextSteps: [{ heading: "增加学位供给", text: "新建学校4所。" }],
  unplaced: [],
};

/** 云岭区… in GB18030, which the runtime decodes but does not encode: found by decoding every pair of bytes once. */
function gb18030(text: string): Uint8Array {
  const decoder = new TextDecoder("gb18030");
  const codes = new Map<string, [number, number]>();
  for (let lead = 0x81; lead <= 0xfe; lead++)
    for (let trail = 0x40; trail <= 0xfe; trail++)
      if (trail !== 0x7f) codes.set(decoder.decode(new Uint8Array([lead, trail])), [lead, trail]);
  return new Uint8Array(
    [...text].flatMap((letter) => (letter < "\u0080" ? [letter.charCodeAt(0)] : (codes.get(letter) ?? [0x3f]))),
  );
}

describe("the import command", () => {
  it("reads plain text in UTF-8 and in GB18030", async () => {
    expect(await imported(await fileOf("report.txt", LINES.join("\n")))).toMatchObject(EXPECTED);
    expect(await imported(await fileOf("old.txt", gb18030(LINES.join("\r\n"))))).toMatchObject(EXPECTED);
  });

  it("reads a saved page without its menus", async () => {
    const page = `<!DOCTYPE html><html><head><title>x</title><style>p{}</style></head><body><div class="nav"><a href="/">首页</a></div>
      <div class="content"><h1>${LINES[0]}</h1>${LINES.slice(1)
        .map((line) => `<p>&emsp;&emsp;${line}</p>`)
        .join("")}</div>
      <footer>主办：云岭区人民政府办公室</footer><script>var a = "<p>1.假的</p>";</script></body></html>`;
    expect(await imported(await fileOf("page.html", page))).toMatchObject(EXPECTED);
  });

  it("reads Word", async () => {
    const document = new Document({ sections: [{ children: LINES.map((line) => new Paragraph(line)) }] });
    expect(await imported(await fileOf("report.docx", await Packer.toBuffer(document)))).toMatchObject(EXPECTED);
  });

  it("simplifies traditional characters as a proposal and quotes the source", async () => {
    const text =
      "一、自查情況\n（一）加強教師隊伍建設\n1.不斷加強師德師風建設。區委、區政府表彰教育工作先進集體12個，優秀個人85名。對學校實施規範管理，為師生辦實事，進一步發展壯大隊伍。";
    const { items, repairs } = await imported(await fileOf("hk.txt", text));
    expect(items[0]).toMatchObject({ item: "teacher-ethics", heading: "不断加强师德师风建设" });
    expect(items[0]?.text).toContain("區委、區政府表彰");
    expect(items[0]?.values.map(({ value }) => value)).toEqual([{ now: "12" }, { now: "85" }]);
    expect(repairs.some(({ replacement }) => replacement.includes("区委、区政府表彰"))).toBe(true);
  });

  it("prints for a person, and says what is wrong with the call", async () => {
    const path = await fileOf("report.txt", LINES.join("\n"));
    const { said } = await runCommand(["import", path, "--template", "cq-duty@2022"]);
    expect(said.join("\n")).toContain("地方教育经费总投入：26.40亿元，上期25.20亿元");
    expect(await runCommand(["import", path])).toMatchObject({
      code: 2,
      complained: [expect.stringContaining("--template")],
    });
    expect(await runCommand(["import", path, "--template", "cq-duty@1999"])).toMatchObject({
      code: 1,
      complained: [expect.stringContaining("没有清单 cq-duty@1999")],
    });
    expect(await runCommand(["import", await fileOf("a.doc", "x"), "--template", "cq-duty@2022"])).toMatchObject({
      code: 1,
    });
    expect(await runCommand(["import", await fileOf("a.docx", "x"), "--template", "cq-duty@2022"])).toMatchObject({
      code: 1,
      complained: [expect.stringContaining("不是完好的 Word 文档")],
    });
  });
});
