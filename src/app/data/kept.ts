import type { z } from "zod";

/** Small things that this browser keeps until the server has them. A browser that keeps nothing says so. */
export function storeKept(name: string, value: unknown): boolean {
  try {
    if (value === undefined) localStorage.removeItem(name);
    else localStorage.setItem(name, JSON.stringify(value));
    return true;
  } catch {
    // no room, or forbidden: the caller tells the person not to close the page
    return false;
  }
}

/** Undefined = nothing there, or nothing that this version understands. */
export function readKept<T extends z.ZodType>(name: string, schema: T): z.output<T> | undefined {
  try {
    const text = localStorage.getItem(name);
    const parsed = schema.safeParse(text === null ? undefined : JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

export function keptNames(): string[] {
  try {
    return Object.keys(localStorage);
  } catch {
    return [];
  }
}
