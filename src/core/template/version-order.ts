/** 2022 < 2022.2 < 2022.10 < 2023: by year, then by number. */
export function compareVersions(a: string, b: string): number {
  const [yearA = 0, numberA = 0] = a.split(/[.-]/).map(Number);
  const [yearB = 0, numberB = 0] = b.split(/[.-]/).map(Number);
  return yearA - yearB || numberA - numberB;
}
