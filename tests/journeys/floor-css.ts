import type { TooNew } from "./floor-javascript.ts";

/** What a style sheet may hold that Chromium 109 does not understand, and whose loss would be seen. */
const CSS: readonly (TooNew & { pattern: RegExp })[] = [
  { name: "nesting", since: 112, pattern: /[{;}]\s*&|\{[^{}@]*\{/ },
  { name: "color-mix()", since: 111, pattern: /color-mix\(/ },
  { name: "oklch(), oklab(), lab(), lch()", since: 111, pattern: /\b(?:ok)?l(?:ch|ab)\(/ },
  { name: "relative colours", since: 119, pattern: /\b(?:rgb|hsl|hwb)a?\(\s*from\b/ },
  { name: "light-dark()", since: 123, pattern: /light-dark\(/ },
  { name: "@scope", since: 118, pattern: /@scope\b/ },
  { name: "@starting-style", since: 117, pattern: /@starting-style\b/ },
  { name: "style queries", since: 111, pattern: /@container[^{]*style\(/ },
  { name: ":dir()", since: 120, pattern: /:dir\(/ },
  { name: ":popover-open", since: 114, pattern: /:popover-open\b/ },
  { name: "subgrid", since: 117, pattern: /\bsubgrid\b/ },
  { name: "field-sizing", since: 123, pattern: /field-sizing:/ },
  { name: "anchor positioning", since: 125, pattern: /anchor-name:|position-anchor:|\banchor\(/ },
  { name: "linear()", since: 113, pattern: /[ :,]linear\([^)]*\d/ },
  { name: "interpolate-size", since: 129, pattern: /interpolate-size:|calc-size\(/ },
  { name: "round(), mod(), rem()", since: 125, pattern: /[ :,(](?:round|mod|rem)\(/ },
];

/** `text-wrap: balance` and the look of scrollbars are left out: without them a page is only less pretty. */
export const tooNewInCss = (css: string): TooNew[] =>
  CSS.filter(({ pattern }) => pattern.test(withoutBlocks(css))).map(({ name, since }) => ({ name, since }));

/** Rules that hold rules are no nesting of declarations. */
const withoutBlocks = (css: string): string =>
  css.replaceAll(/@(?:media|supports|layer|container|keyframes|-[a-z-]+)[^{};]*\{/g, "");
