// Scores and amounts as text: enough figures to tell neighbours apart, the same number of decimals down a column.

const format = (decimals: number) =>
  new Intl.NumberFormat("en-GB", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
const formats = Array.from({ length: 7 }, (_, decimals) => format(decimals));

export type NumberText = (value: number) => string;

// One format for numbers that are read together: whole if all are, else about four figures of the largest.
export function formatFor(values: readonly number[]): NumberText {
  const finite = values.filter(Number.isFinite);
  const size = Math.max(0, ...finite.map(Math.abs));
  if (size >= 1e9 || (size > 0 && size < 1e-4)) return exponential;
  const wanted = Math.max(0, ...finite.map(decimalsOf));
  const useful = size === 0 ? 0 : Math.max(0, Math.min(6, 3 - Math.floor(Math.log10(size))));
  return text(formats[Math.min(wanted, useful, size >= 100 ? 1 : 4)]);
}

const text = (f: Intl.NumberFormat | undefined) => (value: number) =>
  (f ?? format(2)).format(value === 0 ? 0 : value).replace(/^-/, "−");

// Beyond what fits on a line: up to four figures and a power of ten.
const exponential = (value: number) =>
  value === 0 ? "0" : Number(value.toPrecision(4)).toExponential().replace("e+", "e").replace(/^-/, "−");

// A number by itself, with every figure that it has.
export const exact = (value: number) =>
  (Math.abs(value) >= 1e9 ? String(value) : grouping.format(value)).replace(/^-/, "−");
const grouping = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 9 });

export const signed = (f: NumberText, value: number) => (value > 0 ? `+${f(value)}` : f(value));

export const percent = (share: number) => {
  const value = share * 100;
  if (value > 0 && value < 0.1) return "under 0.1 %";
  return `${value < 10 ? Number(value.toFixed(1)) : Math.round(value)} %`;
};

function decimalsOf(value: number): number {
  const [, decimals = ""] = String(Number(value.toPrecision(12))).split(".");
  return decimals.includes("e") ? 6 : decimals.length;
}
