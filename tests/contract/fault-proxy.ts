import { once } from "node:events";
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from "node:http";

/** What becomes of one request on its way. */
export type Fault =
  | { kind: "pass" }
  | { kind: "status"; status: number }
  | { kind: "hang-up" }
  | { kind: "delay"; milliseconds: number }
  /** the answer breaks off after so many bytes */
  | { kind: "truncate"; after: number }
  /** the answer announces and brings fewer bytes than there are */
  | { kind: "shorten"; to: number }
  /** the answer stops in the middle and the line stays open */
  | { kind: "silence"; after: number };

export interface FaultProxy {
  port: number;
  behave: (choose: (method: string, path: string) => Fault) => void;
  stop: () => Promise<void>;
}

/** Stands between a client and the server on `port`, the Host header untouched. */
export async function startFaultProxy(port: number): Promise<FaultProxy> {
  let choose: (method: string, path: string) => Fault = () => ({ kind: "pass" });
  const server = createServer((incoming, outgoing) => {
    const fault = choose(incoming.method ?? "", incoming.url ?? "");
    if (fault.kind === "hang-up") return void incoming.socket.destroy();
    if (fault.kind === "status") {
      incoming.resume().on("end", () => outgoing.writeHead(fault.status).end());
      return;
    }
    setTimeout(() => pass(port, incoming, outgoing, fault), fault.kind === "delay" ? fault.milliseconds : 0);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port was given");
  return {
    port: address.port,
    behave: (next) => {
      choose = next;
    },
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function pass(port: number, incoming: IncomingMessage, outgoing: ServerResponse, fault: Fault): void {
  const { method, url, headers } = incoming;
  const onward = forward({ host: "127.0.0.1", port, method, path: url, headers }, (answer) => {
    const length = Number(answer.headers["content-length"] ?? 0);
    const shortened = fault.kind === "shorten" && method === "GET" && length > fault.to;
    outgoing.writeHead(answer.statusCode ?? 502, {
      ...answer.headers,
      ...(shortened ? { "content-length": String(fault.to) } : {}),
    });
    const limit =
      fault.kind === "truncate" || fault.kind === "silence"
        ? fault.after
        : shortened
          ? fault.to
          : Number.POSITIVE_INFINITY;
    if (method === "HEAD") outgoing.end();
    else relay(answer, outgoing, limit, fault.kind);
  });
  // the object store of the tests ends an answer to HEAD as if there had been a body
  onward.on("error", () => outgoing.writableEnded || outgoing.destroy());
  incoming.on("error", () => onward.destroy());
  incoming.pipe(onward);
}

function relay(answer: IncomingMessage, outgoing: ServerResponse, limit: number, kind: Fault["kind"]): void {
  let sent = 0;
  answer.on("data", (chunk: Buffer) => {
    const room = chunk.subarray(0, Math.max(0, limit - sent));
    sent += chunk.length;
    if (room.length > 0) outgoing.write(room);
    if (sent <= limit) return;
    answer.destroy();
    if (kind === "truncate") outgoing.destroy();
    if (kind === "shorten") outgoing.end();
  });
  answer.on("end", () => outgoing.end());
  answer.on("error", () => outgoing.destroy());
}
