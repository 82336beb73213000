import { z } from "zod";
import { record } from "#core/record.ts";

/** What the submission of the year before stated as its own figures, by field key. */
export const lastYearFigures = record(z.string(), z.object({ value: z.string(), unit: z.string() }));
export type LastYearFigures = Readonly<z.infer<typeof lastYearFigures>>;
