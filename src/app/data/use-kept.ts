import { useCallback, useState } from "react";
import type { z } from "zod";
import { readKept, storeKept } from "#app/data/kept.ts";

export interface Kept<T> {
  /** undefined = nothing was begun */
  value: T | undefined;
  /** undefined = it has arrived, or is given up */
  put: (value: T | undefined) => void;
  /** false = this browser keeps nothing: the page must stay open */
  safe: boolean;
}

/** What somebody is working on and has not confirmed: it is there again after a reload. */
export function useKept<T extends z.ZodType>(name: string, schema: T): Kept<z.output<T>> {
  const [value, setValue] = useState(() => readKept(name, schema));
  const [safe, setSafe] = useState(true);
  const put = useCallback(
    (next: z.output<T> | undefined) => {
      setValue(next);
      setSafe(storeKept(name, next));
    },
    [name],
  );
  return { value, put, safe };
}
