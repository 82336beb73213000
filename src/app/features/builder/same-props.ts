/** An address or a list of choices is the same when it says the same: forms write them out anew. */
export const sameProps = <P extends object>(before: P, after: P): boolean => {
  const was = new Map<string, unknown>(Object.entries(before));
  const entries = Object.entries(after);
  return (
    entries.length === was.size &&
    entries.every(([name, value]) => {
      const old = was.get(name);
      if (Object.is(old, value)) return true;
      return typeof old === "object" && typeof value === "object" && JSON.stringify(old) === JSON.stringify(value);
    })
  );
};
