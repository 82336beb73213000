/** Puts text on the clipboard; false where the browser lets nobody do that but the person. */
export async function copyText(text: string): Promise<boolean> {
  // absent on pages that are not secure, which an installation in a local network is
  const clipboard: Clipboard | undefined = navigator.clipboard;
  const written = await clipboard?.writeText(text).then(
    () => true,
    () => false,
  );
  return written === true || copySelection(text);
}

function copySelection(text: string): boolean {
  const holder = document.createElement("textarea");
  holder.value = text;
  holder.readOnly = true;
  holder.style.position = "fixed";
  holder.style.opacity = "0";
  const before = document.activeElement;
  document.body.append(holder);
  holder.select();
  const copied = document.execCommand("copy");
  holder.remove();
  if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  return copied;
}
