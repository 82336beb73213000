import { expect, test } from "vitest";
import { type LateEntry, LateKeeper } from "#app/data/late-keeper.ts";
import { draftFrom } from "#core/builder/draft.ts";
import { smallTemplate } from "#tests/fixtures/small-template.ts";

const base = draftFrom(smallTemplate, { version: "2030", year: 2030, title: "清单" }, []);
const entry = (title: string, from = 0): LateEntry => ({
  revision: from,
  from,
  since: [],
  unsent: [{ kind: "set", at: { kind: "template" }, patch: { title } }],
});

function openKeeper(put: (entry: LateEntry) => Promise<void> = () => Promise.resolve()) {
  const written: { entry: LateEntry; base: boolean }[] = [];
  let paint: (() => void) | undefined;
  const keeper = new LateKeeper({
    put: (kept, from) => {
      written.push({ entry: kept, base: from !== undefined });
      return put(kept);
    },
    afterPaint: (task) => {
      paint = task;
      return () => {
        paint = undefined;
      };
    },
  });
  return { keeper, written, paint: () => paint?.() };
}

test("what is typed before the picture stands is written once, as it is then, with the draft that it begins on", async () => {
  const { keeper, written, paint } = openKeeper();
  const kept = [keeper.keep(entry("甲"), base), keeper.keep(entry("乙"), undefined)];
  expect(written).toEqual([]);
  paint();
  await Promise.all(kept);
  expect(written).toEqual([{ entry: entry("乙"), base: true }]);
  const next = keeper.keep(entry("丙"), undefined);
  paint();
  await next;
  expect(written.at(-1)).toEqual({ entry: entry("丙"), base: false });
});

test("what the server has by then is not written, but its draft is, with the next edit that begins there", async () => {
  const { keeper, written, paint } = openKeeper();
  const kept = keeper.keep(entry("甲"), base);
  keeper.release();
  await kept;
  paint();
  expect(written).toEqual([]);
  const next = keeper.keep(entry("乙"), undefined);
  paint();
  await next;
  expect(written).toEqual([{ entry: entry("乙"), base: true }]);
});

test("a page that goes writes at once, and a store that cannot keep is told to everybody who waits", async () => {
  const { keeper, written } = openKeeper(() => Promise.reject(new Error("no room")));
  const kept = [keeper.keep(entry("甲"), base), keeper.keep(entry("乙"), undefined)];
  keeper.settle();
  expect(written).toHaveLength(1);
  const ends = await Promise.allSettled(kept);
  expect(ends.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
});
