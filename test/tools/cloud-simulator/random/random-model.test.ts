import assert from "node:assert/strict";
import { check, create, difference, previewCreate } from "../../../../tools/cloud-simulator/providers/operations";
import { type PropertyMap, plain, secret, unknown } from "../../../../tools/cloud-simulator/state/property-values";
import { SimulatedCloud } from "../../../../tools/cloud-simulator/state/simulated-cloud";

const type = "random:index/randomPassword:RandomPassword";
const identity = (name: string) => ({ urn: `urn:pulumi:dev::shop::${type}::${name}`, type, name });

describe("the simulated provider random", () => {
    let cloud: SimulatedCloud;
    beforeEach(() => {
        cloud = new SimulatedCloud("123456789012", "eu-central-1");
    });
    const make = (given: PropertyMap, name = "secret") => {
        const { id, outputs } = create(identity(name), given, cloud);
        return { id, outputs, result: String(plain(outputs.result ?? null)) };
    };

    it("makes passwords of the demanded length and characters, which are secret", () => {
        const { id, outputs, result } = make({ length: 40, special: false });
        assert.equal(id, "none");
        assert.match(result, /^[A-Za-z0-9]{40}$/);
        for (const kind of [/[a-z]/, /[A-Z]/, /[0-9]/]) assert.match(result, kind);
        assert.deepEqual(outputs.result, secret(result));
        assert.match(
            JSON.stringify(outputs.bcryptHash),
            /^\{"\w+":"1b47061264138c4ac30d75fd1eb44270","value":"\$2a\$10\$/,
        );
        assert.match(
            make({ length: 100, lower: false, upper: false, special: false }, "digits").result,
            /^[0-9]{100}$/,
        );
        assert.match(
            make({ length: 9, overrideSpecial: "!", lower: false, upper: false, numeric: false }, "odd").result,
            /^!{9}$/,
        );
    });

    it("makes another one for each resource, and after a replacement, but the same in each run", () => {
        const one = make({ length: 40 });
        assert.notEqual(make({ length: 40 }, "other").result, one.result);
        const again = new SimulatedCloud("123456789012", "eu-central-1");
        assert.deepEqual(create(identity("secret"), { length: 40 }, again).outputs.result, one.outputs.result);
        cloud.store.remove({ urn: identity("secret").urn, id: "none" });
        assert.notEqual(make({ length: 40 }).result, one.result);
    });

    it("replaces a password whose keepers or length change, and nothing else", () => {
        const olds = { length: 40, keepers: { version: "1" } };
        const { outputs } = make(olds);
        const changed = (news: PropertyMap) => difference(identity("secret"), news, olds, outputs, cloud).replaced;
        assert.deepEqual(changed({ ...olds, keepers: { version: "2" } }), ["keepers"]);
        assert.deepEqual(changed({ ...olds, length: 41 }), ["length"]);
        assert.deepEqual(changed(olds), []);
    });

    it("knows no password before it is made, and rejects arguments that it does not have", () => {
        assert.equal(previewCreate(identity("secret"), { length: 40 }, cloud).result, unknown);
        const reasons = check(identity("secret"), { lenght: 40 }, undefined, cloud).failures.map(
            ({ reason }) => reason,
        );
        assert.equal(reasons.length, 2);
        assert.match(reasons.join(), /Missing required argument "length".*did you mean "length"\?/);
    });
});
