import { bytesSource } from "#core/evidence/byte-source.ts";
import { err, ok } from "#core/result.ts";
import type { Arrivals } from "#server/files/arrivals.ts";
import type { Files } from "#server/files/files.ts";
import { joined, sha256Of } from "#server/files/intake.ts";
import { streamOf } from "#server/files/memory.ts";

type Chunk = Uint8Array<ArrayBuffer>;

/** For mocks in a page, where the protocol's library cannot run: as much of tus as one polite client uses. */
export function memoryArrivals(files: Files): Arrivals {
  const arrived = new Map<string, Chunk[]>();
  const bytesOf = (id: string): Chunk => joined(arrived.get(id) ?? []);

  return {
    serve: async (request, { id, size }) => {
      const headers = new Headers({ "tus-resumable": "1.0.0", "cache-control": "no-store" });
      if (request.headers.get("tus-resumable") === null) return err("malformed");
      if (request.method === "POST") {
        arrived.set(id, []);
        headers.set("location", `${new URL(request.url).pathname}/${id}`);
        return ok(new Response(null, { status: 201, headers }));
      }
      const chunks = arrived.get(id);
      if (!chunks) return err("gone");
      if (request.method === "DELETE") {
        arrived.delete(id);
        return ok(new Response(null, { status: 204, headers }));
      }
      if (request.method === "PATCH") {
        const before = bytesOf(id).length;
        if (Number(request.headers.get("upload-offset") ?? -1) !== before) return err("out-of-step");
        const chunk = new Uint8Array(await request.arrayBuffer());
        if (before + chunk.length > size) return err("too-large");
        chunks.push(chunk);
      } else headers.set("upload-length", String(size));
      headers.set("upload-offset", String(bytesOf(id).length));
      return ok(new Response(null, { status: request.method === "PATCH" ? 204 : 200, headers }));
    },
    source: async (id) => (arrived.has(id) ? bytesSource(bytesOf(id)) : undefined),
    digest: (id) => sha256Of(bytesOf(id)),
    keep: async (id) => {
      const bytes = bytesOf(id);
      const put = await files.put(streamOf(bytes), { limit: bytes.length, accept: () => true });
      arrived.delete(id);
      return put.ok ? ok(undefined) : err("full");
    },
    drop: async (id) => void arrived.delete(id),
  };
}
