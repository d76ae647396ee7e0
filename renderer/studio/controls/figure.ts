/** What a number may be; its unit as people read it. */
export interface Limits {
  readonly min: number;
  readonly max: number;
  /** How far one press of an arrow goes. Where it is whole, so are the numbers. */
  readonly step: number;
  readonly unit?: string;
}

/** "−30 to 30 dB": what may be entered. */
export function limitsText({ min, max, step, unit }: Limits): string {
  const range = `${signed(min)} to ${signed(max)}${unit === undefined ? "" : ` ${unit}`}`;
  return Number.isInteger(step) ? `${range}, a whole number` : range;
}

/** The number a person typed, with a decimal point or comma, with the unit or without; null when it may not be. */
export function readFigure(text: string, { min, max, step, unit }: Limits): number | null {
  const bare = text.replace(/[−–]/, "-").replace(",", ".").trim();
  const digits = unit !== undefined && bare.endsWith(unit) ? bare.slice(0, -unit.length).trim() : bare;
  if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(digits)) return null;
  const value = Number(digits);
  if (value < min || value > max) return null;
  return Number.isInteger(step) && !Number.isInteger(value) ? null : value;
}

/** So many steps further, on a multiple of the step where it has decimals, within the limits. */
export function stepped(value: number, { min, max, step }: Limits, steps: number): number {
  const moved = Number((value + steps * step).toFixed(Math.max(decimals(step), 0)));
  return Math.min(max, Math.max(min, moved));
}

/** A number as it stands in a field: as many decimals as the step has, more where it was typed so. */
export function figureText(value: number, step: number): string {
  const short = value.toFixed(decimals(step));
  return (Number(short) === value ? short : String(Number(value.toFixed(4)))).replace("-", "−");
}

function decimals(step: number): number {
  return String(step).split(".")[1]?.length ?? 0;
}

function signed(value: number): string {
  return String(value).replace("-", "−");
}
