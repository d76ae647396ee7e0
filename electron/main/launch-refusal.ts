/** What the command line asks for that cannot be had here, in words for the person at the terminal. */
export class LaunchRefusal extends Error {}
