/** A figure as it is aligned: what stands left of the decimal point's place, and the rest. */
export interface DecimalParts {
  before: string;
  after: string;
}

const FIGURE = /^(\D*?[+\-−－]?\d[\d,，]*)(.*)$/su;

/** 25.46 -> 25 | .46; 约30余 -> 约30 | 余; a text without figures has no decimal point to be aligned at. */
export function decimalParts(text: string): DecimalParts | undefined {
  const [, before, after] = FIGURE.exec(text) ?? [];
  return before === undefined || after === undefined ? undefined : { before, after };
}
