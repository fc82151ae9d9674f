import assert from "node:assert/strict";
import {
    combine,
    dependenciesOf,
    hasUnknowns,
    output,
    type PropertyMap,
    plain,
    resourceReference,
    secret,
    unknown,
    withReferences,
    withSecrets,
} from "../../../../tools/cloud-simulator/state/property-values";

describe("property values", () => {
    const value: PropertyMap = {
        password: secret("s3cret"),
        vpcId: output("vpc-1", ["urn:vpc"]),
        subnetIds: [output(unknown, ["urn:subnet"])],
        role: resourceReference("urn:role", "role-1"),
        parent: resourceReference("urn:component"),
    };

    it("are unwrapped completely for a computation", () => {
        assert.deepEqual(plain(value), {
            password: "s3cret",
            vpcId: "vpc-1",
            subnetIds: [unknown],
            role: "role-1",
            parent: "urn:component",
        });
    });

    it("keep their secrets for a provider", () => {
        assert.deepEqual(withSecrets(value), {
            password: secret("s3cret"),
            vpcId: "vpc-1",
            subnetIds: [unknown],
            role: "role-1",
            parent: "urn:component",
        });
    });

    it("keep secrets and references for a component", () => {
        assert.deepEqual(withReferences(value), {
            password: secret("s3cret"),
            vpcId: "vpc-1",
            subnetIds: [unknown],
            role: resourceReference("urn:role", "role-1"),
            parent: resourceReference("urn:component"),
        });
    });

    it("list every resource that they come from", () => {
        assert.deepEqual(dependenciesOf(value), ["urn:vpc", "urn:subnet", "urn:role", "urn:component"]);
    });

    it("treat a reference without an id as unknown", () => {
        assert.equal(plain(resourceReference("urn:role", "")), unknown);
    });

    it("are computed from other values, with their dependencies", () => {
        const joined = combine([output("a", ["urn:a"]), output("b", ["urn:b"])], (one, other) => `${one}-${other}`);
        assert.equal(plain(joined), "a-b");
        assert.deepEqual(dependenciesOf(joined), ["urn:a", "urn:b"]);
    });

    it("are unknown if one of the other values is", () => {
        const joined = combine([output("a", ["urn:a"]), output({ deep: [unknown] }, ["urn:b"])], () => {
            throw new Error("computed from an unknown");
        });
        assert.equal(plain(joined), unknown);
        assert.deepEqual(dependenciesOf(joined), ["urn:a", "urn:b"]);
    });

    it("are recognised as unknown inside a secret", () => {
        assert.equal(hasUnknowns(secret({ deep: [unknown] })), true);
        assert.equal(hasUnknowns(secret({ deep: ["known"] })), false);
    });
});
