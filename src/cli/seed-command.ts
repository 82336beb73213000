import { randomBytes } from "node:crypto";
import { type Command, CommandError, type Terminal, UsageError } from "#cli/command.ts";
import { installedTemplates } from "#cli/installed-templates.ts";
import { openDemo } from "#cli/open-demo.ts";
import { readArguments } from "#cli/parse-args.ts";
import { projectFolder } from "#cli/project-folder.ts";
import { DEMO_MARK, MOST_DISTRICTS } from "#core/demo/districts.ts";
import { DEMO_STAGE_TEXT } from "#core/demo/stage.ts";
import type { Template } from "#core/template/schema.ts";
import { demoSeed, installationKind } from "#server/services/demo/demo-mark.ts";
import { type DemoWish, seedDemo } from "#server/services/demo/seed-demo.ts";
import type { Registry } from "#server/templates/registry.ts";

const MOST_FILES = 20;

export const seedCommand: Command = {
  words: ["seed"],
  summary: "生成演示数据：一个市、若干区县，填报、审核、整改各处于不同进度",
  usage: [
    "npm run ziping -- seed --districts 40 [--items all] [--files 5] [--year 2022] [--template cq-duty] [--seed 文字]",
    `--districts  区县数，1至${MOST_DISTRICTS}`,
    "--items      每个区县填写的清单条目数，all 为全部",
    `--files      每个已填条目的佐证材料数，0至${MOST_FILES}`,
    "--year       报告年度；对演示数据再次执行可补上另一年度",
    "--template   清单编号，如 cq-duty；这一年度有几份清单时须写明",
    "--seed       同样的文字得到同样的内容",
    "只用于空的或演示用的安装；单位、数字、材料和审核结论均为虚构，报送时不经检查。账号密码只显示一次",
  ],
  run: async (args, terminal) => {
    const { values } = readArguments(
      args,
      {
        districts: { type: "string" },
        items: { type: "string", default: "all" },
        files: { type: "string", default: "5" },
        year: { type: "string", default: "2022" },
        template: { type: "string" },
        seed: { type: "string" },
      },
      0,
    );
    const wish = {
      districts: wholeNumber("--districts", values.districts, 1, MOST_DISTRICTS),
      items: values.items === "all" ? undefined : wholeNumber("--items", values.items, 1, 1000),
      files: wholeNumber("--files", values.files, 0, MOST_FILES),
      year: wholeNumber("--year", values.year, 2000, 2100),
    };
    const templates = await installedTemplates(projectFolder("templates"));
    const template = templateOf(templates, wish.year, values.template);
    await seed({ ...wish, template }, values.seed, templates, terminal);
  },
};

function wholeNumber(option: string, text: string | undefined, least: number, most: number): number {
  const value = Number(text);
  if (text === undefined || !/^\d+$/.test(text) || value < least || value > most)
    throw new UsageError(`${option} 应为${least}至${most}的整数${text === undefined ? "" : `，不是“${text}”`}`);
  return value;
}

function templateOf({ templates }: Registry, year: number, id: string | undefined): Template {
  const ofYear = templates.filter((each) => each.year === year);
  const [found, ...more] = id === undefined ? ofYear : ofYear.filter((each) => each.id === id);
  const ids = [...new Set(ofYear.map((each) => each.id))].join("、");
  if (found && (id !== undefined || more.every((each) => each.id === found.id))) return found;
  if (ofYear.length > 0)
    throw new CommandError(
      id === undefined
        ? `${year}年有几份清单，请用 --template 写明其中一份：${ids}`
        : `没有安装${year}年的清单“${id}”。这一年度有：${ids}`,
    );
  const years = [...new Set(templates.map((each) => each.year))].join("、");
  throw new CommandError(`没有安装${year}年的清单。可用的年度：${years}`);
}

const DEFAULT_SEED = "ziping";

async function seed(
  wish: Omit<DemoWish, "seed" | "passwordHash">,
  words: string | undefined,
  templates: Registry,
  terminal: Terminal,
): Promise<void> {
  const { deps, close } = await openDemo(templates, () => new Date(), terminal);
  try {
    const kind = await installationKind(deps.store.db);
    if (kind === "real")
      throw new CommandError("这套数据已有单位在使用，没有生成演示数据（seed.not-demo）。请用 DATA_DIR 另选空文件夹");
    const kept = await demoSeed(deps.store.db);
    if (kept !== undefined && words !== undefined && words !== kept)
      throw new CommandError(`这套演示数据由 --seed ${kept} 生成，请沿用，或用 DATA_DIR 另选空文件夹`);
    const password = freshPassword();
    const passwordHash = await deps.auth.hashPassword(password);
    const asked = { ...wish, seed: kept ?? words ?? DEFAULT_SEED, passwordHash };
    const done = await seedDemo(deps, asked, ({ district, stage, files }, index) => {
      const state = stage === undefined ? "本年度已有，未改动" : `${DEMO_STAGE_TEXT[stage]}，材料${files}份`;
      terminal.say(`${index + 1}/${wish.districts} ${district}：${state}`);
    });
    if (!done.ok) throw new CommandError(`${done.error.message}（${done.error.code}）`);
    terminal.say(
      done.value.reviewed ? "市级评价：已开启，含分工、审核、退回、办结和整改" : "市级评价：本年度已有，未改动",
    );
    terminal.say(`${DEMO_MARK}已生成，均为虚构`);
    terminal.say(
      "账号：city-supervisor、city-inspector、city2-inspector、d01-editor、d01-contributor 等，d01 为第一个区县",
    );
    terminal.say(
      kind === "empty"
        ? `全部账号的密码（只显示这一次）：${password}`
        : `此前已有的账号密码不变；本次新建的账号密码（只显示这一次）：${password}`,
    );
  } finally {
    await close();
  }
}

/** 60 bits, in groups that can be typed. */
const freshPassword = (): string => (randomBytes(8).toString("hex").slice(0, 15).match(/.{5}/g) ?? []).join("-");
