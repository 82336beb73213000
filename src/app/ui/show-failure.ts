import type { FieldValues, Path, UseFormReturn } from "react-hook-form";
import { CallError } from "#app/data/client.ts";
import type { ErrorCode } from "#core/api/error.ts";

/**
 * Puts what a call was refused for where it can be repaired: at the field that the server names, at the field that
 * the code stands for, otherwise above the button, with its number. Anything but a refusal is a fault of the app and goes on.
 */
export function showFailure<V extends FieldValues, O>(
  error: unknown,
  form: Pick<UseFormReturn<V, unknown, O>, "getValues" | "setError">,
  places: Partial<Record<ErrorCode, Path<V>>> = {},
): void {
  if (!(error instanceof CallError)) throw error;
  // signing in again comes over the page by itself
  if (error.code === "session.required") return;
  const fields = Object.keys(form.getValues());
  const named = (error.body?.details ?? []).flatMap(({ path, message }) => {
    const field = fields.find((name) => path.split(/[./]/).includes(name));
    return field === undefined ? [] : [{ field: field as Path<V>, message }];
  });
  const place = error.code in places ? places[error.code as ErrorCode] : undefined;
  const faults = named.length > 0 || place === undefined ? named : [{ field: place, message: error.said }];
  for (const [index, { field, message }] of faults.entries())
    form.setError(field, { type: error.code, message }, { shouldFocus: index === 0 });
  if (faults.length === 0) form.setError("root.server", { type: error.code, message: error.message });
}
