/** The project's root folder. */
export const root: string;
/** Where what was downloaded once for every clone is kept: the platform's cache folder, ours inside it. */
export function cacheFolder(platform?: string, env?: Record<string, string | undefined>): string;
