/** A set-up step that cannot be done: `message` says what, `remedy` what to type or do about it. */
export class SetupError extends Error {
  constructor(message, remedy) {
    super(message);
    this.name = "SetupError";
    this.remedy = remedy;
  }
}

/** Tells the person what set-up is doing. On stderr, because stdout belongs to the app (`--status-json -`). */
export function say(line) {
  process.stderr.write(`tallylight: ${line}\n`);
}

/** Runs `main`; true when it got through. A SetupError becomes one line and exit code 1, anything else is thrown on. */
export async function runScript(main) {
  try {
    await main();
    return true;
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(error.remedy === undefined ? error.message : `${error.message} ${error.remedy}`);
    process.exitCode = 1;
    return false;
  }
}
