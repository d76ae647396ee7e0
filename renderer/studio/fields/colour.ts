/** A colour as people set it: #rrggbb and how much of it covers, 0…100 %. */
export interface Colour {
  readonly rgb: string;
  readonly opacity: number;
}

/** Of #rrggbb or #rrggbbaa; white where it is neither. */
export function readColour(text: string): Colour {
  const [, rgb, alpha] = /^#([0-9a-f]{6})([0-9a-f]{2})?$/i.exec(text) ?? [];
  if (rgb === undefined) return { rgb: "#ffffff", opacity: 100 };
  return { rgb: `#${rgb.toLowerCase()}`, opacity: alpha === undefined ? 100 : Math.round((Number.parseInt(alpha, 16) / 255) * 100) };
}

/** #rrggbb where it covers all, else #rrggbbaa. */
export function writeColour({ rgb, opacity }: Colour): string {
  if (opacity >= 100) return rgb;
  return `${rgb}${Math.round((opacity / 100) * 255).toString(16).padStart(2, "0")}`;
}

/** #rrggbb of what a person typed: with # or without, three digits or six; null when it is no colour. */
export function typedColour(text: string): string | null {
  const digits = text.trim().replace(/^#/, "").toLowerCase();
  if (/^[0-9a-f]{6}$/.test(digits)) return `#${digits}`;
  return /^[0-9a-f]{3}$/.test(digits) ? `#${digits.replace(/./g, "$&$&")}` : null;
}
