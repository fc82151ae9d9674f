import assert from "node:assert/strict";
import { Sabotage } from "../../../../tools/cli/rehearsal/sabotage";

const call = (verb: "create" | "update" | "delete", urn = "urn:a") => ({ verb, urn, type: "t", name: "a" });

describe("sabotage", () => {
    it("lets a resource fail once in each position and then leaves it alone", () => {
        const sabotage = new Sabotage();
        assert.throws(() => sabotage.before(call("create")), /arranged by the rehearsal: create/);
        sabotage.before(call("create"));
        assert.throws(() => sabotage.after(call("create")), /made but not reported/);
        sabotage.after(call("create"));
        assert.throws(() => sabotage.before(call("update")), /update/);
        assert.deepEqual(sabotage.incomplete(), ["urn:a: delete"]);
        assert.throws(() => sabotage.before(call("delete")), /delete/);
        sabotage.before(call("delete"));
        assert.deepEqual(sabotage.incomplete(), []);
        assert.equal(sabotage.count("update"), 1);
    });

    it("leaves all but the chosen one alone", () => {
        const sabotage = new Sabotage("urn:b");
        sabotage.before(call("create"));
        assert.throws(() => sabotage.before(call("create", "urn:b")));
    });
});
