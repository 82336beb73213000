import { cp, mkdir, readdir, readFile, rename, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { assembleApp } from "#mocks/assemble-app.ts";
import { openSqlite } from "#server/store/node-sqlite.ts";
import { runCommand, SAMPLE_FOLDER, temporaryFolder } from "#tests/cli/run-command.ts";
import { storedYear } from "#tests/cli/stored-year.ts";
import { readDocx } from "#tests/report/read-docx.ts";
import { readHtml, textOf } from "#tests/report/read-html.ts";
import { flowingText, readPdf } from "#tests/report/read-pdf.ts";
import { readXlsx } from "#tests/report/read-xlsx.ts";

const NAME = "渝北区2022年履行教育职责自评报告";

type Change = (sample: Record<string, unknown>) => void;

async function changedSample(change: Change): Promise<string> {
  const folder = await temporaryFolder();
  await cp(SAMPLE_FOLDER, folder, { recursive: true });
  const file = join(folder, "submission.json");
  const sample = JSON.parse(await readFile(file, "utf8")) as Record<string, unknown>;
  change(sample);
  await writeFile(file, JSON.stringify(sample));
  return folder;
}

describe("report", () => {
  it("makes both files from a folder and says their names and sizes", async () => {
    const out = await temporaryFolder();
    const { code, said, complained } = await runCommand(["report", SAMPLE_FOLDER, "--out", join(out, "新文件夹")]);
    expect([code, complained]).toEqual([0, []]);
    expect(said).toEqual([
      expect.stringMatching(new RegExp(`${NAME}\\.docx {2}\\d+字节$`)),
      expect.stringMatching(new RegExp(`${NAME}\\.pdf {2}\\d+页 {2}\\d+字节$`)),
    ]);
    expect((await readdir(join(out, "新文件夹"))).sort()).toEqual([`${NAME}.docx`, `${NAME}.pdf`]);
    const word = readDocx(await readFile(join(out, "新文件夹", `${NAME}.docx`)));
    const pdf = await readPdf(await readFile(join(out, "新文件夹", `${NAME}.pdf`)));
    expect(word.paragraphs).toContain("佐证材料目录");
    expect(word.paragraphs).toContain("7-4-03");
    expect(flowingText(pdf)).toContain("校门口防撞设施照片（演示）");
  });

  it("takes the submission file itself, and only the formats that are asked for", async () => {
    const out = await temporaryFolder();
    const file = join(SAMPLE_FOLDER, "submission.json");
    expect(await runCommand(["report", file, "--out", out, "--format", "docx"])).toMatchObject({ code: 0 });
    expect(await readdir(out)).toEqual([`${NAME}.docx`]);
  });

  it("makes every format, all with the same stamp, and the shell that is asked for", async () => {
    const out = await temporaryFolder();
    const args = ["report", SAMPLE_FOLDER, "--out", out, "--shell", "notice", "--format", "docx,pdf,html,txt,xlsx"];
    expect(await runCommand(args)).toMatchObject({ code: 0, complained: [] });
    expect(await readdir(out)).toHaveLength(5);
    const page = readHtml(await readFile(join(out, `${NAME}.html`), "utf8"));
    const stamp = /版本标识：([0-9a-f]{12})/.exec(textOf(page))?.[1] ?? "none";
    const word = readDocx(await readFile(join(out, `${NAME}.docx`)));
    const pdf = await readPdf(await readFile(join(out, `${NAME}.pdf`)));
    const footers = word.names.filter((name) => name.startsWith("word/footer")).map((name) => textOf(word.part(name)));
    expect(footers.some((text) => text.includes(stamp))).toBe(true);
    expect(pdf.pages.flat().some(({ text }) => text.includes(stamp))).toBe(true);
    expect(await readFile(join(out, `${NAME}.txt`), "utf8")).toMatch(
      /^\ufeff关于《重庆市渝北区人民政府2022年履行教育职责自评报告》的公示/,
    );
    expect(readXlsx(await readFile(join(out, `${NAME}.xlsx`))).map(({ name }) => name)).toContain("佐证材料目录");
  });

  it("puts the text into an office's own Word file, and refuses one that it cannot use", async () => {
    const out = await temporaryFolder();
    await runCommand(["report", SAMPLE_FOLDER, "--out", out, "--format", "docx"]);
    const own = join(out, "本单位.docx");
    await rename(join(out, `${NAME}.docx`), own);
    const args = (letterhead: string) => [
      "report",
      SAMPLE_FOLDER,
      "--out",
      out,
      "--format",
      "docx",
      "--letterhead",
      letterhead,
    ];
    expect(await runCommand(args(own))).toMatchObject({ code: 0, complained: [] });
    const { paragraphs } = readDocx(await readFile(join(out, `${NAME}.docx`)));
    expect(paragraphs.filter((text) => text === "佐证材料目录").length).toBeGreaterThan(0);
    await writeFile(own, "no document");
    expect(await runCommand(args(own))).toMatchObject({
      code: 1,
      complained: [expect.stringContaining("letterhead.not-docx")],
    });
    expect(await runCommand(args(join(out, "none.docx")))).toMatchObject({
      code: 1,
      complained: [expect.stringContaining("无法读取单位模板")],
    });
  });

  it("replaces a file that is there", async () => {
    const out = await temporaryFolder();
    await writeFile(join(out, `${NAME}.docx`), "old");
    await runCommand(["report", SAMPLE_FOLDER, "--out", out, "--format", "docx"]);
    expect((await readFile(join(out, `${NAME}.docx`))).length).toBeGreaterThan(10_000);
    expect(await readdir(out)).toHaveLength(1);
  });

  it("makes the same file from the data folder as from the sample that was loaded into it", async () => {
    const [{ data, ids }, out, other] = [await storedYear(), await temporaryFolder(), await temporaryFolder()];
    const args = (source: string, folder: string) => ["report", source, "--out", folder, "--format", "docx,xlsx"];
    expect(await runCommand(args(ids[0] ?? "", out), { DATA_DIR: data })).toMatchObject({ code: 0, complained: [] });
    expect(await runCommand(args(SAMPLE_FOLDER, other))).toMatchObject({ code: 0, complained: [] });
    const read = (folder: string) => readFile(join(folder, `${NAME}.docx`));
    expect(readDocx(await read(out)).paragraphs).toEqual(readDocx(await read(other)).paragraphs);
    expect(await read(out)).toEqual(await read(other));
  });

  it("says that a number is unknown, that there is no data, and that the data is older", async () => {
    const data = await temporaryFolder();
    expect(await runCommand(["report", "nichts"], { DATA_DIR: data })).toMatchObject({
      code: 1,
      complained: [expect.stringContaining("没有这个文件或文件夹")],
    });
    const app = await assembleApp({
      store: openSqlite(join(data, "ziping.sqlite")),
      templates: { templates: [], indicators: new Map(), plans: [], sample: undefined },
    });
    expect(await runCommand(["report", "nichts"], { DATA_DIR: data })).toMatchObject({
      code: 1,
      complained: [expect.stringContaining("没有编号为 nichts 的自评")],
    });
    await sql`delete from schema_migration`.execute(app.deps.store.db);
    await app.close();
    expect(await runCommand(["report", "nichts"], { DATA_DIR: data })).toMatchObject({
      code: 1,
      complained: [expect.stringContaining("npm start")],
    });
  });

  it("names every bad value of the environment", async () => {
    const { code, complained } = await runCommand(["report", "nichts"], { DATABASE_URL: "mysql://x" });
    expect([code, complained.join()]).toEqual([1, expect.stringContaining("DATABASE_URL")]);
  });
});

describe("a submission file that is wrong", () => {
  it.each<[string, Change, RegExp]>([
    [
      "an unknown checklist",
      (sample) => {
        sample.template = { id: "cq-duty", version: "1999" };
      },
      /没有清单 cq-duty 1999/,
    ],
    [
      "an unknown key",
      (sample) => {
        sample.extra = 1;
      },
      /unrecognized_keys/,
    ],
    [
      "an unknown item",
      (sample) => {
        sample.answers = { nothing: {} };
      },
      /submission\.unknown-item/,
    ],
    [
      "a value out of range",
      (sample) => {
        sample.answers = { cover: { values: { 成文日期: "2022-02-30" } } };
      },
      /cover\/成文日期：.*（field\./,
    ],
    [
      "missing evidence",
      (sample) => {
        sample.evidence = [{ file: "evidence/none.pdf", title: "无", links: [{ item: "cover" }] }];
      },
      /evidence\.missing/,
    ],
    [
      "an unknown slot",
      (sample) => {
        sample.evidence = [{ file: "evidence/1-1.pdf", title: "有", links: [{ item: "cover", slot: "x" }] }];
      },
      /submission\.unknown-slot/,
    ],
  ])("is refused for %s, and nothing is written", async (_, change, message) => {
    const out = await temporaryFolder();
    const { code, complained } = await runCommand(["report", await changedSample(change), "--out", out]);
    expect(code).toBe(1);
    expect(complained.join("\n")).toMatch(message);
    expect(await readdir(out)).toEqual([]);
  });

  it("is refused when it is no JSON, and when a folder has none", async () => {
    const folder = await temporaryFolder();
    expect((await runCommand(["report", folder])).complained).toEqual([
      expect.stringContaining("没有 submission.json"),
    ]);
    await writeFile(join(folder, "submission.json"), "{");
    expect((await runCommand(["report", folder])).complained).toEqual([expect.stringContaining("不是有效的 JSON")]);
  });

  it("cannot reach files outside its folder, not by a link either", async () => {
    const folder = await changedSample((sample) => {
      sample.evidence = [{ file: "evidence/link.pdf", title: "外", links: [{ item: "cover" }] }];
    });
    const outside = await temporaryFolder();
    await writeFile(join(outside, "secret.pdf"), "%PDF-1.4");
    await symlink(join(outside, "secret.pdf"), join(folder, "evidence", "link.pdf"));
    expect((await runCommand(["report", folder])).complained).toEqual([
      expect.stringContaining("evidence.outside-folder"),
    ]);
  });

  it("is refused for evidence whose content is of no known type", async () => {
    const folder = await changedSample((sample) => {
      sample.evidence = [{ file: "evidence/fake.pdf", title: "假", links: [{ item: "cover" }] }];
    });
    await writeFile(join(folder, "evidence", "fake.pdf"), "<html>");
    expect((await runCommand(["report", folder])).complained).toEqual([
      expect.stringContaining("evidence.type-refused"),
    ]);
  });
});

describe("a place that cannot be written", () => {
  it("is named, and leaves nothing behind", async () => {
    const out = await temporaryFolder();
    await mkdir(join(out, `${NAME}.docx`, "x"), { recursive: true });
    const { code, complained } = await runCommand(["report", SAMPLE_FOLDER, "--out", out, "--format", "docx"]);
    expect([code, complained]).toEqual([1, [expect.stringContaining("无法写入")]]);
    expect(await readdir(out)).toEqual([`${NAME}.docx`]);
  });

  it("is named when a part of the path is a file", async () => {
    const out = await temporaryFolder();
    await writeFile(join(out, "file"), "");
    const { complained } = await runCommand([
      "report",
      SAMPLE_FOLDER,
      "--out",
      join(out, "file", "x"),
      "--format",
      "docx",
    ]);
    expect(complained).toEqual([expect.stringContaining("不是文件夹")]);
  });
});
