/** With the app, on every machine. */
const bundled = ["Inter", "Noto Sans KR"];

/** What most machines have, for where the system's fonts are not told. */
const common = [
  ...["Arial", "Courier New", "Georgia", "Helvetica", "Impact", "Tahoma", "Times New Roman", "Trebuchet MS", "Verdana"],
  ...["Apple SD Gothic Neo", "Malgun Gothic", "Nanum Gothic", "Noto Sans"],
];

/** Chromium's, where the platform has it: https://wicg.github.io/local-font-access */
interface FontAccess {
  queryLocalFonts?(): Promise<readonly { readonly family: string }[]>;
}

/** Font families to choose from: the bundled first, then this system's. To be called from a press or a key. */
export async function listFonts(): Promise<readonly string[]> {
  const told = await (window as FontAccess).queryLocalFonts?.().catch(() => []);
  const families = told === undefined || told.length === 0 ? common : told.map(({ family }) => family);
  const others = [...new Set(families)].filter((family) => !bundled.includes(family));
  return [...bundled, ...others.sort((a, b) => a.localeCompare(b))];
}
