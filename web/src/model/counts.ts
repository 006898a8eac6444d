// Counts of any length, kept as digits: grouped for reading, short when they are very long, compared exactly.

const grouped = (digits: string) => digits.replace(/\B(?=(\d{3})+$)/g, ",");

// What fits on a line is written out; a longer count is a power of ten to three figures.
const longest = 15;

export interface CountText {
  text: string;
  power?: string; // written as a superscript after `text`
  full: string;
}

export function countText(digits: string): CountText {
  const full = grouped(digits);
  if (digits.length <= longest) return { text: full, full };
  const power = digits.length - 1;
  let mantissa = Math.round(Number(digits.slice(0, 4)) / 10);
  const carried = mantissa === 1000;
  if (carried) mantissa = 100;
  const exponent = String(carried ? power + 1 : power);
  const exact = mantissa === 100 && /^10*$/.test(digits);
  return { text: exact ? "10" : `${(mantissa / 100).toFixed(2)} × 10`, power: exponent, full };
}

const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

export function countPlain(digits: string): string {
  const { text, power } = countText(digits);
  return text + (power ?? "").replace(/\d/g, (d) => superscripts[Number(d)] ?? d);
}

// part / whole as a number from 0 to 1, correct to about six figures whatever the lengths.
export function shareOf(part: string, whole: string): number {
  const w = BigInt(whole);
  if (w === 0n) return 0;
  return Number((BigInt(part) * 1_000_000_000_000n) / w) / 1e12;
}

// "7.6 %", "1 in 13,000", "none", "all": how people say a share of packages.
export function shareText(part: string, whole: string): string {
  const p = BigInt(part);
  const w = BigInt(whole);
  if (p === 0n) return "none";
  if (p === w) return "all";
  const share = shareOf(part, whole);
  if (share >= 0.01) {
    const percent = share * 100;
    const text = percent < 10 ? percent.toFixed(1) : percent.toFixed(0);
    return `${text === "100" ? "over 99" : text} %`;
  }
  return `1 in ${countPlain(roundTo(w / p, 2).toString())}`;
}

function roundTo(value: bigint, figures: number): bigint {
  const unit = 10n ** BigInt(Math.max(0, value.toString().length - figures));
  return ((value + unit / 2n) / unit) * unit;
}
