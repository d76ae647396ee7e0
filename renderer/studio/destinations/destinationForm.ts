import { z } from "zod";
import { passphraseProblem, serverProblem } from "../../../electron/contract/address";
import type { Destination, DestinationSecrets, DestinationTarget } from "../../../electron/contract/destination";
import { services, type ServiceId } from "../../../electron/contract/services";
import { explain } from "../../../electron/contract/words";
import type { SecretsHeld } from "../../store/settings";

/** What can be added: one of the services, or SRT. */
export type DestinationKind = ServiceId | "srt";

export function kindOf(target: DestinationTarget): DestinationKind {
  return target.protocol === "srt" ? "srt" : target.service;
}

/** Everything the form shows, for both protocols. Secrets are empty where the stored ones are to stay. */
export interface DestinationFields {
  name: string;
  server: string;
  streamKey: string;
  mode: "caller" | "listener";
  host: string;
  port: number;
  latency: number;
  keyLength: 0 | 128 | 192 | 256;
  streamId: string;
  passphrase: string;
  sessionOnly: boolean;
}

/** libsrt's default latency is 120 ms; over the internet 200 loses less. */
const SRT_DEFAULTS = { port: 9000, latency: 200 } as const;

/** The form as it opens, for a stored destination or a new one. */
export function fieldsOf(kind: DestinationKind, stored: Destination | null, sessionOnly: boolean): DestinationFields {
  const target = stored?.target;
  const srt = target?.protocol === "srt" ? target : null;
  return {
    name: stored?.name ?? nameOf(kind),
    server: target?.protocol === "rtmp" ? target.server : kind === "srt" ? "" : (services[kind].servers[0]?.url ?? ""),
    streamKey: "",
    mode: srt?.mode ?? "caller",
    host: srt?.host ?? "",
    port: srt?.port ?? SRT_DEFAULTS.port,
    latency: srt?.latency ?? SRT_DEFAULTS.latency,
    keyLength: srt?.keyLength ?? 0,
    streamId: "",
    passphrase: "",
    sessionOnly,
  };
}

export function nameOf(kind: DestinationKind): string {
  if (kind === "srt") return "SRT";
  return kind === "custom" ? "My server" : services[kind].name;
}

/** What a valid form looks like, with the sentences for what is not. */
export function destinationSchema(kind: DestinationKind, held: SecretsHeld | undefined): z.ZodType<DestinationFields, DestinationFields> {
  return z
    .object({
      name: z.string().trim().min(1, "Give it a name, to tell it from others."),
      server: z.string().trim(),
      streamKey: z.string().trim(),
      mode: z.enum(["caller", "listener"]),
      host: z.string().trim(),
      port: z.int("A port is a number from 1 to 65535.").min(1, "A port is a number from 1 to 65535.").max(65_535, "A port is a number from 1 to 65535."),
      latency: z.int("Enter 20 to 8000 ms.").min(20, "Enter 20 to 8000 ms.").max(8000, "Enter 20 to 8000 ms."),
      keyLength: z.union([z.literal(0), z.literal(128), z.literal(192), z.literal(256)]),
      streamId: z.string().trim().max(512, "A stream id has at most 512 characters."),
      passphrase: z.string(),
      sessionOnly: z.boolean(),
    })
    .check((context) => {
      const fields = context.value;
      const complain = (path: keyof DestinationFields, message: string) => {
        context.issues.push({ code: "custom", path: [path], message, input: fields[path] });
      };
      if (kind !== "srt") {
        const problem = serverProblem(fields.server);
        if (problem !== null) complain("server", fields.server === "" ? "Enter the server's address." : explain(problem).todo);
        if (kind !== "custom" && fields.streamKey === "" && held?.streamKey !== true) complain("streamKey", "Paste the stream key.");
        return;
      }
      if (fields.mode === "caller" && fields.host === "") complain("host", "Enter the host to reach.");
      if (fields.keyLength === 0) return;
      if (fields.passphrase === "" && held?.passphrase !== true) complain("passphrase", "Encryption needs a passphrase.");
      const problem = passphraseProblem(fields.passphrase);
      if (problem !== null) complain("passphrase", explain(problem).todo);
    });
}

/** The destination and its new secrets as the form says them. */
export function destinationOf(
  kind: DestinationKind,
  fields: DestinationFields,
  stored: Destination | null,
): { destination: Destination; secrets: DestinationSecrets } {
  const target: DestinationTarget =
    kind === "srt"
      ? { protocol: "srt", mode: fields.mode, host: fields.host, port: fields.port, latency: fields.latency, keyLength: fields.keyLength }
      : { protocol: "rtmp", service: kind, server: fields.server };
  const secrets: DestinationSecrets = {};
  if (kind !== "srt" && fields.streamKey !== "") secrets.streamKey = fields.streamKey;
  if (kind === "srt" && fields.streamId !== "") secrets.streamId = fields.streamId;
  if (kind === "srt" && fields.keyLength !== 0 && fields.passphrase !== "") secrets.passphrase = fields.passphrase;
  return {
    destination: { id: stored?.id ?? crypto.randomUUID(), name: fields.name, enabled: stored?.enabled ?? true, target },
    secrets,
  };
}
