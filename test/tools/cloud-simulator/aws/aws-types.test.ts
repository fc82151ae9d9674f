import assert from "node:assert/strict";
import { awsTypes } from "../../../../tools/cloud-simulator/aws/resource-types";
import { DataModel } from "../../../../tools/cloud-simulator/resources/data-model";
import type { Identity } from "../../../../tools/cloud-simulator/state/cloud";
import type { PropertyMap } from "../../../../tools/cloud-simulator/state/property-values";
import { SimulatedCloud } from "../../../../tools/cloud-simulator/state/simulated-cloud";
import { readSdkType } from "./sdk-type";

const model = new DataModel("aws", awsTypes);

describe("every simulated type of package aws", () => {
    for (const [token, type] of Object.entries(awsTypes)) {
        it(`${token} has exactly the properties that the SDK declares`, () => {
            const sdk = readSdkType(token);
            const unrelated = (names: readonly string[], known: readonly string[]) =>
                names.filter((name) => !known.includes(name));
            assert.deepEqual(unrelated(Object.keys(type.outputs ?? {}), sdk.outputs), [], "outputs");
            assert.deepEqual(unrelated(Object.keys(type.defaults ?? {}), sdk.args), [], "defaults");
            const replacing = [...(type.replaceOn ?? []), ...(type.replaceOnRemoval ?? [])];
            const roots = replacing.map((path) => path.split(".")[0] ?? "");
            assert.deepEqual(unrelated(roots, sdk.args), [], "replaceOn");
            assert.deepEqual([...(type.required ?? [])].sort(), [...sdk.required].sort(), "required");

            const resource: Identity = { urn: `urn:pulumi:dev::shop::${token}::main`, type: token, name: "main" };
            const cloud = new SimulatedCloud("123456789012", "eu-central-1");
            const given: PropertyMap = Object.fromEntries(sdk.required.map((name) => [name, `given-${name}`]));
            const { inputs, failures } = model.check(resource, given, undefined, cloud);
            assert.deepEqual(failures, []);
            // The SDK declares an id for every resource, outside the properties of its type.
            const { id, outputs: made } = model.create(resource, inputs, cloud);
            const { id: shown, ...outputs } = made;
            assert.match(id, /^[^{}]+$/);
            assert.equal(shown, id);
            assert.doesNotMatch(
                JSON.stringify(outputs).replaceAll(/\$\{[\w-]+\}/g, ""),
                /\{\w+(:\d+)?\}/,
                "placeholder left in an output",
            );
            assert.deepEqual(unrelated(Object.keys(outputs), sdk.outputs), [], "not in the SDK");
            assert.deepEqual(unrelated(sdk.always, Object.keys(outputs)), [], "missing output");
            const previewed = model.preview(resource, inputs, cloud);
            assert.deepEqual(Object.keys(previewed).sort(), Object.keys(made).sort(), "preview");
        });
    }
});
