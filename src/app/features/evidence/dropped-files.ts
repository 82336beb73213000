/** What systems and programs leave in folders, and nobody means to hand in. */
const LITTER = /^(\.|~\$|Thumbs\.db$|desktop\.ini$|__MACOSX$)/i;

/** The files of a drop, those in dropped folders included, in the order of their names. */
export async function filesIn(transfer: Pick<DataTransfer, "items" | "files">): Promise<File[]> {
  // the list is gone as soon as this function waits
  const entries = [...transfer.items].map((item) => (item.kind === "file" ? item.webkitGetAsEntry() : null));
  if (entries.every((entry) => entry === null)) return [...transfer.files];
  const found = await Promise.all(entries.map((entry) => (entry ? filesUnder(entry) : [])));
  return found.flat();
}

/** The files of a chosen folder. */
export const withoutLitter = (files: Iterable<File>): File[] =>
  [...files].filter((file) => !file.webkitRelativePath.split("/").some((part) => LITTER.test(part)));

async function filesUnder(entry: FileSystemEntry): Promise<File[]> {
  if (LITTER.test(entry.name)) return [];
  if (entry.isFile) return [await fileOf(entry as FileSystemFileEntry)];
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const children: FileSystemEntry[] = [];
  // a folder is told in parts, the last of which is empty
  for (let part = await partOf(reader); part.length > 0; part = await partOf(reader)) children.push(...part);
  children.sort((a, b) => a.name.localeCompare(b.name, "zh-CN", { numeric: true }));
  const found = await Promise.all(children.map(filesUnder));
  return found.flat();
}

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => entry.file(resolve, reject));

const partOf = (reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> =>
  new Promise((resolve, reject) => reader.readEntries(resolve, reject));
