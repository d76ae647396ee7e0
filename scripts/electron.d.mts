/** The Electron executable to run: ELECTRON_OVERRIDE_DIST_PATH, the pinned one, or the stand-in. */
export function electronExecutable(): string;
/** The switches Electron itself needs on this machine, to stand before the app's folder. */
export function electronSwitches(): string[];
/** Makes sure there is an Electron to run. */
export function setUpElectron(): Promise<void>;
