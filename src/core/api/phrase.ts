import { z } from "zod";
import { endpoint } from "#core/api/endpoint.ts";
import { verdictKind } from "#core/review/verdict.ts";

const id = z.string().min(1).max(64);
const itemKey = z.string().min(1).max(100);
const READING = ["session.required", "access.denied", "resource.not-found"] as const;

export const phrase = z.object({
  id,
  text: z.string(),
  /** null = fits everywhere */
  verdict: verdictKind.nullable(),
  itemKey: z.string().nullable(),
  shared: z.boolean(),
  /** whether the reader may change it */
  own: z.boolean(),
});
export type Phrase = z.infer<typeof phrase>;
const phraseBody = z.strictObject({
  text: z.string().trim().min(1, "请填写常用语").max(1000, "常用语最多1000字"),
  verdict: verdictKind.nullable(),
  itemKey: itemKey.nullable(),
  shared: z.boolean(),
});

export const listPhrases = endpoint({
  method: "GET",
  path: "/api/phrases",
  action: "phrase.write",
  summary: "The reader's own phrases and those that the office shares",
  response: z.array(phrase),
  errors: ["session.required", "access.denied"],
});
export const addPhrase = endpoint({
  method: "POST",
  path: "/api/phrases",
  action: "phrase.write",
  summary: "Keep a phrase, for oneself or for the office",
  body: phraseBody,
  response: phrase,
  errors: ["request.invalid", "session.required", "access.denied"],
});
export const changePhrase = endpoint({
  method: "PUT",
  path: "/api/phrases/:phraseId",
  action: "phrase.write",
  summary: "Change a phrase of one's own",
  params: z.object({ phraseId: id }),
  body: phraseBody,
  response: phrase,
  errors: ["request.invalid", ...READING],
});
export const deletePhrase = endpoint({
  method: "DELETE",
  path: "/api/phrases/:phraseId",
  action: "phrase.write",
  summary: "Throw away a phrase of one's own",
  params: z.object({ phraseId: id }),
  errors: READING,
});
