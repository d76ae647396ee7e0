/**
 * Waits for something another process does and tells nobody about: asks every 25 ms until the answer is neither
 * false, null nor undefined. Rejects after `timeout` ms with what was waited for.
 */
export async function until<T>(
  what: string,
  ask: () => T | Promise<T>,
  timeout = 30_000,
): Promise<Exclude<T, false | null | undefined>> {
  const end = performance.now() + timeout;
  for (;;) {
    const answer = await ask();
    if (answer !== false && answer !== null && answer !== undefined) {
      return answer as Exclude<T, false | null | undefined>;
    }
    if (performance.now() > end) throw new Error(`Not within ${timeout} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
