import assert from "node:assert/strict";
import { FaultInjector, firstOfItsType } from "../../../../tools/cli/rehearsal/fault-injector";

const call = (verb: "create" | "update" | "delete", urn = "urn:a") => ({ verb, urn, type: "t", name: "a" });

describe("the fault injector", () => {
    it("fails a resource once at each failure point", () => {
        const faultInjector = new FaultInjector();
        assert.throws(() => faultInjector.before(call("create")), /injected by the rehearsal: create/);
        faultInjector.before(call("create"));
        assert.throws(() => faultInjector.after(call("create")), /created but not reported/);
        faultInjector.after(call("create"));
        assert.throws(() => faultInjector.before(call("update")), /update/);
        assert.deepEqual(faultInjector.incomplete(), ["urn:a: delete"]);
        assert.throws(() => faultInjector.before(call("delete")), /delete/);
        faultInjector.before(call("delete"));
        assert.deepEqual(faultInjector.incomplete(), []);
        assert.equal(faultInjector.count("update"), 1);
    });

    it("fails only the selected resources", () => {
        const faultInjector = new FaultInjector((urn) => urn === "urn:b");
        faultInjector.before(call("create"));
        assert.throws(() => faultInjector.before(call("create", "urn:b")));
    });

    it("fails the first resource of each type", () => {
        const fails = firstOfItsType();
        const urns = ["queue::a", "table::a", "queue::b", "queue::a"].map(
            (name) => `urn:pulumi:dev::shop::aws:${name}`,
        );
        assert.deepEqual(urns.map(fails), [true, true, false, true]);
    });
});
