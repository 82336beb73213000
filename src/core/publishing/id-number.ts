const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK = "10X98765432";
const PROVINCES = /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])/;
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** An 18-digit 公民身份号码: province, day of birth and check digit (GB 11643) all have to be right. */
export function isIdNumber(text: string): boolean {
  if (!/^\d{17}[\dXx]$/.test(text) || !PROVINCES.test(text) || !isDay(text.slice(6, 14))) return false;
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(text.charAt(index)), 0);
  return CHECK.charAt(sum % 11) === text.charAt(17).toUpperCase();
}

/** The old number of 15 digits has no check digit: by itself it is only a possibility. */
export const mayBeOldIdNumber = (text: string): boolean =>
  /^\d{15}$/.test(text) && PROVINCES.test(text) && isDay(`19${text.slice(6, 12)}`);

function isDay(digits: string): boolean {
  const [year, month, day] = [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6, 8)].map(Number);
  if (year === undefined || month === undefined || day === undefined || year < 1900 || year > 2099) return false;
  return day >= 1 && day <= (DAYS[month - 1] ?? 0);
}
