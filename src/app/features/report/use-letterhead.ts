import { useCallback, useEffect, useMemo, useState } from "react";
import { useMe } from "#app/data/me.ts";
import { type Letterhead, openLetterheads } from "#app/features/report/letterhead-store.ts";

export interface LetterheadState {
  letterhead: Letterhead | undefined;
  /** why the browser could not keep it */
  failure: string | undefined;
  keep: (file: { fileName: string; bytes: Uint8Array<ArrayBuffer> }) => void;
  remove: () => void;
}

/** The signed-in person's organisation's own letterhead, as far as this browser has it. */
export function useLetterhead(): LetterheadState {
  const organisationId = useMe().organisation.id;
  const store = useMemo(() => openLetterheads(), []);
  const [letterhead, setLetterhead] = useState<Letterhead>();
  const [failure, setFailure] = useState<string>();

  useEffect(() => {
    let left = false;
    // a browser that keeps nothing has none
    store.get(organisationId).then(
      (found) => !left && setLetterhead(found),
      () => undefined,
    );
    return () => {
      left = true;
    };
  }, [store, organisationId]);

  const keep = useCallback(
    (file: { fileName: string; bytes: Uint8Array<ArrayBuffer> }) => {
      const entry: Letterhead = { format: 1, organisationId, ...file };
      setLetterhead(entry);
      store.put(entry).then(
        () => setFailure(undefined),
        () => setFailure("本浏览器没有存储空间，模板只在离开本页前有效"),
      );
    },
    [store, organisationId],
  );
  const remove = useCallback(() => {
    setLetterhead(undefined);
    store.remove(organisationId).then(
      () => setFailure(undefined),
      () => setFailure("没有删除，请清除本浏览器中本站的数据"),
    );
  }, [store, organisationId]);
  return { letterhead, failure, keep, remove };
}
