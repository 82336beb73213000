import { z } from "zod";
import { itemPoints, scoring } from "#core/review/scoring.ts";

const typed = z.string().max(40);

/** The scoring while it is being typed: figures may be unreadable still. */
export const scoringInWork = scoring.extend({
  items: z.record(z.string(), itemPoints.extend({ points: typed })),
  farApart: typed,
  farFromOthers: typed,
  bands: z.array(z.object({ name: typed, from: typed })).min(1),
});
