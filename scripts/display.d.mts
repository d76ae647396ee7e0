/** Starts a virtual X display on a free number; it stops with this process at the latest. */
export function startDisplay(screen?: string): Promise<{ display: string; stop: () => void }>;
