// Times in words: always absolute with the zone, and beside it how far away.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

const full = new Intl.DateTimeFormat("en-GB", {
  weekday: "short",
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  timeZoneName: "short",
});
const relative = new Intl.RelativeTimeFormat("en-GB", { numeric: "always" });

// From how many seconds on a unit is used. Two days away is said in days, less in hours: "tomorrow" would often be wrong.
const steps: [Intl.RelativeTimeFormatUnit, size: number, from: number][] = [
  ["year", 365 * 86_400, 2 * 365 * 86_400],
  ["month", 30 * 86_400, 60 * 86_400],
  ["day", 86_400, 2 * 86_400],
  ["hour", 3_600, 3_600],
  ["minute", 60, 60],
];

export const zoneName = zone;

export const absolute = (time: Date): string => full.format(time);

// A day of the calendar, which is the same in every zone.
const calendar = new Intl.DateTimeFormat("en-GB", {
  weekday: "short",
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});

export const dayWords = (day: string): string => {
  const time = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(time.getTime()) ? day : calendar.format(time);
};

export function away(time: Date, now: Date): string {
  const seconds = (time.getTime() - now.getTime()) / 1000;
  for (const [unit, size, from] of steps)
    if (Math.abs(seconds) >= from) return relative.format(Math.trunc(seconds / size), unit);
  return "now";
}

// What <input type="datetime-local"> holds is a time in the reader's own zone, without saying so.
export const fromLocal = (value: string): string | null => {
  const time = new Date(value);
  return value === "" || Number.isNaN(time.getTime()) ? null : time.toISOString().replace(/\.\d+Z$/, "Z");
};

export const toLocal = (time: Date): string => {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}T${two(time.getHours())}:${two(time.getMinutes())}`;
};
