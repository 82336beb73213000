import type { Cover } from "#core/document/cover.ts";
import type { Block, Disclosure, Shell } from "#core/document/model.ts";
import type { Use } from "#core/field/definition.ts";
import { assertNever } from "#core/result.ts";

export interface Frame {
  before: Block[];
  /** between the body and the annexes */
  after: Block[];
  /** at the very end */
  last: Block[];
}

/** The official elements that a shell puts around the body. Elements without an answer are left out. */
export function frameOf(shell: Shell, cover: Cover, annexTitles: readonly string[]): Frame {
  const front: Block[] = [
    ...(cover.is("cover-page")
      ? [
          {
            kind: "cover-page" as const,
            title: cover.title,
            organisation: cover.text("signatory"),
            date: cover.text("date"),
          },
        ]
      : []),
    ...(cover.is("contents") ? [{ kind: "contents" as const }] : []),
  ];
  const title: Block = { kind: "title", text: cover.title };
  const closing = [...annexList(annexTitles), signature(cover), ...notes(cover)];
  switch (shell) {
    case "report":
      return {
        before: [...front, ...redHead(cover), title, ...addressee(cover)],
        after: closing,
        last: imprint(cover),
      };
    case "letter":
      return {
        before: [...front, ...letterHead(cover), title, ...addressee(cover)],
        after: closing,
        last: imprint(cover),
      };
    case "notice":
      return { before: [...notice(cover), { ...title, startsPage: true }], after: annexList(annexTitles), last: [] };
    case "plain":
      return { before: [...front, title], after: annexList(annexTitles), last: [] };
    default:
      return assertNever(shell);
  }
}

const addressee = (cover: Cover): Block[] => {
  const text = cover.text("addressee").replace(/[：:]$/, "");
  return text === "" ? [] : [{ kind: "addressee", text: `${text}：` }];
};

const signature = (cover: Cover): Block => ({
  kind: "signature",
  organisation: cover.text("signatory"),
  date: cover.text("date"),
});

const annexList = (titles: readonly string[]): Block[] =>
  titles.length > 0 ? [{ kind: "annex-list", titles: [...titles] }] : [];

const notes = (cover: Cover): Block[] => [
  ...(cover.is("release") ? [{ kind: "note" as const, text: "（此件公开发布）" }] : []),
  ...(cover.notes.length > 0 ? [{ kind: "note" as const, text: `（${cover.notes.join("，")}）` }] : []),
];

const redHead = (cover: Cover): Block[] =>
  cover.text("mark") + cover.text("number") + cover.text("signer") === ""
    ? []
    : [{ kind: "red-head", mark: cover.text("mark"), number: cover.text("number"), signer: cover.text("signer") }];

const letterHead = (cover: Cover): Block[] =>
  cover.text("mark") === "" ? [] : [{ kind: "letter-head", mark: cover.text("mark"), number: cover.text("number") }];

const imprint = (cover: Cover): Block[] =>
  cover.text("copies") === "" && cover.text("printer") === ""
    ? []
    : [
        {
          kind: "imprint",
          copies: sentence(cover.text("copies")),
          organisation: cover.text("printer"),
          date: cover.text("printed-on"),
        },
      ];

/** The list of those who get copies ends with a full stop. */
const sentence = (text: string): string =>
  text === "" ? "" : `${text.replace(/(?<![。．.，,；;])[。．.，,；;]+$/, "")}。`;

/** The notice that goes before the published text: what, how long, where to object. */
function notice(cover: Cover): Block[] {
  const period = cover.text("period");
  const contacts = [
    cover.text("phone") && `联系电话：${cover.text("phone")}`,
    cover.text("address") && `联系地址：${cover.text("address")}`,
  ].filter((line) => line !== "");
  const said = `现将《${cover.title}》予以公示${period === "" ? "" : `，公示期为${period}`}。公示期内如有意见，请以书面或电话方式反映，以单位名义反映的应加盖公章，以个人名义反映的应署真实姓名和联系方式。`;
  return [
    { kind: "title", text: `关于《${cover.title}》的公示` },
    { kind: "paragraph", runs: [{ text: said }] },
    ...contacts.map((text): Block => ({ kind: "paragraph", runs: [{ text }] })),
    signature(cover),
  ];
}

const DISCLOSURE: readonly (readonly [Use, string])[] = [
  ["index-number", "索引号"],
  ["number", "发文字号"],
  ["topic", "主题分类"],
  ["genre", "体裁分类"],
  ["publisher", "发布机构"],
  ["date", "成文日期"],
  ["published-on", "发布日期"],
];

/** The fields that a government site shows above a publication. */
export const disclosureOf = (cover: Cover): Disclosure =>
  DISCLOSURE.flatMap(([use, name]) => {
    const value = cover.day(use) ?? cover.text(use);
    return value === "" ? [] : [[name, value] as const];
  });
