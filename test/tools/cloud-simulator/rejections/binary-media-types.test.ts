import assert from "node:assert/strict";
import { awsTypes } from "../../../../tools/cloud-simulator/aws/resource-types";
import { create, update } from "../../../../tools/cloud-simulator/providers/operations";
import { awsRejections } from "../../../../tools/cloud-simulator/rejections/aws-rejections";
import { DataModel } from "../../../../tools/cloud-simulator/resources/data-model";
import type { Identity } from "../../../../tools/cloud-simulator/state/cloud";
import { type PropertyMap, type PropertyValue, unknown } from "../../../../tools/cloud-simulator/state/property-values";
import { SimulatedCloud } from "../../../../tools/cloud-simulator/state/simulated-cloud";
import { openApi } from "./import-bodies";

const model = new DataModel("aws", awsTypes, awsRejections);
const type = "aws:apigateway/restApi:RestApi";
const api: Identity = { urn: `urn:pulumi:dev::shop::${type}::shop`, type, name: "shop" };
const png = ["image/png"];
const pdf = ["application/pdf", "image/*", "*/*"];

describe("the binary media types of a REST API", () => {
    let cloud: SimulatedCloud;
    beforeEach(() => {
        cloud = new SimulatedCloud("123456789012", "eu-central-1");
    });

    it("are those of its body, unless the program gives some", () => {
        assert.deepEqual(created(body(png)), png);
        assert.deepEqual(created(body(png), { binaryMediaTypes: pdf }), pdf);
        assert.deepEqual(created(body(png), { binaryMediaTypes: [] }), png);
        assert.deepEqual(created(body(undefined)), []);
        assert.deepEqual(created(body(undefined), { binaryMediaTypes: pdf }), pdf);
        assert.deepEqual(
            model.create(api, { name: "shop", binaryMediaTypes: png }, cloud).outputs.binaryMediaTypes,
            png,
        );
        assert.deepEqual(model.create(api, { name: "shop" }, cloud).outputs.binaryMediaTypes, []);
    });

    it("are unknown in the preview of a new API", () => {
        assert.equal(model.preview(api, inputs(body(png)), cloud).binaryMediaTypes, unknown);
        assert.deepEqual(model.preview(api, inputs(body(png), { binaryMediaTypes: pdf }), cloud).binaryMediaTypes, pdf);
    });

    it("change with the body if there were none, and with the argument", () => {
        assert.deepEqual(updated(inputs(body(undefined)), inputs(body(png))), png);
        const both = (types: PropertyValue[]) => inputs(body(types), { binaryMediaTypes: types });
        assert.deepEqual(updated(both(png), both(pdf)), pdf);
        assert.deepEqual(updated(inputs(body(png)), inputs(body(["image/png"]), { tags: { team: "shop" } })), png);
    });

    it("that changed in the body alone are rejected, as the provider would restore the old ones", () => {
        const words =
            /^updating .* "shop": the provider would restore the binary media types \["image\/png"\] after the import of a body with \["application\/pdf","image\/\*","\*\/\*"\]; pass them as the argument binaryMediaTypes too$/;
        for (const preview of [true, false])
            assert.throws(() => updated(inputs(body(png)), inputs(body(pdf)), preview), { message: words });
        assert.throws(() => updated(inputs(body(png)), inputs(body(undefined))), /with \[\]; pass them/);
        assert.deepEqual(updated(inputs(body(["a/b", "c/d"])), inputs(body(["c/d", "a/b"]))), ["a/b", "c/d"]);
        updated(inputs(body(png)), inputs(body(pdf), { binaryMediaTypes: unknown }), true);
    });

    it("are rejected in another form than a list of media types", () => {
        for (const types of [
            "image/png",
            ["png"],
            [1],
            [["image/png"]],
            ["image~1png"],
            { png: true },
        ] as PropertyValue[]) {
            const words = `the binary media types ${JSON.stringify(types)} are not a list`;
            assert.throws(() => created(body(types)), new RegExp(words.replace(/[[\]]/g, "\\$&")));
            assert.throws(() => created(body(undefined), { binaryMediaTypes: types }), /are not a list such as/);
        }
        created(body(["application/vnd.shop+json", "multipart/form-data; boundary=x"]));
    });

    function created(text: string, others: PropertyMap = {}): PropertyValue | undefined {
        return model.create(api, inputs(text, others), cloud).outputs.binaryMediaTypes;
    }

    function updated(before: PropertyMap, after: PropertyMap, preview = false): PropertyValue | undefined {
        return update(api, after, create(api, before, cloud), preview, cloud).binaryMediaTypes;
    }
});

function body(types: PropertyValue | undefined): string {
    return JSON.stringify(openApi({}, types === undefined ? {} : { "x-amazon-apigateway-binary-media-types": types }));
}

function inputs(text: string, others: PropertyMap = {}): PropertyMap {
    return { name: "shop", body: text, failOnWarnings: true, putRestApiMode: "overwrite", ...others };
}
