import { useCallback, useMemo, useRef, useState } from "react";
import type { ExpressionView } from "#app/features/builder/use-expression-view.ts";
import { useFields } from "#app/features/builder/use-fields.ts";
import { type Completion, complete } from "#core/builder/completion.ts";
import type { Field } from "#core/field/definition.ts";

const SHOWN = 8;

export interface Proposals {
  shown: readonly Completion[];
  /** place in `shown` */
  active: number;
  look: (text: string, at: number, asked: boolean) => void;
  /** whether the key was meant for the list */
  key: (key: string) => boolean;
  take: (chosen: Completion) => void;
  close: () => void;
  bind: (view: ExpressionView) => void;
}

interface Found {
  from: number;
  at: number;
  options: readonly Completion[];
  active: number;
}

/** Proposals while one types: ↑↓ choose, Enter or Tab takes, Escape closes, Ctrl+Space asks. */
export function useProposals(own: readonly Field[]): Proposals {
  const fields = useFields();
  const [found, setFound] = useState<Found>();
  const view = useRef<ExpressionView>(undefined);
  const all = useMemo(() => {
    const mine = new Set(own.map(({ key }) => key));
    return [...own, ...[...fields.values()].filter(({ key }) => !mine.has(key))];
  }, [own, fields]);
  const close = useCallback(() => setFound(undefined), []);
  const bind = useCallback((bound: ExpressionView) => {
    view.current = bound;
  }, []);
  return useMemo((): Proposals => {
    const shown = found?.options ?? [];
    const active = found?.active ?? 0;
    const step = (by: number): void =>
      setFound((now) => now && { ...now, active: (now.active + by + now.options.length) % now.options.length });
    const take = ({ insert }: Completion): void => {
      if (found) view.current?.replace(found.from, found.at, insert);
      close();
    };
    const look = (text: string, at: number, asked: boolean): void => {
      const { from, options } = complete(text, at, all, asked);
      setFound(options.length === 0 ? undefined : { from, at, options: options.slice(0, SHOWN), active: 0 });
    };
    const key = (name: string): boolean => {
      const chosen = shown[active];
      if (!chosen) return false;
      if (name === "ArrowDown") step(1);
      else if (name === "ArrowUp") step(-1);
      else if (name === "Escape") close();
      else if (name === "Enter" || name === "Tab") take(chosen);
      else return false;
      return true;
    };
    return { shown, active, look, key, take, close, bind };
  }, [found, all, close, bind]);
}
