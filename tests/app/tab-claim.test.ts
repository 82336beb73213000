import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TabClaim, type TabMessage, type TabPlace } from "#app/data/tab-claim.ts";
import { emptyAnswer } from "#core/answer/answer.ts";

/** Pages of one browser: messages are delivered when asked, timers fire when asked, a page may be asleep. */
class Browser {
  tabs: Tab[] = [];
  queue: { to: Tab; message: TabMessage }[] = [];

  open(): Tab {
    const tab = new Tab(this, `tab-${this.tabs.length}`);
    this.tabs.push(tab);
    tab.claim.ask();
    return tab;
  }

  deliver(): void {
    for (let next = this.queue.shift(); next; next = this.queue.shift())
      if (next.to.asleep) next.to.missed.push(next.message);
      else next.to.claim.hear(next.message);
  }

  async rest(): Promise<void> {
    for (let round = 0; round < 6; round += 1) {
      this.deliver();
      await Promise.resolve();
      await Promise.resolve();
    }
  }
}

class Tab {
  place: TabPlace = "asking";
  asleep = false;
  retired = 0;
  readers = 0;
  shown: string[] = [];
  missed: TabMessage[] = [];
  timer: (() => void) | undefined;
  readonly claim: TabClaim;

  constructor(browser: Browser, id: string) {
    this.claim = new TabClaim({
      id,
      post: (message) => {
        for (const to of browser.tabs) if (to !== this) browser.queue.push({ to, message });
      },
      later: (task) => {
        this.timer = task;
        return () => {
          this.timer = undefined;
        };
      },
      onPlace: (place) => {
        this.place = place;
      },
      retire: async () => {
        this.retired += 1;
      },
      onReader: () => {
        this.readers += 1;
      },
      onShown: ({ itemKey }) => this.shown.push(itemKey),
    });
  }

  time(): void {
    const task = this.timer;
    this.timer = undefined;
    task?.();
  }

  wake(): void {
    this.asleep = false;
    for (const message of this.missed.splice(0)) this.claim.hear(message);
  }
}

describe("several pages of one person", () => {
  const two = async () => {
    const browser = new Browser();
    const first = browser.open();
    first.time();
    const second = browser.open();
    await browser.rest();
    second.time();
    return { browser, first, second };
  };

  it("lets the first write and the second look on, with what the first shows", async () => {
    const { browser, first, second } = await two();
    expect([first.place, second.place]).toEqual(["here", "elsewhere"]);
    expect(first.readers).toBe(1);
    first.claim.show("spending", emptyAnswer());
    second.claim.show("pay", emptyAnswer());
    browser.deliver();
    expect([second.shown, first.shown]).toEqual([["spending"], []]);
  });

  it("hands writing over only after the other page has kept everything", async () => {
    const { browser, first, second } = await two();
    second.claim.takeOver();
    expect(second.place).toBe("elsewhere");
    await browser.rest();
    expect([first.place, second.place, first.retired]).toEqual(["elsewhere", "here", 1]);
  });

  it("takes over from a page that is asleep, which finds out when it wakes", async () => {
    const { browser, first, second } = await two();
    first.asleep = true;
    second.claim.takeOver();
    await browser.rest();
    expect(second.place).toBe("elsewhere");
    second.time();
    await browser.rest();
    expect(second.place).toBe("here");
    first.wake();
    await browser.rest();
    expect([first.place, second.place]).toEqual(["elsewhere", "here"]);
  });

  it("goes on in the second page when the first is gone and the second comes into view", async () => {
    const { browser, first, second } = await two();
    browser.tabs = browser.tabs.filter((tab) => tab !== first);
    second.claim.ask();
    await browser.rest();
    second.time();
    expect(second.place).toBe("here");
  });

  it("ends with exactly one that writes, in whatever order pages open, answer, sleep and take over", async () => {
    const step = fc.record({
      do: fc.constantFrom("open", "time", "deliver", "take", "sleep", "wake", "ask"),
      who: fc.nat(3),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const browser = new Browser();
        browser.open();
        for (const each of steps) {
          const tab = browser.tabs[each.who % browser.tabs.length];
          if (each.do === "open" && browser.tabs.length < 4) browser.open();
          else if (each.do === "deliver") await browser.rest();
          else if (each.do === "time" && !tab?.asleep) tab?.time();
          else if (each.do === "take" && !tab?.asleep) tab?.claim.takeOver();
          else if (each.do === "ask" && !tab?.asleep) tab?.claim.ask();
          else if (each.do === "sleep" && tab) tab.asleep = true;
          else if (each.do === "wake") tab?.wake();
        }
        for (const tab of browser.tabs) tab.wake();
        for (let round = 0; round < 4; round += 1) {
          await browser.rest();
          for (const tab of browser.tabs) {
            tab.time();
            await browser.rest();
          }
        }
        expect(browser.tabs.filter((tab) => tab.place === "here")).toHaveLength(1);
        expect(browser.tabs.filter((tab) => tab.place === "asking")).toHaveLength(0);
      }),
      { numRuns: 2000 },
    );
  });
});
