import { z } from "zod";
import { assertNever } from "#core/result.ts";

/** Who receives an export: the office itself, or anybody else. */
export const audience = z.enum(["own", "others"]);
export type Audience = z.infer<typeof audience>;

/**
 * What a reader is told of confidential evidence. shown: everything. named: that something has this number, and goes
 * another way. hidden: nothing; the numbers of the others stay as they are.
 */
export type Discretion = "shown" | "named" | "hidden";

/** What stands in a catalogue where the title would tell too much. */
export const WITHHELD = "（涉密，另行报送）";

export function discretionFor(reader: Audience): Discretion {
  switch (reader) {
    case "own":
      return "shown";
    case "others":
      return "hidden";
    default:
      return assertNever(reader);
  }
}
