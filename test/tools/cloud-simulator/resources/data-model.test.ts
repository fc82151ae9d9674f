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

    it("gets its defaults, inside objects only where they are given", () => {
        const inputs = inputsOf({ currency: "EUR", name: "front", limits: { burst: 5 } });
        assert.deepEqual(inputs, { currency: "EUR", name: "front", open: true, limits: { burst: 5, rate: -1 } });
        assert.equal("limits" in inputsOf({ currency: "EUR" }), false);
        assert.equal(inputsOf({ currency: "EUR", open: false }).open, false);
    });

    it("gets a name of the wanted length, and keeps it, but not one that the program took back", () => {
        const made = inputsOf({ currency: "EUR" });
        assert.match(String(made.name), /^front-[0-9a-f]{7}$/);
        assert.equal(inputsOf({ currency: "EUR" }, { ...made, name: "front-0000000" }).name, "front-0000000");
        assert.equal(inputsOf({ currency: "EUR" }, { name: "mine" }).name, made.name);
        const long = { ...till, name: "a-till-with-a-long-name" };
        assert.equal(String(model.check(long, { currency: "EUR" }, undefined, cloud).inputs.name).length, 20);
    });

    it("goes before its replacement if the program named it, and after it if the name was made up", () => {
        const replacesInPlace = (name?: string) => {
            const inputs = (currency: string) => inputsOf({ currency, ...(name !== undefined && { name }) });
            return model.replacesInPlace(till, inputs("EUR"), inputs("USD"));
        };
        assert.equal(replacesInPlace("mine"), true);
        assert.equal(replacesInPlace(), false);
    });

    it("fails without what is required", () => {
        assert.deepEqual(model.check(till, {}, undefined, cloud).failures, [
            { property: "currency", reason: 'Missing required argument "currency"' },
        ]);
    });

    it("shows its inputs at a preview, and unknowns for what the cloud computes", () => {
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

    it("carries the provider's tags beside its own", () => {
        cloud.configureAws({ region: "eu-west-1", defaultTags: '{"tags":{"team":"shop","tier":"gold"}}' });
        const { region, tagsAll } = model.preview(till, inputsOf({ currency: "EUR", tags: { tier: "free" } }), cloud);
        assert.equal(region, "eu-west-1");
        assert.deepEqual(tagsAll, { team: "shop", tier: "free" });
    });

    it("is made with all its outputs, the region of its own first", () => {
        const { id, outputs } = model.create(
            till,
            inputsOf({ currency: "EUR", name: "front", region: "us-east-1" }),
            cloud,
        );
        assert.match(id, /^till-[0-9a-f]{8}$/);
        assert.equal(outputs.id, id, "an id is an attribute as any other");
        assert.equal(outputs.arn, "arn:aws:shop:us-east-1:123456789012:till/front");
        assert.deepEqual(outputs.place, { floor: 1, shelf: id.slice(5, 9) });
    });

    it("gets another id when it is made a second time", () => {
        const first = model.create(till, inputsOf({ currency: "EUR" }), cloud);
        cloud.store.put({ ...till, ...first, inputs: {} });
        assert.notEqual(model.create(till, inputsOf({ currency: "USD" }), cloud).id, first.id);
    });

    it("keeps what the cloud computed when it is changed", () => {
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

    it("is replaced by a change of what is fixed, and by no other", () => {
        const olds = inputsOf({ currency: "EUR" });
        assert.deepEqual(model.replacedBy(till, { ...olds, currency: "USD" }, olds), ["currency"]);
        assert.deepEqual(model.replacedBy(till, { ...olds, open: false }, olds), []);
    });

    it("is named when it is not known", () => {
        const unrelated = { ...till, type: "aws:shop/shelf:Shelf" };
        assert.throws(
            () => model.check(unrelated, {}, undefined, cloud),
            /simulated aws has no type "aws:shop\/shelf:Shelf"/,
        );
    });
});
