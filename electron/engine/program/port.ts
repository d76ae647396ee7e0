/** The end of a MessagePort, whoever made it: Electron's utility process or Node's worker_threads. */
export interface Port {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  onClose(listener: () => void): void;
  close(): void;
}
