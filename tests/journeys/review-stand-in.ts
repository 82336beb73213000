import type { BrowserContext, Route } from "playwright-core";
import type { z } from "zod";
import { cycle, cycleSummary } from "#core/api/cycle.ts";
import { phrase } from "#core/api/phrase.ts";
import {
  acrossDistricts,
  type ReviewItem,
  reviewDetail,
  reviewEntry,
  reviewItem,
  reviewThread,
} from "#core/api/review.ts";
import { getTemplate, listTemplates } from "#core/api/submission.ts";
import { putVerdict } from "#core/api/verdict.ts";
import { REVIEW_FILTERS, type ReviewFilter } from "#core/review/filters.ts";
import { defaultScoring } from "#core/review/scoring.ts";
import { verdictContent } from "#core/review/verdict.ts";
import { sectionItems } from "#core/template/outline.ts";
import type { Template } from "#core/template/schema.ts";
import { frozenContent, hashOf, type StandInFile } from "./review-content.ts";

const AT = "2022-11-08T08:00:00Z";

export interface StandIn {
  /** every change that the screens asked for */
  sent: { path: string; body: unknown }[];
  /** from here on nothing answers, until it is called again with false */
  away: (gone: boolean) => void;
  itemKeys: string[];
}

const DISTRICTS = ["东山区", "西湖区", "南岭区", "北川区"];
const idOf = (district: string): string => `sub-${DISTRICTS.indexOf(district)}`;

/**
 * The city's side answered from fixed content by the contract, over the real server: accounts, session and checklists
 * are the server's. What the screens send is taken down; no rule of the review is applied.
 */
export async function standIn(context: BrowserContext, origin: string, file: StandInFile): Promise<StandIn> {
  const get = async (path: string): Promise<unknown> => (await context.request.get(`${origin}${path}`)).json();
  const me = (await get("/api/me")) as { accountId: string };
  const [summary] = (listTemplates.response as z.ZodType<{ id: string; version: string; title: string }[]>).parse(
    await get("/api/templates"),
  );
  if (!summary) throw new Error("no template");
  const template = (getTemplate.response as z.ZodType<Template>).parse(
    await get(`/api/template?id=${encodeURIComponent(summary.id)}&version=${summary.version}`),
  );
  const world = build(template, summary, me.accountId, file);
  const sent: StandIn["sent"] = [];
  let gone = false;
  await context.route(/\/api\/(?:cycles|reviews|phrases)(?:[/?]|$)/, async (route) => {
    const request = route.request();
    if (gone) return route.abort("failed");
    const path = decodeURIComponent(new URL(request.url()).pathname);
    const body: unknown = request.postData() ? request.postDataJSON() : undefined;
    if (request.method() !== "GET") sent.push({ path: `${request.method()} ${path}`, body });
    return world.answer(route, request.method(), path, body);
  });
  return {
    sent,
    away: (next) => {
      gone = next;
    },
    itemKeys: sectionItems(template).map(({ item }) => item.key),
  };
}

