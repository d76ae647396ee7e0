import { describe, expect, it } from "vitest";
import type { ProblemCode } from "../../contract/problem";
import type { ProcessEnd } from "./fed-process";
import { complaintOf, reasonOf } from "./reason";

const failed: ProcessEnd = { code: 1, signal: null, failure: null };

/** What ffmpeg 5.1.9 with libsrt 1.5.1 really wrote, run against real servers; never changed but for the key. */
const refusals: [what: string, code: ProblemCode, lines: string[]][] = [
  ["nobody listens", "connection-refused", [
    "[tcp @ 0x5637f7b17e80] Connection to tcp://127.0.0.1:1?tcp_nodelay=0 failed: Connection refused",
    "[rtmp @ 0x5637f7b17700] Cannot open connection tcp://127.0.0.1:1?tcp_nodelay=0",
    "rtmp://127.0.0.1:1/live: Connection refused",
  ]],
  ["no such host", "host-unknown", [
    "[tcp @ 0x5556c8d69ec0] Failed to resolve hostname no-such-host.invalid: Name or service not known",
    "[rtmp @ 0x5556c8d69700] Cannot open connection tcp://no-such-host.invalid:1935?tcp_nodelay=0",
    "rtmp://no-such-host.invalid/live: Input/output error",
  ]],
  ["nginx-rtmp: on_publish answers 403", "key-refused", [
    "[rtmp @ 0x5632d83c9700] Handshaking...",
    "[rtmp @ 0x5632d83c9700] Type answer 3",
    "[rtmp @ 0x5632d83c9700] Creating stream...",
    "[rtmp @ 0x5632d83c9700] Sending publish command for '•••'",
    "rtmp://127.0.0.1:44111/live: Input/output error",
  ]],
  ["nginx-rtmp behind TLS: on_publish answers 403", "key-refused", [
    "[tls @ 0x558d1cfbad80] No default whitelist set",
    "[tcp @ 0x558d1cfbb5c0] Successfully connected to 127.0.0.1 port 46863",
    "[rtmps @ 0x558d1cfbd9c0] Handshaking...",
    "[rtmps @ 0x558d1cfbd9c0] Sending publish command for '•••'",
    "[tls @ 0x558d1cfbad80] The TLS connection was non-properly terminated.",
    "rtmps://127.0.0.1:46863/live: Input/output error",
  ]],
  ["nginx-rtmp: the key is in use", "key-refused", [
    "[rtmp @ 0x564102916700] Sending publish command for '•••'",
    "[rtmp @ 0x564102916700] Server error: Already publishing",
    "rtmp://127.0.0.1:44111/live: Operation not permitted",
  ]],
  ["nginx-rtmp: no such application", "server-refused", [
    "[rtmp @ 0x5643a0bf7700] Handshaking...",
    "[rtmp @ 0x5643a0bf7700] Type answer 3",
    "[rtmp @ 0x5643a0bf7700] Server version 13.14.10.13",
    "[rtmp @ 0x5643a0bf7700] Proto = rtmp, path = /nope, app = nope, fname = •••",
    "rtmp://127.0.0.1:44111/nope: Input/output error",
  ]],
  ["a web server", "server-refused", [
    "[rtmp @ 0x557c2e8b8700] Cannot read RTMP handshake response",
    "rtmp://127.0.0.1:19444/live: End of file",
  ]],
  ["RTMPS to a server without TLS", "tls-failed", [
    "[tls @ 0x55dd047c4ec0] Error in the pull function.",
    "[tls @ 0x55dd047c4ec0] IO error: End of file",
    "[rtmps @ 0x55dd047c4700] Cannot open connection tls://127.0.0.1:39865",
    "rtmps://127.0.0.1:39865/live: End of file",
  ]],
  ["a certificate nobody vouches for", "tls-failed", [
    "[tls @ 0x555cb27e1f40] Peer certificate failed verification",
    "[rtmps @ 0x555cb27e1780] Cannot open connection tls://127.0.0.1:19443",
    "rtmps://127.0.0.1:19443/live: Input/output error",
  ]],
  ["SRT: no answer", "unreachable", [
    "[srt @ 0x55d18a3146c0] Connection to srt://127.0.0.1:19801 failed: Input/output error",
    "srt://127.0.0.1:19801: Input/output error",
  ]],
  ["SRT: wrong passphrase", "passphrase-refused", [
    "11:05:43.482856/SRT:RcvQ:w1!W:SRT.cn: processAsyncConnectRequest: REJECT reported from HS processing: Incorrect passphrase - not processing further",
    "[srt @ 0x564d13449680] Connection to srt://127.0.0.1:19802 failed: Input/output error",
    "srt://127.0.0.1:19802: Input/output error",
  ]],
  ["SRT: passphrase missing, or not wanted", "passphrase-refused", [
    "11:05:48.448155/SRT:RcvQ:w1!W:SRT.cn: processAsyncConnectRequest: REJECT reported from HS processing: Password required or unexpected - not processing further",
    "[srt @ 0x5640a8a696c0] Connection to srt://127.0.0.1:19802 failed: Input/output error",
  ]],
  ["SRT: port taken", "port-in-use", [
    "[srt @ 0x55aed53346c0] Connection setup failure: unable to create/configure SRT socket",
    "srt://0.0.0.0:19803: Address already in use",
  ]],
  ["SRT: no such host", "host-unknown", [
    "[srt @ 0x55be743856c0] Failed to resolve hostname no-such-host.invalid: Name or service not known",
    "srt://no-such-host.invalid:1234: Input/output error",
  ]],
];

