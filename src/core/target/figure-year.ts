import { expandYear, type FieldOf } from "#core/field/definition.ts";

/** The year that a field's figure belongs to: the last one that its period names, otherwise the report year. */
export function figureYear({ period }: FieldOf<"number">, reportYear: number): number {
  const named = [...expandYear(period ?? "", reportYear).matchAll(/(?:19|20)\d{2}(?=年|学年|—|-|至|$)/g)].at(-1)?.[0];
  return named === undefined ? reportYear : Number(named);
}
