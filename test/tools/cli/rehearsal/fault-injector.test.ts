import assert from "node:assert/strict";
import { FaultInjector } from "../../../../tools/cli/rehearsal/fault-injector";

const call = (verb: "create" | "update" | "delete", urn = "urn:a") => ({ verb, urn, type: "t", name: "a" });

describe("sabotage", () => {
    it("lets a resource fail once in each position and then leaves it alone", () => {
        const faultInjector = new FaultInjector();
        assert.throws(() => faultInjector.before(call("create")), /arranged by the rehearsal: create/);
        faultInjector.before(call("create"));
        assert.throws(() => faultInjector.after(call("create")), /made but not reported/);
        faultInjector.after(call("create"));
        assert.throws(() => faultInjector.before(call("update")), /update/);
        assert.deepEqual(faultInjector.incomplete(), ["urn:a: delete"]);
        assert.throws(() => faultInjector.before(call("delete")), /delete/);
        faultInjector.before(call("delete"));
        assert.deepEqual(faultInjector.incomplete(), []);
        assert.equal(faultInjector.count("update"), 1);
    });

    it("leaves all but the chosen one alone", () => {
        const faultInjector = new FaultInjector("urn:b");
        faultInjector.before(call("create"));
        assert.throws(() => faultInjector.before(call("create", "urn:b")));
    });
});
