import { type Address, addressPath } from "#core/builder/edit.ts";

/** The element id of a control: the path that the checks name, so that a finding leads to it. */
export const propertyId = (at: Address, name: string): string =>
  `at-${[addressPath(at), name].filter((each) => each !== "").join("/")}`;
