/** −1…1 in words: “30 % to the left”. */
export function balanceWords(balance: number): string {
  const part = Math.round(Math.abs(balance) * 100);
  if (part === 0) return "In the middle";
  return part === 100 ? `${balance < 0 ? "Left" : "Right"} only` : `${part} % to the ${balance < 0 ? "left" : "right"}`;
}

/** Near the middle a drag stays in it. */
export function snapped(balance: number): number {
  return Math.abs(balance) < 0.04 ? 0 : balance;
}
