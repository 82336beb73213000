import { subtractDecimals } from "#core/quantity/decimal.ts";

/** How far the verified score lies from the district's own, in words. */
export function GapText({ self, verified }: { self: string | null; verified: string | null }) {
  if (self === null || verified === null) return <>—</>;
  const gap = subtractDecimals(verified, self);
  if (!/[1-9]/.test(gap)) return <>与自评一致</>;
  return <>{gap.startsWith("-") ? `比自评低${gap.slice(1)}分` : `比自评高${gap}分`}</>;
}
