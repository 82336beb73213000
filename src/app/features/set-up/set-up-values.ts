import type { Resolver, UseFormReturn } from "react-hook-form";
import type { z } from "zod";
import { bodySchema, resolve } from "#app/ui/zod-resolver.ts";
import type { OrganisationKind } from "#core/access/access.ts";
import { setUp } from "#core/api/system.ts";

const body = bodySchema(setUp);
export type SetUpBody = z.output<typeof body>;

/** Everything that the page can hold; what belongs to the other choice is left out when it is sent. */
export interface SetUpValues {
  mode: SetUpBody["mode"];
  code: string;
  kind: OrganisationKind;
  organisation: string;
  name: string;
  username: string;
  password: string;
}

export type SetUpValuesForm = UseFormReturn<SetUpValues, unknown, SetUpBody>;

export const EMPTY_SET_UP: SetUpValues = {
  mode: "organisation",
  code: "",
  kind: "district",
  organisation: "",
  name: "",
  username: "",
  password: "",
};

export function setUpBody(values: SetUpValues): z.input<typeof body> {
  const code = values.code.trim();
  if (values.mode === "sample") return { mode: "sample", code, password: values.password };
  return { ...values, mode: "organisation", code };
}

export const setUpResolver: Resolver<SetUpValues, unknown, SetUpBody> = (values) => {
  const resolved = resolve<SetUpValues, SetUpBody>(body, setUpBody(values));
  if (values.code.trim() !== "") return resolved;
  return { values: {}, errors: { ...resolved.errors, code: { type: "required", message: "请输入初始化码" } } };
};
