/**
 * What the reader of PDF calls, also in its build for old browsers, and Chromium 109 lacks. Own code does without.
 * Without `withResolvers` no PDF opens there, without `bytes` a Chinese one that embeds no character map shows no text.
 */

export async function bytes(this: Blob | Response): Promise<Uint8Array> {
  return new Uint8Array(await this.arrayBuffer());
}

export function withResolvers<T>(): {
  promise: Promise<T>;
  resolve: (value: T | PromiseLike<T>) => void;
  reject: (reason?: unknown) => void;
} {
  let resolve: (value: T | PromiseLike<T>) => void = () => undefined;
  let reject: (reason?: unknown) => void = () => undefined;
  const promise = new Promise<T>((onResolve, onReject) => {
    [resolve, reject] = [onResolve, onReject];
  });
  return { promise, resolve, reject };
}

export function toSpliced<T>(this: readonly T[], ...how: [start: number, count: number, ...added: T[]]): T[] {
  const copy = [...this];
  copy.splice(...how);
  return copy;
}

export function withAt<T>(this: readonly T[], index: number, value: T): T[] {
  const at = index < 0 ? this.length + index : index;
  if (at < 0 || at >= this.length) throw new RangeError(`no element ${index}`);
  return this.map((each, position) => (position === at ? value : each));
}

function provide(owner: object, name: string, value: unknown): void {
  if (!(name in owner)) Object.defineProperty(owner, name, { value, configurable: true, writable: true });
}

provide(Blob.prototype, "bytes", bytes);
provide(Response.prototype, "bytes", bytes);
provide(Promise, "withResolvers", withResolvers);
provide(Array.prototype, "toSpliced", toSpliced);
provide(Array.prototype, "with", withAt);
