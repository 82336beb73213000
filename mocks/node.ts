import { setupServer } from "msw/node";
import { apiHandler } from "#mocks/api-handler.ts";
import type { MockApp } from "#mocks/assemble-app.ts";
import { type Faults, noFaults } from "#mocks/faults.ts";

export interface MockNetwork {
  faults: Faults;
  close: () => void;
}

/** `fetch` of this process reaches the application; any other address fails the test. */
export function interceptFetch(app: Pick<MockApp, "fetch">): MockNetwork {
  const faults = noFaults();
  const server = setupServer(apiHandler(app, faults));
  server.listen({ onUnhandledFrame: "error" });
  return { faults, close: () => server.close() };
}
