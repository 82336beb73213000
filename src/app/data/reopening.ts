import { type DBSchema, type IDBPDatabase, openDB } from "idb";

/** A connection that failed, or that the browser closed (it clears a site's data, it runs out of room), is opened anew. */
export function reopening<Schema extends DBSchema>(name: string, create: (database: IDBPDatabase<Schema>) => void) {
  let opened: Promise<IDBPDatabase<Schema>> | undefined;
  const forget = () => {
    void opened?.then(
      (database) => database.close(),
      () => undefined,
    );
    opened = undefined;
  };
  const open = (): Promise<IDBPDatabase<Schema>> => {
    opened ??= openDB<Schema>(name, 1, { upgrade: create, terminated: forget });
    return opened;
  };
  return async <T>(work: (database: IDBPDatabase<Schema>) => Promise<T>): Promise<T> => {
    try {
      return await work(await open());
    } catch (error) {
      forget();
      throw error;
    }
  };
}