describe("reasonOf", () => {
  it.each(refusals)("%s: %s", (_what, code, lines) => {
    const problem = reasonOf({ end: failed, connected: false, lines }, "Ingest");
    expect(problem).toMatchObject({ code, subject: "Ingest" });
    expect(lines).toContain(problem.detail);
  });

  it.each([
    ["RTMP server killed", [
      "av_interleaved_write_frame(): Broken pipe",
      "Error writing trailer of rtmp://127.0.0.1:44111/live: Broken pipe",
    ]],
    ["SRT receiver gone", [
      "av_interleaved_write_frame(): Input/output error",
      "Error writing trailer of srt://127.0.0.1:19805: Input/output error",
    ]],
  ])("%s while live: connection-lost", (_what, lines) => {
    expect(reasonOf({ end: failed, connected: true, lines }, "Ingest").code).toBe("connection-lost");
  });

  it("blames the publisher when nothing else is to blame", () => {
    const killed: ProcessEnd = { code: null, signal: "SIGKILL", failure: null };
    expect(reasonOf({ end: killed, connected: true, lines: [] }, "Ingest")).toEqual({ code: "publisher-died", subject: "Ingest" });
    const unknown = ["Unrecognized option 'fpre'."];
    expect(reasonOf({ end: failed, connected: false, lines: unknown }, "Ingest").code).toBe("publisher-died");
  });

  it("says when ffmpeg is not there", () => {
    const failure = Object.assign(new Error("spawn ffmpeg ENOENT"), { code: "ENOENT" });
    const end: ProcessEnd = { code: null, signal: null, failure };
    expect(reasonOf({ end, connected: false, lines: [] }, "Ingest").code).toBe("ffmpeg-missing");
  });
});

describe("complaintOf", () => {
  it("hears of a caller with another passphrase", () => {
    const line = "11:06:14.350996/SRT:RcvQ:w1!W:SRT.cn: processConnectRequest: rsp(REJECT): 1010 - Incorrect passphrase";
    expect(complaintOf(line, "Receiver")).toEqual({ code: "passphrase-refused", subject: "Receiver" });
    expect(complaintOf("[srt @ 0x5640a8a696c0] something else", "Receiver")).toBeNull();
  });
});
