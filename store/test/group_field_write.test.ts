import { beforeEach, describe, expect, test } from "vitest";
import type { Command } from "../../contracts/account.ts";
import type { GroupRecord } from "../../contracts/records.ts";
import { ALL, type Stub, done, imported, write } from "./fixture.ts";

const CUSTOMERS = "00000000-0000-4000-8000-000000000031";
const DEVELOPERS = "00000000-0000-4000-8000-000000000032";
const UNKNOWN = "00000000-0000-4000-8000-00000000dead";
const MISSING = { ok: false, at: 0, why: "missing" };

let stub: Stub;
beforeEach(async () => {
  stub = await imported();
});

async function group(command: Command): Promise<GroupRecord> {
  const written = await done(stub, command);
  if (written.kind !== "group") throw new Error(`Expected a group, got ${written.kind}.`);
  return written.group;
}

function refused(field: string, value: string) {
  return { ok: false, at: 0, why: "invalid", failures: [{ field, code: "taken", value }] };
}

describe("groups", () => {
  test("are made static and empty, with numbers above the imported ones", async () => {
    const made = await group({ do: "group.create", name: "Testers" });
    expect(made).toMatchObject({ name: "Testers", query: null, count: 0 });
    expect(made.id).toBeGreaterThan(32);
    expect((await stub.groups({ ...ALL })).items[0]).toEqual(made);
  });

  test("never get the number of a deleted one", async () => {
    const first = await group({ do: "group.create", name: "Testers" });
    await done(stub, { do: "group.delete", uuid: first.uuid });
    expect((await group({ do: "group.create", name: "Testers" })).id).toBeGreaterThan(first.id);
  });

  test.each([
    ["Customers", "CUSTOMERS"],
    ["Élèves", "ÉLÈVES"],
    ["Élèves", "E\u0301LE\u0300VES"],
    ["Ωμέγα", "ωΜΈΓΑ"],
  ])("named %s leave no room for %s", async (name, namesake) => {
    if (name !== "Customers") await group({ do: "group.create", name });
    expect(await write(stub, { do: "group.create", name: namesake })).toEqual(refused("name", namesake));
    expect(await write(stub, { do: "group.update", uuid: DEVELOPERS, name: namesake })).toEqual(
      refused("name", namesake),
    );
  });

  test("are renamed, dynamic ones too, also to their own name in another case", async () => {
    expect(await group({ do: "group.update", uuid: DEVELOPERS, name: "DEVELOPERS" })).toMatchObject({
      uuid: DEVELOPERS,
      name: "DEVELOPERS",
      query: "isdeveloper = YES",
    });
    const { page } = await stub.contacts({ ...ALL, group: "Customers" });
    await group({ do: "group.update", uuid: CUSTOMERS, name: "Clients" });
    const renamed = await stub.contacts({ ...ALL, group: "Clients" });
    expect(renamed.page.items.map(({ modifiedOn }) => modifiedOn)).toEqual(
      page.items.map(({ modifiedOn }) => modifiedOn),
    );
  });

  test("that are unknown are missing", async () => {
    expect(await write(stub, { do: "group.update", uuid: UNKNOWN, name: "X" })).toEqual(MISSING);
    expect(await write(stub, { do: "group.delete", uuid: UNKNOWN })).toEqual(MISSING);
  });

  test("take their memberships along, and leave the contacts where they are", async () => {
    const before = (await stub.contacts(ALL)).page.items.map(({ uuid, modifiedOn }) => [uuid, modifiedOn]);
    await done(stub, { do: "group.delete", uuid: CUSTOMERS });
    const { page } = await stub.contacts(ALL);
    expect(page.items.map(({ uuid, modifiedOn }) => [uuid, modifiedOn])).toEqual(before);
    expect(page.items.flatMap(({ groups }) => groups)).toEqual([]);
    expect((await stub.contacts({ ...ALL, group: CUSTOMERS })).page.items).toEqual([]);
    expect(await write(stub, { do: "group.delete", uuid: CUSTOMERS })).toEqual(MISSING);
  });

  test("are found by UUID, by name in any case, and in the order asked for", async () => {
    expect((await stub.groups({ ...ALL, name: "cUSTOMERS" })).items.map(({ uuid }) => uuid)).toEqual([CUSTOMERS]);
    expect((await stub.groups({ ...ALL, uuid: DEVELOPERS })).items.map(({ name }) => name)).toEqual(["Developers"]);
    expect((await stub.groups({ ...ALL, name: "Custom" })).items).toEqual([]);
    const asked = await stub.groupsByUuid([DEVELOPERS, UNKNOWN, CUSTOMERS]);
    expect(asked.map(({ id }) => id)).toEqual([32, 31]);
  });
});

describe("fields", () => {
  const create = (key: string, label: string): Command => ({ do: "field.create", key, label, valueType: "text" });
  const update = (key: string, label: string): Command => ({ do: "field.update", key, label, valueType: "numeric" });

  test("are made, and come with the next answer about contacts", async () => {
    await stub.contacts(ALL);
    expect(await done(stub, create("age", "Age"))).toMatchObject({
      kind: "field",
      created: true,
      field: { key: "age", label: "Age", valueType: "text" },
    });
    expect((await stub.contacts(ALL)).fields.map(({ key }) => key)).toEqual(["nickname", "registered", "age"]);
    expect((await stub.fields(ALL)).items.map(({ key }) => key)).toEqual(["age", "registered", "nickname"]);
  });

  test("need a label, and a key, that no other has", async () => {
    expect(await write(stub, create("nick_name", "NICK NAME"))).toEqual(refused("label", "NICK NAME"));
    expect(await write(stub, create("nickname", "Nickname"))).toEqual(refused("label", "Nickname"));
    expect(await write(stub, update("registered", "nick name"))).toEqual(refused("label", "nick name"));
  });

  test("change label and type, never the key", async () => {
    expect(await done(stub, update("nickname", "NICK NAME"))).toMatchObject({
      created: false,
      field: { key: "nickname", label: "NICK NAME", valueType: "numeric" },
    });
    expect((await stub.contacts(ALL)).fields[0]).toMatchObject({ key: "nickname", label: "NICK NAME" });
  });

  test("that are unknown are missing", async () => {
    expect(await write(stub, update("shoe", "Shoe"))).toEqual(MISSING);
  });

  test("are found by key, and in the order asked for", async () => {
    expect((await stub.fields({ ...ALL, key: "nickname" })).items.map(({ label }) => label)).toEqual(["Nick name"]);
    expect((await stub.fields({ ...ALL, key: "nick" })).items).toEqual([]);
    expect((await stub.fieldsByKey(["registered", "shoe", "nickname"])).map(({ key }) => key)).toEqual([
      "registered",
      "nickname",
    ]);
  });
});
