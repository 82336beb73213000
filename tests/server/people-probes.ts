import type { Subject } from "#core/access/access.ts";
import type { Endpoint } from "#core/api/endpoint.ts";
import * as peopleApi from "#core/api/people.ts";
import type { ApiInput } from "#mocks/call-api.ts";
import { actorOf, type SeededOrganisation } from "#mocks/seed.ts";
import type { Probe } from "#tests/server/reuse-probes.ts";

/** Spreadsheets of people, hand-overs, and the districts of the installation, which is the city's. */
export function peopleProbes(target: SeededOrganisation, hostId: string): Record<string, Probe[]> {
  const own: Subject = { organisationId: target.id };
  const installation: Subject = { ...own, hostId };
  const one = (endpoint: Endpoint, subject: Subject, input: ApiInput = {}): Probe[] => [{ endpoint, subject, input }];
  const ofDistrict = (endpoint: Endpoint, body: unknown): Probe[] =>
    target.kind === "district" ? one(endpoint, installation, { params: { districtId: target.id }, body }) : [];
  const people = [["姓名", "用户名", "角色"]];
  const districts = [["区县名称", "管理员姓名", "管理员用户名"]];
  const leaving = { params: { accountId: actorOf(target, "reader").accountId } };
  return {
    planAccounts: one(peopleApi.planAccounts, own, { body: { rows: people } }),
    importAccounts: one(peopleApi.importAccounts, own, { body: { rows: people, digest: "x", passwords: true } }),
    planHandOver: one(peopleApi.planHandOver, own, { ...leaving, query: { to: "nobody" } }),
    handOver: one(peopleApi.handOver, own, { ...leaving, body: { to: "nobody", digest: "x" } }),
    listDistricts: one(peopleApi.listDistricts, installation),
    addDistrict: one(peopleApi.addDistrict, installation, {
      // taken by whoever is asked first: refused for that alone
      body: { name: "重庆市渝北区", code: null, administrator: { name: "某", username: "somebody" } },
    }),
    changeDistrict: ofDistrict(peopleApi.changeDistrict, { name: "重庆市渝北区", code: "500112" }),
    addDistrictAdministrator: ofDistrict(peopleApi.addDistrictAdministrator, {
      name: "某",
      username: `${target.prefix}-reader`,
    }),
    planDistricts: one(peopleApi.planDistricts, installation, { body: { rows: districts } }),
    importDistricts: one(peopleApi.importDistricts, installation, {
      body: { rows: districts, digest: "x", passwords: true },
    }),
  };
}