function build(
  template: Template,
  summary: { id: string; version: string; title: string },
  accountId: string,
  file: StandInFile,
) {
  const scoring = defaultScoring(template);
  const placed = sectionItems(template);
  const words = new Map<string, ReviewItem["verdicts"]>();
  const read = new Set<string>();
  const opened = new Set(DISTRICTS.slice(1));
  const threads = new Map<string, z.infer<typeof reviewThread>[]>();
  let phase: "reviewing" | "returned" = "reviewing";
  const phrases = [
    phrase.parse({
      id: "p1",
      text: "佐证材料不足以证明所述情况，请补充。",
      verdict: "needs-material",
      itemKey: null,
      shared: true,
      own: false,
    }),
  ];

  const frozenOf = (district: string, index: number) =>
    frozenContent({ template, scoring, district, order: DISTRICTS.indexOf(district), index, file });

  const itemOf = (district: string, index: number): ReviewItem => {
    const { item, label, place } = placed[index] ?? placed[0] ?? fail();
    const id = `${district}/${item.key}`;
    const frozen = frozenOf(district, index);
    const verdicts = words.get(id) ?? [];
    const own = verdicts.find((each) => each.accountId === accountId);
    const given = threads.get(id) ?? [];
    const filters: ReviewFilter[] = [];
    if (!read.has(id)) filters.push("unread");
    if (!own) filters.push("no-verdict");
    if (index === 0) filters.push("explained", "changed");
    if (index === 1) filters.push("same-file");
    if (given.length > 0) filters.push("commented");
    return reviewItem.parse({
      itemKey: item.key,
      label,
      heading: item.heading,
      sectionKey: place.kind === "section" ? place.section.key : null,
      points: scoring.items[item.key] ?? null,
      hash: frozen.hash,
      mine: true,
      read: read.has(id),
      selfScore: frozen.selfScore,
      own: own ? { verdict: own.verdict, score: own.score, earlier: own.earlier } : null,
      settled: { state: "none", verified: null, verdict: null },
      evidence: frozen.evidence.length,
      openThreads: given.filter(({ resolved }) => resolved === null).length,
      filters,
      submissionId: idOf(district),
      district,
      round: 2,
      mayWrite: phase === "reviewing",
      mayComment: true,
      frozen,
      sameFiles:
        index === 1
          ? [
              {
                evidenceId: "e1-0",
                sha256: hashOf("e0"),
                districts: [{ submissionId: "sub-1", district: "西湖区", itemKey: item.key }],
                others: 1,
                years: [2021],
              },
            ]
          : [],
      targets: [],
      last:
        index === 0
          ? {
              year: 2021,
              past: { year: 2021, sources: [], narrative: "2021年召开专题会议2次。", values: [] },
              verdict: "mostly-met",
              verified: "2",
              points: "2.64",
              opinions: ["会议记录不全。"],
              problems: [{ id: "p", text: "会议记录不全", state: "open" }],
            }
          : null,
      verdicts,
      threads: given,
      returns:
        index === 0
          ? [
              {
                itemKey: item.key,
                item: `${label}.${item.heading}`,
                round: 1,
                reason: "请补充会议纪要",
                due: "2022-11-20",
                returnedAt: AT,
                returnedBy: "督学",
                answeredRound: 2,
              },
            ]
          : [],
      difference:
        index === 0
          ? {
              fromRound: 1,
              toRound: 2,
              changed: true,
              text: [
                { from: "全年召开专题会议", to: "全年召开专题会议" },
                { from: "2", to: "3" },
                { from: "次。", to: "次。" },
              ],
              figures: [{ fieldKey: "x", label: "专题会议次数", from: "2次", to: "3次" }],
              explanations: [],
              evidence: [
                {
                  kind: "added",
                  evidenceId: "e0-0",
                  title: "区政府常务会议纪要",
                  from: null,
                  to: { number: "1-1-01", title: "区政府常务会议纪要", sha256: hashOf("e0") },
                },
              ],
              selfScore: null,
            }
          : null,
      others: DISTRICTS.length - 1,
    });
  };

  const detailOf = (district: string) => {
    const waiting = !opened.has(district);
    const items = waiting ? [] : placed.map((_, index) => itemOf(district, index));
    return reviewDetail.parse({
      submissionId: idOf(district),
      cycleId: "c1",
      districtId: district,
      district,
      year: 2022,
      title: "2022年度自评",
      template: { id: summary.id, version: summary.version },
      phase: waiting ? "submitted" : phase,
      round: 2,
      hash: hashOf(district),
      version: 3,
      submittedAt: AT,
      submittedBy: "审定人",
      hasScan: true,
      duty: "district",
      may: { open: waiting, write: !waiting, comment: !waiting, return: !waiting, conclude: false, reopen: false },
      items: items.map((item) => item),
      returns: [],
    });
  };

  const counted = (rows: readonly { filters: readonly string[] }[]) => (filter: string) =>
    rows.filter(({ filters }) => filters.includes(filter)).length;
  const countsOf = (rows: readonly { filters: ReviewFilter[] }[]) => {
    const of = counted(rows);
    return Object.fromEntries(REVIEW_FILTERS.map((name) => [name, of(name)]));
  };

  const cycleFacts = {
    id: "c1",
    year: 2022,
    template: { id: summary.id, version: summary.version, title: summary.title },
    submitBy: "2022-11-10",
    reviewBy: "2022-12-20",
    openedAt: AT,
  };

  async function answer(route: Route, method: string, path: string, body: unknown): Promise<void> {
    const json = (value: unknown, status = 200) => route.fulfill({ status, json: value });
    const [, , area, first = "", third, key = "", last] = path.split("/");
    if (area === "phrases") {
      if (method === "POST")
        phrases.push(phrase.parse({ id: `p${phrases.length + 1}`, own: true, ...(body as object) }));
      return json(method === "POST" ? phrases.at(-1) : phrases);
    }
    if (area === "cycles") {
      if (first === "") {
        const phases = { none: 0, drafting: 2, submitted: 1, reviewing: 3, returned: 0, concluded: 0 };
        return json([cycleSummary.parse({ ...cycleFacts, districts: 6, phases })]);
      }
      if (third === "reviews")
        return json(
          DISTRICTS.map((district) => {
            const { items, phase: at } = detailOf(district);
            return reviewEntry.parse({
              submissionId: idOf(district),
              districtId: district,
              district,
              phase: at,
              round: 2,
              submittedAt: AT,
              duty: DISTRICTS.indexOf(district) < 2 ? "district" : "none",
              sections: null,
              items: placed.length,
              counts: countsOf(items),
              nextItem: items.find(({ read: seen }) => !seen)?.itemKey ?? null,
            });
          }),
        );
      if (third === "items") {
        const index = placed.findIndex(({ item }) => item.key === key);
        const { item, label } = placed[index] ?? fail();
        const rows = DISTRICTS.map((district) => {
          const { frozen, ...rest } = itemOf(district, index);
          const figures = item.fields.slice(0, 2).map((field, at) => ({
            fieldKey: field.key,
            label: field.label,
            text: `${12 + at + DISTRICTS.indexOf(district)}次`,
          }));
          return {
            ...rest,
            districtId: district,
            phase: "reviewing",
            opened: opened.has(district),
            text: opened.has(district) ? frozen.text : "",
            figures: opened.has(district) ? figures : [],
          };
        });
        return json(
          (acrossDistricts.response as z.ZodType).parse({
            itemKey: key,
            label,
            heading: item.heading,
            points: scoring.items[key] ?? null,
            median: rows[0]?.selfScore ?? null,
            rows,
            counts: countsOf(rows),
          }),
        );
      }
      return json(
        cycle.parse({
          ...cycleFacts,
          city: "样例市",
          version: 1,
          districts: DISTRICTS.map((name) => ({ id: name, name })),
          duties: [],
          scoring,
          scoringOpen: true,
        }),
      );
    }
    const district = DISTRICTS.find((name) => idOf(name) === first) ?? fail();
    if (third === undefined) return json(detailOf(district));
    if (third === "open") {
      opened.add(district);
      return json(detailOf(district));
    }
    if (third === "return") {
      phase = "returned";
      return json(detailOf(district));
    }
    if (third === "rounds") return route.fulfill({ body: file.bytes, contentType: file.mediaType });
    const index = placed.findIndex(({ item }) => item.key === key);
    const id = `${district}/${key}`;
    if (last === "read") {
      read.add(id);
      const next = placed.find(({ item }, at) => at > index && !read.has(`${district}/${item.key}`));
      return json({ nextItem: next?.item.key ?? null });
    }
    if (last === "threads") {
      const { body: text } = body as { body: string };
      const made = reviewThread.parse({
        id: `t${threads.size}`,
        itemKey: key,
        round: 2,
        earlier: false,
        resolved: null,
        comments: [{ id: "c", body: text, writtenAt: AT, writtenBy: "督学" }],
      });
      threads.set(id, [...(threads.get(id) ?? []), made]);
      return json(made);
    }
    if (last === "verdict") {
      const { base, itemHash, key: _, ...content } = body as { base: number; itemHash: string; key: string };
      const verdict = {
        accountId,
        inspector: "督学（样例）",
        ...verdictContent.parse(content),
        revision: base + 1,
        round: 2,
        itemHash,
        earlier: false,
        at: AT,
      };
      words.set(id, [verdict]);
      return json(
        (putVerdict.response as z.ZodType).parse({
          verdict,
          settled: { state: "single", verified: null, verdict: null },
        }),
      );
    }
    return json(itemOf(district, index));
  }
  return { answer };
}

function fail(): never {
  throw new Error("the stand-in knows no such place");
}
