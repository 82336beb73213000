import { setupWorker } from "msw/browser";
import { apiHandler } from "#mocks/api-handler.ts";
import type { MockApp } from "#mocks/assemble-app.ts";
import { type Faults, noFaults } from "#mocks/faults.ts";

/** Requests of this page reach the application in this page, through a service worker. */
export async function interceptPage(app: Pick<MockApp, "fetch">): Promise<Faults> {
  const faults = noFaults();
  const worker = setupWorker(apiHandler(app, faults));
  await worker.start({ quiet: true, onUnhandledFrame: "bypass" });
  return faults;
}
