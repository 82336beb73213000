import { type Answer, emptyAnswer } from "#core/answer/answer.ts";
import { type Chance, chanceOf } from "#core/demo/chance.ts";
import { DEMO_MARK } from "#core/demo/districts.ts";
import type { Field, FieldOf } from "#core/field/definition.ts";
import type { NumberValue, StagesValue, StoredValue } from "#core/field/value.ts";
import type { Item } from "#core/template/schema.ts";

/** Whose invented figures these are: the same words give the same figures. */
export interface DemoPlace {
  seed: string;
  district: string;
  year: number;
}

/** How strong a district is drawn, of a hundred: its figures go together, as real ones do. */
export const strengthOf = ({ seed, district }: DemoPlace): number =>
  chanceOf(seed, "strength", district).between(15, 95);

/** An item's answer with every field filled; figures vary by district, and their size by field. */
export function demoAnswer(item: Item, place: DemoPlace, done: boolean): Answer {
  const chance = chanceOf(place.seed, "answer", place.district, place.year, item.key);
  const values = Object.fromEntries(item.fields.map((field) => [field.key, storedOf(field, place, chance)]));
  return { ...emptyAnswer(), values, done, ...(item.prose ? { narrative: narrativeOf(item, place) } : {}) };
}

function narrativeOf(item: Item, { district, year }: DemoPlace): string {
  const quoted = item.fields
    .filter(({ type }) => type === "number")
    .slice(0, 6)
    .map(({ key, label }) => `${label}{{${key}}}`);
  const figures = quoted.length === 0 ? "" : `${quoted.join("，")}。`;
  return `（${DEMO_MARK}，数字均为虚构）${district}${year}年围绕“${item.heading}”开展工作。${figures}`;
}

function storedOf(field: Field, place: DemoPlace, chance: Chance): StoredValue {
  switch (field.type) {
    case "number":
      return numberOf(field, place, chance);
    case "text":
      return `${DEMO_MARK}：${field.label}`.slice(0, field.maxLength);
    case "paragraph":
      return `（${DEMO_MARK}）${field.label}。`.slice(0, field.maxLength);
    case "date":
      return `${place.year}-11-${String(chance.between(1, 28)).padStart(2, "0")}`;
    case "choice":
      return chance.pick([field.options[0]?.key ?? "", ...field.options.slice(1).map(({ key }) => key)]);
    case "yesno":
      return chance.percent(85);
    case "documents":
      return [{ title: `关于${field.label}的通知（${DEMO_MARK}）`, number: "", issuer: place.district }];
    case "entries":
      return ["组织领导", "经费保障"].map((heading) => ({
        heading,
        text: `（${DEMO_MARK}）${place.district}将继续做好${heading}。`,
      }));
    case "stages":
      return stagesOf(field, place, chance);
  }
}

/** Digits with a point put in: no figure is ever computed in doubles. */
function decimal(digits: number, precision: number): string {
  if (precision === 0) return String(digits);
  const padded = String(digits).padStart(precision + 1, "0");
  return `${padded.slice(0, -precision)}.${padded.slice(-precision)}`;
}

/** The whole number of a bound; what stands after its point does not matter here. */
const bound = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : Number.parseInt(text, 10);

function numberOf(field: FieldOf<"number">, place: DemoPlace, chance: Chance): NumberValue {
  const scale = 10 ** field.precision;
  const [least, most] = scopeOf(field, place.seed);
  const wide = Math.max(1, (most - least) * scale);
  // a third by the district's strength, a third by chance, so that districts differ and none leads everywhere
  const part = Math.floor((strengthOf(place) + 2 * chance.between(0, 100)) / 3);
  const now = least * scale + Math.floor((wide * part) / 100);
  const floor = (bound(field.min) ?? Number.MIN_SAFE_INTEGER) * scale;
  const prior = Math.max(floor, now - Math.floor((wide * chance.between(-3, 9)) / 100));
  const top = (bound(field.max) ?? Number.MAX_SAFE_INTEGER) * scale;
  return {
    now: decimal(Math.max(0, Math.min(now, top)), field.precision),
    ...(field.prior === undefined ? {} : { prior: decimal(Math.max(0, Math.min(prior, top)), field.precision) }),
  };
}

/** Between which whole numbers a field's figures lie: the same for all districts. */
function scopeOf({ key, unit, precision, min, max }: FieldOf<"number">, seed: string): [number, number] {
  const chance = chanceOf(seed, "scope", key);
  const least = Math.max(0, bound(min) ?? 0);
  if (unit === "%") {
    const low = chance.pick([55, 70, 80, 88]);
    return [Math.max(least, low), Math.min(bound(max) ?? 100, 100)];
  }
  if (unit === "" && precision > 1) return [0, 1];
  const high = chance.pick([9, 40, 180, 900, 4000]);
  return [least, Math.min(bound(max) ?? high, Math.max(least + 1, high))];
}

function stagesOf(field: FieldOf<"stages">, { year }: DemoPlace, chance: Chance): StagesValue {
  const rows = field.stages.map(({ key }) => {
    const pupils = chance.between(2_000, 60_000);
    const perPupil = chance.between(9_000, 16_000);
    const cells = field.years.map((offset, index) => {
      const each = perPupil + index * chance.between(-60, 700);
      // 亿元 with as many places as are asked for
      const spending = Math.max(1, Math.round((pupils * each) / 10 ** (8 - field.spending.precision)));
      return [
        String(year + offset),
        {
          spending: decimal(spending, field.spending.precision),
          pupils: decimal(pupils * 10 ** field.pupils.precision, field.pupils.precision),
        },
      ] as const;
    });
    return [key, Object.fromEntries(cells)] as const;
  });
  return { rows: Object.fromEntries(rows), source: DEMO_MARK };
}
