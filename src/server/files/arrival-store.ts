import type { Readable } from "node:stream";
import { DataStore, ERRORS, Upload } from "@tus/server";

export interface ArrivalDisk {
  create: (id: string) => Promise<void>;
  length: (id: string) => Promise<number>;
  announced: () => number | undefined;
  append: (readable: Readable, id: string, offset: number) => Promise<number>;
  remove: (id: string) => Promise<void>;
}

/** The files as the protocol's library wants to see them. What an upload is about is in the database, not here. */
export class ArrivalStore extends DataStore {
  readonly #disk: ArrivalDisk;
  constructor(disk: ArrivalDisk) {
    super();
    this.#disk = disk;
    this.extensions = ["creation", "termination"];
  }
  override async create(upload: Upload): Promise<Upload> {
    await this.#disk.create(upload.id);
    return upload;
  }
  override remove(id: string): Promise<void> {
    return this.#disk.remove(id);
  }
  override write(readable: Readable, id: string, offset: number): Promise<number> {
    return this.#disk.append(readable, id, offset);
  }
  override async getUpload(id: string): Promise<Upload> {
    const offset = await this.#disk.length(id).catch((error: NodeJS.ErrnoException) => {
      throw error.code === "ENOENT" ? ERRORS.FILE_NOT_FOUND : error;
    });
    return new Upload({ id, size: this.#disk.announced() ?? 0, offset });
  }
}
