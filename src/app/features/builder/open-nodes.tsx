import type { ReactNode } from "react";
import { createContext, useContext, useMemo, useState } from "react";
import { type Address, addressPath } from "#core/builder/edit.ts";

export interface OpenNodes {
  isOpen: (at: Address) => boolean;
  open: (at: Address) => void;
  toggle: (at: Address) => void;
}

const Context = createContext<OpenNodes | undefined>(undefined);

export function useOpenNodes(): OpenNodes {
  const nodes = useContext(Context);
  if (!nodes) throw new Error("useOpenNodes outside of OpenNodesProvider");
  return nodes;
}

const name = (at: Address): string => `${at.kind} ${addressPath(at)}`;

/** Which fields, rules and slots are unfolded; it outlives the form, so that one finds them again as one left them. */
export function OpenNodesProvider({ children }: { children: ReactNode }) {
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const nodes = useMemo(
    (): OpenNodes => ({
      isOpen: (at) => opened.has(name(at)),
      open: (at) => setOpened((now) => (now.has(name(at)) ? now : new Set([...now, name(at)]))),
      toggle: (at) =>
        setOpened((now) => {
          const next = new Set(now);
          if (!next.delete(name(at))) next.add(name(at));
          return next;
        }),
    }),
    [opened],
  );
  return <Context value={nodes}>{children}</Context>;
}
