/** Starts a virtual X display on a free number; whoever starts it stops it. `screen`: width x height x depth. */
export function startDisplay(screen?: string): Promise<{ display: string; stop: () => void }>;
