import { afterAll, expect } from "vitest";

/**
 * Files share one global object, and their order is not fixed: one that leaves another `Response` or `Date` behind
 * breaks a file it knows nothing about. It fails itself instead. A value that was worked out at its first reading
 * (a getter before, a value now) is no change, and libraries may add what was not there.
 */
const before = descriptors();

afterAll(() => {
  const changed = Object.entries(descriptors())
    .filter(([name, now]) => before[name] && isChanged(before[name], now))
    .map(([name]) => name);
  const gone = Object.keys(before).filter((name) => !Object.hasOwn(globalThis, name));
  expect([...changed, ...gone], "globals left changed").toEqual([]);
});

function descriptors(): Record<string, PropertyDescriptor> {
  return Object.getOwnPropertyDescriptors(globalThis) as Record<string, PropertyDescriptor>;
}

function isChanged(was: PropertyDescriptor, now: PropertyDescriptor): boolean {
  const worked = was.get !== undefined && now.get === undefined;
  return !worked && (!Object.is(was.value, now.value) || was.get !== now.get);
}
