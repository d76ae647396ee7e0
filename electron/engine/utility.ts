import { EngineRequest, type EngineEvent } from "../contract/engine";
import { problemOf } from "../contract/problem";
import { Engine } from "./engine";
import type { Port } from "./program/port";

/** The part of Electron's MessagePortMain that the engine uses; named here so that nothing imports Electron. */
interface ElectronPort {
  on(event: "message", listener: (event: { data: unknown }) => void): void;
  on(event: "close", listener: () => void): void;
  postMessage(message: unknown): void;
  start(): void;
  close(): void;
}

interface ParentPort {
  on(event: "message", listener: (event: { data: unknown; ports: ElectronPort[] }) => void): void;
  postMessage(message: unknown): void;
}

function portOf(port: ElectronPort): Port {
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => {
      port.on("message", (event) => listener(event.data));
      port.start();
    },
    onClose: (listener) => port.on("close", listener),
    close: () => port.close(),
  };
}

/** Answers a message that is no command of the contract: whoever asked must not wait for ever. */
function refuse(tell: (event: EngineEvent) => void, data: unknown, detail: string): void {
  tell({ type: "log", level: "error", text: `command: ${detail}` });
  const id = typeof data === "object" && data !== null && "id" in data ? data.id : null;
  if (typeof id === "number") tell({ type: "done", id, problem: { code: "internal", detail } });
}

/** The engine as Electron's utility process: commands and ports from main, events back. */
function main(parent: ParentPort): void {
  const tell = (event: EngineEvent): void => parent.postMessage(event);
  const engine = new Engine(tell);
  parent.on("message", ({ data, ports }) => {
    const request = EngineRequest.safeParse(data);
    if (!request.success) return refuse(tell, data, request.error.message);
    const { id, command } = request.data;
    const [first, second, third] = ports.map(portOf);
    if (command.type === "attach" && first !== undefined && second !== undefined) engine.attach(first, second);
    if (command.type === "openMedia" && first !== undefined && second !== undefined && third !== undefined) {
      engine.openMedia(command.order, { control: first, picture: second, sound: third });
    }
    engine.handle(command).then(
      () => tell({ type: "done", id, problem: null }),
      (error: unknown) => tell({ type: "done", id, problem: problemOf(error) }),
    );
  });
}

main((process as unknown as { parentPort: ParentPort }).parentPort);
