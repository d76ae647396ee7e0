import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { end } from "./child";
import { freeTcpPort } from "./free-port";
import { until } from "./until";

/** Where Debian's libnginx-mod-rtmp puts the module. */
const MODULE = "/usr/lib/nginx/modules/ngx_rtmp_module.so";

export interface IngestOptions {
  /** Keep what arrives as FLV files, see `recordings`. */
  readonly record?: boolean;
  /** Connections of the same key that begin in the same second go into one file instead of the later over the earlier. */
  readonly append?: boolean;
  /** A publisher that sends nothing for 5 s is gone: its key may be used again. */
  readonly dropsIdle?: boolean;
  /** Stream keys that are refused when publishing begins (on_publish answers 403). */
  readonly refuse?: readonly string[];
  /** RTMP port; a free one when not given. */
  readonly port?: number;
}

/** A stream as rtmp_stat shows it. */
export interface IngestStream {
  readonly key: string;
  readonly bytes: number;
  /** Bits per second. */
  readonly bandwidth: number;
  /** How long the publisher has been connected, in ms. */
  readonly time: number;
  readonly publishing: boolean;
}

/** A running nginx-rtmp on 127.0.0.1, with an application `live`. */
export class Ingest {
  readonly port: number;
  readonly server: string;
  readonly statUrl: string;
  readonly folder: string;
  private readonly child: ChildProcess;

  constructor(child: ChildProcess, folder: string, port: number, httpPort: number) {
    this.child = child;
    this.folder = folder;
    this.port = port;
    this.server = `rtmp://127.0.0.1:${port}/live`;
    this.statUrl = `http://127.0.0.1:${httpPort}/stat`;
  }

  /** The streams that are published right now. */
  async streams(): Promise<IngestStream[]> {
    const xml = await (await fetch(this.statUrl)).text();
    return [...xml.matchAll(/<stream>(.*?)<\/stream>/gs)].map(([, body = ""]) => {
      const field = (name: string): string => new RegExp(`<${name}>([^<]*)</${name}>`).exec(body)?.[1] ?? "";
      return {
        key: field("name"),
        bytes: Number(field("bytes_in")),
        bandwidth: Number(field("bw_in")),
        time: Number(field("time")),
        publishing: body.includes("<publishing/>"),
      };
    });
  }

  /** Resolves when media of this key has arrived. */
  async receives(key: string, timeout = 30_000): Promise<IngestStream> {
    return until(
      `media of ${key} at the ingest`,
      async () => (await this.streams()).find((s) => s.key === key && s.publishing && s.bytes > 5000),
      timeout,
    );
  }

  /** Absolute paths of the recorded FLV files of a key, oldest first. */
  async recordings(key: string): Promise<string[]> {
    const names = (await readdir(this.folder)).filter((n) => n.startsWith(`${key}-`) && n.endsWith(".flv"));
    return names.sort().map((n) => join(this.folder, n));
  }

  /** What nginx wrote to its error log (level info). */
  async log(): Promise<string> {
    return readFile(join(this.folder, "error.log"), "utf8");
  }

  /** Connections stay open, nothing is read or answered any more: a server that hangs. */
  freeze(): void {
    this.child.kill("SIGSTOP");
  }

  thaw(): void {
    this.child.kill("SIGCONT");
  }

  /** The server dies without a word; its files stay. */
  async kill(): Promise<void> {
    await end(this.child, "SIGKILL");
  }

  /** Ends the server and removes its files. */
  async stop(): Promise<void> {
    this.thaw();
    await end(this.child, "SIGKILL");
    await rm(this.folder, { recursive: true, force: true });
  }
}

export async function startIngest(options: IngestOptions = {}): Promise<Ingest> {
  const folder = await mkdtemp(join(tmpdir(), "ingest-"));
  const port = options.port ?? (await freeTcpPort());
  const httpPort = await freeTcpPort();
  const refuse = options.refuse ?? [];
  const config = `
daemon off;
master_process off;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log info;
load_module ${MODULE};
events { worker_connections 64; }
http {
  access_log off;
  client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy; fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi; scgi_temp_path ${folder}/scgi;
  server {
    listen 127.0.0.1:${httpPort};
    location /stat { rtmp_stat all; }
    location /publish {
      ${refuse.map((key) => `if ($arg_name = "${key}") { return 403; }`).join("\n      ")}
      return 200;
    }
  }
}
rtmp {
  server {
    listen 127.0.0.1:${port};
    chunk_size 4096;
    notify_method get;
    application live {
      live on;
      ${options.dropsIdle === true ? "drop_idle_publisher 5s;" : ""}
      on_publish http://127.0.0.1:${httpPort}/publish;
      ${options.record === true ? `record all; record_path ${folder}; record_suffix -%s.flv;${options.append === true ? " record_append on;" : ""}` : ""}
    }
  }
}
`;
  await writeFile(join(folder, "nginx.conf"), config);
  const child = spawn("nginx", ["-p", folder, "-c", join(folder, "nginx.conf"), "-e", join(folder, "error.log")], {
    stdio: "ignore",
  });
  const failed = new Promise<never>((_resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`nginx ended with ${code}; its configuration is in ${folder}`)));
  });
  failed.catch(() => undefined); // after the start an exit is what tests do on purpose
  await Promise.race([failed, until("nginx to listen", async () => (await accepts(port)) && (await accepts(httpPort)))]);
  return new Ingest(child, folder, port, httpPort);
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
