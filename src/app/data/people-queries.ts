import { queryOptions } from "@tanstack/react-query";
import { call } from "#app/data/client.ts";
import { listDistricts } from "#core/api/people.ts";

export const districtsQuery = queryOptions({
  queryKey: ["districts"],
  queryFn: ({ signal }) => call(listDistricts, { signal }),
});
