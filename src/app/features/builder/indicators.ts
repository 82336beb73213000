import { createContext, useContext } from "react";
import type { Indicator } from "#core/indicator/indicator.ts";

/** The vocabulary that figures can be joined to. */
export const IndicatorsContext = createContext<readonly Indicator[]>([]);
export const useIndicators = (): readonly Indicator[] => useContext(IndicatorsContext);
