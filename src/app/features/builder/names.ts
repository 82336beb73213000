import { today } from "#app/data/clock.ts";
import type { TemplateVersion } from "#core/api/builder.ts";

/** What a checklist that is begun is called. */
export interface Names {
  id: string;
  version: string;
  year: number;
  title: string;
}

/** The year after the chosen version's. */
export function namesFor(base: TemplateVersion | undefined): Names {
  const year = base ? base.year + 1 : Number(today().slice(0, 4));
  const title = base ? base.title.replace(String(base.year), String(year)) : "";
  return { id: "checklist", version: String(year), year, title };
}
