import { z } from "zod";
import { itemKey } from "#core/template/keys.ts";
import { template } from "#core/template/schema.ts";

/** What people write of a checklist for a plan: its tasks in their own words, and where in the source each stands. */
export const planOutline = z.strictObject({
  format: z.literal(1),
  /** key of the plan in templates/targets */
  plan: z.string(),
  id: template.shape.id,
  version: template.shape.version,
  year: template.shape.year,
  title: z.string().min(1),
  reportTitle: z.string().min(1),
  issuer: z.string().min(1),
  /** 区, 市: how the texts name the place */
  place: z.string().min(1),
  units: template.shape.units,
  sections: z
    .array(
      z.strictObject({
        key: itemKey,
        heading: z.string().min(1),
        items: z
          .array(
            z.strictObject({
              key: itemKey,
              heading: z.string().min(1),
              guidance: z.string().min(1),
              lead: itemKey,
              support: z.array(itemKey).default([]),
              /** lines of the source whose aims belong here, first and last */
              lines: z.array(z.tuple([z.int(), z.int()])).default([]),
              /** what the year's work is shown by, beside the figures' own source */
              proof: z.string().optional(),
            }),
          )
          .min(1),
      }),
    )
    .min(1),
});
export type PlanOutline = z.infer<typeof planOutline>;
