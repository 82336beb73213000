/** Beginnings of bank cards in use: UnionPay, Visa, Mastercard, and old cards of the state banks. */
const ISSUERS = /^(?:62|4\d|5[1-5]|60|9558|955[0-9]|35)/;
const LENGTHS = new Set([16, 17, 18, 19]);

/** Whether the digits can be a bank card's number: a known beginning and length, and the Luhn digit. */
export function isBankCard(text: string): boolean {
  if (!/^\d+$/.test(text) || !LENGTHS.has(text.length) || !ISSUERS.test(text)) return false;
  const sum = [...text].reverse().reduce((total, digit, index) => total + doubled(Number(digit), index % 2 === 1), 0);
  return sum % 10 === 0;
}

const doubled = (digit: number, twice: boolean): number => {
  const value = twice ? digit * 2 : digit;
  return value > 9 ? value - 9 : value;
};
