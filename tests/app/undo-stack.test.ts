import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UndoStack } from "#app/features/item-form/undo-stack.ts";

/** A form of text fields with its undo; time passes between edits. */
class Form {
  values: Record<string, string> = { 甲: "", 乙: "", 丙: "" };
  stack = new UndoStack<string>();
  now = 0;

  type(key: string, after: string, pause = 5000): void {
    this.now += pause;
    this.stack.record({ key, before: this.values[key] ?? "", after }, key, this.now);
    this.values[key] = after;
  }

  undo(): void {
    const step = this.stack.undo((key) => this.values[key] ?? "");
    if (step) this.values[step.key] = step.before;
  }

  redo(): void {
    const step = this.stack.redo((key) => this.values[key] ?? "");
    if (step) this.values[step.key] = step.after;
  }
}

describe("undo across the fields of an item", () => {
  it("takes back the last change, wherever it was, and brings it again", () => {
    const form = new Form();
    form.type("甲", "1");
    form.type("乙", "2");
    form.undo();
    form.undo();
    expect(form.values).toEqual({ 甲: "", 乙: "", 丙: "" });
    form.redo();
    expect(form.values).toEqual({ 甲: "1", 乙: "", 丙: "" });
    expect(form.stack.next).toEqual({ undo: "甲", redo: "乙" });
  });

  it("takes quick typing in one place as one step, and a pause as its end", () => {
    const form = new Form();
    form.type("甲", "1");
    form.type("甲", "12", 100);
    form.type("甲", "123", 100);
    form.type("甲", "1234", 3000);
    form.undo();
    expect(form.values["甲"]).toBe("123");
    form.undo();
    expect(form.values["甲"]).toBe("");
  });

  it("passes over a field that somebody else has changed since", () => {
    const form = new Form();
    form.type("甲", "1");
    form.type("乙", "2");
    form.values["乙"] = "别人的";
    form.undo();
    expect(form.values).toEqual({ 甲: "", 乙: "别人的", 丙: "" });
  });

  it("leads back to the beginning and forth to the end, whatever was typed", () => {
    const edit = fc.tuple(fc.constantFrom("甲", "乙", "丙"), fc.string({ maxLength: 3 }), fc.constantFrom(100, 5000));
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 30 }), (edits) => {
        const form = new Form();
        for (const [key, text, pause] of edits) form.type(key, text, pause);
        const end = { ...form.values };
        for (const _ of edits) form.undo();
        expect(form.values).toEqual({ 甲: "", 乙: "", 丙: "" });
        for (const _ of edits) form.redo();
        expect(form.values).toEqual(end);
      }),
    );
  });
});
