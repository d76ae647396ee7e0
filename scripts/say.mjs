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

/** Runs `main`; a SetupError ends the process with its one line, anything else with its stack. */
export async function runScript(main) {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(error.remedy === undefined ? error.message : `${error.message} ${error.remedy}`);
    process.exitCode = 1;
  }
}
