import assert from "node:assert/strict";
import { DataModel } from "../../../../tools/cloud-simulator/resources/data-model";
import { documentation, type ResourceTypes } from "../../../../tools/cloud-simulator/resources/resource-type";
import type { Identity } from "../../../../tools/cloud-simulator/state/cloud";
import { type PropertyMap, unknown } from "../../../../tools/cloud-simulator/state/property-values";
import { SimulatedCloud } from "../../../../tools/cloud-simulator/state/simulated-cloud";

const types: ResourceTypes = {
    "aws:shop/till:Till": {
        id: "till-{hex:8}",
        autoName: { property: "name", maxLength: 20 },
        defaults: { open: true, limits: { rate: -1 } },
        outputs: { arn: "arn:aws:shop:{region}:{account}:till/{name}", place: { floor: 1, shelf: "{hex:4}" } },
        required: ["currency"],
        replaceOn: ["currency"],
        source: documentation,
        serves: false,
        price: "free",
    },
};

const model = new DataModel("aws", types);
const till: Identity = {
    urn: "urn:pulumi:dev::shop::aws:shop/till:Till::front",
    type: "aws:shop/till:Till",
    name: "front",
};

describe("a type described by data", () => {
    let cloud: SimulatedCloud;
    beforeEach(() => {
        cloud = new SimulatedCloud("123456789012", "eu-central-1");
    });

    const inputsOf = (given: PropertyMap, olds?: PropertyMap) => model.check(till, given, olds, cloud).inputs;

    it("gets its defaults, those of an object's properties only if the object is set", () => {
        const inputs = inputsOf({ currency: "EUR", name: "front", limits: { burst: 5 } });
        assert.deepEqual(inputs, { currency: "EUR", name: "front", open: true, limits: { burst: 5, rate: -1 } });
        assert.equal("limits" in inputsOf({ currency: "EUR" }), false);
        assert.equal(inputsOf({ currency: "EUR", open: false }).open, false);
    });

    it("gets a name, and keeps it, unless the program had set the name", () => {
        const made = inputsOf({ currency: "EUR" });
        assert.match(String(made.name), /^front-[0-9a-f]{7}$/);
        assert.equal(inputsOf({ currency: "EUR" }, { ...made, name: "front-0000000" }).name, "front-0000000");
        assert.equal(inputsOf({ currency: "EUR" }, { name: "mine" }).name, made.name);
    });

    it("fails if its logical name is too long for a generated one", () => {
        const failures = (name: string) =>
            model.check({ ...till, name }, { currency: "EUR" }, undefined, cloud).failures;
        assert.deepEqual(failures("a-long-name-"), []);
        assert.deepEqual(failures("a-long-name-x"), [
            { property: "name", reason: "name 'a-long-name-x-' plus 7 random chars is longer than maximum length 20" },
        ]);
    });

    it("is deleted before its replacement is created if the program named it, else afterwards", () => {
        const replacesInPlace = (name?: string) => {
            const inputs = (currency: string) => inputsOf({ currency, ...(name !== undefined && { name }) });
            return model.replacesInPlace(till, inputs("EUR"), inputs("USD"));
        };
        assert.equal(replacesInPlace("mine"), true);
        assert.equal(replacesInPlace(), false);
    });

    it("fails without a required property", () => {
        assert.deepEqual(model.check(till, {}, undefined, cloud).failures, [
            { property: "currency", reason: 'Missing required argument "currency"' },
        ]);
    });

    it("has its inputs in a preview, and unknowns for computed outputs", () => {
        const previewed = model.preview(till, inputsOf({ currency: "EUR", name: "front", place: { floor: 2 } }), cloud);
        assert.deepEqual(previewed, {
            currency: "EUR",
            name: "front",
            open: true,
            region: "eu-central-1",
            tagsAll: {},
            arn: unknown,
            id: unknown,
            place: { floor: 2, shelf: unknown },
        });
    });

    it("has the provider's tags in addition to its own", () => {
        cloud.configureAws({ region: "eu-west-1", defaultTags: '{"tags":{"team":"shop","tier":"gold"}}' });
        const { region, tagsAll } = model.preview(till, inputsOf({ currency: "EUR", tags: { tier: "free" } }), cloud);
        assert.equal(region, "eu-west-1");
        assert.deepEqual(tagsAll, { team: "shop", tier: "free" });
    });

    it("is created with all its outputs, in its own region if it sets one", () => {
        const { id, outputs } = model.create(
            till,
            inputsOf({ currency: "EUR", name: "front", region: "us-east-1" }),
            cloud,
        );
        assert.match(id, /^till-[0-9a-f]{8}$/);
        assert.equal(outputs.id, id, "an id is an attribute like any other");
        assert.equal(outputs.arn, "arn:aws:shop:us-east-1:123456789012:till/front");
        assert.deepEqual(outputs.place, { floor: 1, shelf: id.slice(5, 9) });
    });

    it("gets another id when it is created again", () => {
        const first = model.create(till, inputsOf({ currency: "EUR" }), cloud);
        cloud.store.put({ ...till, ...first, inputs: {} });
        assert.notEqual(model.create(till, inputsOf({ currency: "USD" }), cloud).id, first.id);
    });

    it("keeps its computed outputs when it is changed", () => {
        const before = model.create(till, inputsOf({ currency: "EUR", name: "front" }), cloud);
        const after = model.update(
            till,
            inputsOf({ currency: "EUR", name: "front", open: false }),
            before,
            false,
            cloud,
        );
        assert.deepEqual(after, { ...before.outputs, open: false });
    });

    it("is replaced by a change of a property in replaceOn, and by no other", () => {
        const olds = inputsOf({ currency: "EUR" });
        assert.deepEqual(model.replacedBy(till, { ...olds, currency: "USD" }, olds), ["currency"]);
        assert.deepEqual(model.replacedBy(till, { ...olds, open: false }, olds), []);
    });

    it("is rejected by name if it is unknown", () => {
        const unrelated = { ...till, type: "aws:shop/shelf:Shelf" };
        assert.throws(
            () => model.check(unrelated, {}, undefined, cloud),
            /simulated aws has no type "aws:shop\/shelf:Shelf"/,
        );
    });
});
