import { once } from "node:events";
import { Agent, createServer, request as forward, type IncomingMessage, type ServerResponse } from "node:http";

export interface RoundRobin {
  origin: string;
  /** resolves when exactly these ports say that they are ready */
  until: (ready: readonly number[]) => Promise<void>;
  stop: () => Promise<void>;
}

const POLL_MS = 50;

/** Hands requests in turns to those processes that say that they are ready, over connections that it keeps open. */
export async function startRoundRobin(ports: readonly number[]): Promise<RoundRobin> {
  const agent = new Agent({ keepAlive: true });
  const ready = new Set<number>();
  const watchers = new Set<() => void>();
  let turn = 0;
  const look = async (): Promise<void> => {
    for (const port of ports) {
      const answer = await fetch(`http://127.0.0.1:${port}/api/ready`).catch(() => undefined);
      await answer?.body?.cancel();
      if (answer?.ok) ready.add(port);
      else ready.delete(port);
    }
    for (const watcher of watchers) watcher();
  };
  const poll = setInterval(look, POLL_MS);
  await look();

  const server = createServer((incoming, outgoing) => {
    const list = ports.filter((port) => ready.has(port));
    const port = list[turn++ % Math.max(1, list.length)];
    if (port === undefined) return void outgoing.writeHead(502).end();
    pass(agent, port, incoming, outgoing);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port was given");
  return {
    origin: `http://127.0.0.1:${address.port}`,
    until: (wanted) =>
      new Promise((resolve) => {
        const watch = (): void => {
          if (ports.some((port) => ready.has(port) !== wanted.includes(port))) return;
          watchers.delete(watch);
          resolve();
        };
        watchers.add(watch);
      }),
    stop: async () => {
      clearInterval(poll);
      agent.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function pass(agent: Agent, port: number, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const { method, url, headers } = incoming;
  const onward = forward({ agent, host: "127.0.0.1", port, method, path: url, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
    answer.on("error", () => outgoing.destroy());
  });
  onward.on("error", () => {
    if (outgoing.headersSent) outgoing.destroy();
    else outgoing.writeHead(502).end();
  });
  incoming.on("error", () => onward.destroy());
  incoming.pipe(onward);
}
