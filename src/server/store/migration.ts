import type { Db, StoreKind } from "#server/store/store.ts";

/** Never edited once released. */
export interface Migration {
  name: string;
  up: (tx: Db, kind: StoreKind) => Promise<void>;
}
