import type { Endpoint } from "#core/api/endpoint.ts";
import { ENDPOINTS_BY_MODULE } from "#tests/fixtures/endpoints.ts";

/** About a submission on its way between district and city: tests/server/review/access.test.ts asks these, phase by phase. */
const onTheirWay = new Set(["flow", "review", "verdict", "conclusion", "rectification"]);
const inOffice = new Set(["reviewList", "acrossDistricts", "listProblems"]);

const chosen = (wanted: (module: string, name: string) => boolean): [string, Endpoint][] =>
  ENDPOINTS_BY_MODULE.flatMap(([module, endpoints]) => endpoints.filter(([name]) => wanted(module, name)));

/** The contracts that API modules export, by name, but for those of a submission on its way. */
export const everyEndpoint = chosen((module, name) => !onTheirWay.has(module) || inOffice.has(name));

export const endpointsOnTheirWay = chosen((module, name) => onTheirWay.has(module) && !inOffice.has(name));
