import { z } from "zod";

/** A zod record that refuses the key __proto__; zod's own drops it without a word, and with it what a person wrote. */
export const record = <Key extends z.ZodString, Value extends z.ZodType>(key: Key, value: Value) =>
  z.preprocess(
    (input, context) => {
      if (typeof input === "object" && input !== null && Object.hasOwn(input, "__proto__"))
        context.addIssue({ code: "custom", message: "“__proto__”不能作键名", path: ["__proto__"] });
      return input;
    },
    z.record(key, value),
  );
