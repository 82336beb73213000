import { createContext, useContext } from "react";

/** The item whose form this is. */
export const ItemContext = createContext("");

export const useItemKey = (): string => useContext(ItemContext);
