import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Document, HeadingLevel, Packer, Paragraph } from "docx";
import { describe, expect, it } from "vitest";
import { runCommand, SAMPLE_FOLDER, temporaryFolder } from "./run-command.ts";

const TITLE = "某区人民政府2022年履行教育职责自评报告";
const LINES = [
  "一、自查情况",
  "1.健全机制。按照《方案》（渝府办〔202141号）要求，自20219月以来召开会议3次。",
  "2.保障投入。2022年投入12.5亿元，比2021年的12亿元增长0.5亿元。",
];

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(await temporaryFolder(), name);
  await writeFile(path, content);
  return path;
}

async function report(path: string, ...options: string[]) {
  const { said, code, complained } = await runCommand(["check", path, "--json", ...options]);
  return { code, complained, ...JSON.parse(said.join("\n")) };
}

const faults = (found: { findings: { code: string }[] }) => found.findings.map(({ code }) => code);
const EXPECTED = ["text.document-number", "text.lost-year"];

describe("ziping check", () => {
  it("prints the findings of a text by item, and fails while something has to be put right", async () => {
    const path = await file("report.txt", [TITLE, ...LINES].join("\n"));
    const { code, said, complained } = await runCommand(["check", path]);
    expect(code).toBe(1);
    expect(complained.join()).toMatch(/有\d处须改正/);
    expect(said.join("\n")).toContain("第1项");
    expect(said.join("\n")).toContain("应为“按照《方案》（渝府办〔2021〕41号）要求”");
  });

  it("gives claims and findings as JSON, with item, line and suggestion", async () => {
    const path = await file("report.txt", [TITLE, ...LINES].join("\n"));
    const found = await report(path);
    expect(found).toMatchObject({ code: 1, file: path, year: 2022 });
    expect(faults(found)).toEqual(EXPECTED);
    expect(found.findings[0]).toMatchObject({ severity: "error", item: "1", line: 3, certainty: "high" });
    expect(found.findings[0].suggestion).toContain("〔2021〕41号");
    expect(found.claims).toContainEqual(expect.objectContaining({ item: "2", verdict: "consistent", line: 4 }));
  });

  it("takes the year that is asked for", async () => {
    expect(await report(await file("report.txt", [TITLE, ...LINES].join("\n")), "--year", "2024")).toMatchObject({
      year: 2024,
    });
  });

  it("is content with a sound text", async () => {
    const path = await file("report.txt", `${TITLE}\n一、自查情况\n1.健全机制。全年召开会议3次。\n`);
    expect(await report(path)).toMatchObject({ code: 0, findings: [] });
  });

  it("reads GB18030, with or without a word on it", async () => {
    // 某区2022年自评报告, 一、自查情况, 1.健全机制。按照《方案》（渝府办〔202141号）要求落实。
    const bytes = Buffer.from(
      "c4b3c7f832303232c4ead7d4c6c0b1a8b8e60ad2bba1a2d7d4b2e9c7e9bff60a312ebda1c8abbbfad6c6a1a3b0b4d5d5a1b6b7bdb0b8a1b7a3a8d3e5b8aeb0eca1b2323032313431bac5a3a9d2aac7f3c2e4cab5a1a30a",
      "hex",
    );
    expect(faults(await report(await file("old.txt", bytes)))).toEqual(["text.document-number"]);
    const lines = [...bytes].flatMap((byte) => (byte === 10 ? [...Buffer.from("<br>")] : [byte]));
    const page = Buffer.concat([Buffer.from('<meta charset="gb2312"><p>'), Buffer.from(lines), Buffer.from("</p>")]);
    expect(faults(await report(await file("old.html", page)))).toEqual(["text.document-number"]);
  });

  it("reads a saved page and leaves menus, scripts and links out", async () => {
    const html = `<html><head><meta charset="utf-8"><title>x</title><script>var a = "〔202141号";</script></head><body>
      <div class="nav"><a href="#">首页〔202141号</a></div><ul><li><a href="#">政务公开</a></li></ul>
      <h1>${TITLE}</h1>${LINES.map((line) => `<p>&emsp;&emsp;${line}</p>`).join("\n")}
      <div id="footer">版权所有13800138000</div></body></html>`;
    const found = await report(await file("page.html", html));
    expect(found.year).toBe(2022);
    expect(faults(found)).toEqual(EXPECTED);
  });

  it("reads Word", async () => {
    const document = new Document({
      sections: [
        {
          children: [
            new Paragraph({ text: TITLE, heading: HeadingLevel.TITLE }),
            ...LINES.map((text) => new Paragraph({ text })),
          ],
        },
      ],
    });
    const found = await report(await file("report.docx", await Packer.toBuffer(document)));
    expect(found.year).toBe(2022);
    expect(faults(found)).toEqual(EXPECTED);
  });

  it("checks a submission as the app does, and its prose as it will be printed", async () => {
    const found = await report(SAMPLE_FOLDER);
    expect(found.year).toBe(2022);
    expect(found.claims.length).toBeGreaterThan(5);
    expect(found.findings.every(({ item }: { item: string }) => item !== "")).toBe(true);
  });

  it.each([
    [["check"], 2, /请给出要检查的文件/],
    [["check", "nowhere.txt"], 1, /没有文件/],
    [["check", "x.txt", "--year", "22"], 2, /四位年份/],
  ])("says what is wrong with %j", async (args, code, message) => {
    const outcome = await runCommand(args);
    expect(outcome.code).toBe(code);
    expect(outcome.complained.join()).toMatch(message);
  });

  it("says how to go on with a file that it cannot read", async () => {
    const pdf = await runCommand(["check", await file("report.pdf", "%PDF")]);
    expect(pdf.complained.join()).toMatch(/另存为/);
    const broken = await runCommand(["check", await file("report.docx", "not a zip")]);
    expect(broken.code).toBe(1);
    expect(broken.complained.join()).toMatch(/另存一次/);
  });
});
