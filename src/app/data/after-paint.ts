/** Longest wait where nothing is painted: a page in the background. */
const UNPAINTED_MS = 100;

/** Runs `task` once the next picture stands, so that the character just typed is seen first. Returns its cancellation. */
export function afterPaint(task: () => void): () => void {
  let done = false;
  const once = () => {
    if (done) return;
    done = true;
    clearTimeout(timer);
    task();
  };
  const timer = setTimeout(once, UNPAINTED_MS);
  const channel = new MessageChannel();
  channel.port1.onmessage = () => {
    channel.port1.close();
    once();
  };
  const frame = requestAnimationFrame(() => channel.port2.postMessage(null));
  return () => {
    done = true;
    clearTimeout(timer);
    cancelAnimationFrame(frame);
    channel.port1.close();
  };
}
