import assert from "node:assert/strict";
import { awsTypes } from "../../../../tools/cloud-simulator/aws/resource-types";
import { awsRejections } from "../../../../tools/cloud-simulator/rejections/aws-rejections";
import { DataModel } from "../../../../tools/cloud-simulator/resources/data-model";
import type { Identity } from "../../../../tools/cloud-simulator/state/cloud";
import { type PropertyMap, unknown } from "../../../../tools/cloud-simulator/state/property-values";
import { SimulatedCloud } from "../../../../tools/cloud-simulator/state/simulated-cloud";

const model = new DataModel("aws", awsTypes, awsRejections);
const [functionType, aliasType] = ["aws:lambda/function:Function", "aws:lambda/alias:Alias"];
const permissionType = "aws:lambda/permission:Permission";
const provisionedType = "aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig";

const image = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/quotes:1";
const quotes: PropertyMap = {
    name: "quotes",
    role: "arn:aws:iam::123456789012:role/quotes",
    packageType: "Image",
    imageUri: image,
    publish: true,
};
const live: PropertyMap = { functionName: "quotes", functionVersion: "1", name: "live" };
const permission: PropertyMap = {
    action: "lambda:InvokeFunction",
    function: "quotes",
    qualifier: "live",
    principal: "apigateway.amazonaws.com",
};
const ready = (count: number): PropertyMap => ({
    functionName: "quotes",
    qualifier: "live",
    provisionedConcurrentExecutions: count,
});

describe("simulated AWS Lambda", () => {
    let cloud: SimulatedCloud;
    beforeEach(() => {
        cloud = new SimulatedCloud("123456789012", "eu-central-1");
    });

    it("publishes a version with each change, which is unknown in the preview of one", () => {
        const made = make(functionType, quotes);
        assert.equal(made.outputs.version, "1");
        const changed = { ...quotes, memorySize: 512 };
        const before = { id: made.id, outputs: made.outputs };
        assert.equal(model.update(identity(functionType), changed, before, true, cloud).version, unknown);
        assert.equal(model.update(identity(functionType), changed, before, false, cloud).version, "2");
        const { outputs } = make(functionType, { ...quotes, name: "other", publish: false }, "other");
        assert.equal(outputs.version, "$LATEST");
    });

    it("rejects a role that it may not assume", () => {
        const policy = (service: string) => JSON.stringify({ Statement: [{ Principal: { Service: service } }] });
        const role = make("aws:iam/role:Role", { name: "quotes", assumeRolePolicy: policy("ec2.amazonaws.com") });
        const own = { ...quotes, role: role.outputs.arn ?? "" };
        assert.throws(
            () => make(functionType, own),
            /The role defined for the function cannot be assumed by Lambda\.$/,
        );
        cloud.store.put({
            urn: identity("aws:iam/role:Role").urn,
            type: "aws:iam/role:Role",
            id: role.id,
            inputs: {},
            outputs: { ...role.outputs, assumeRolePolicy: policy("lambda.amazonaws.com") },
        });
        make(functionType, own);
    });

    for (const imageUri of ["public.ecr.aws/shop/quotes:1", "quotes:1", image.replace("eu-central-1", "eu-west-1")])
        it(`rejects the image ${imageUri}, in a preview already`, () => {
            const words =
                /InvalidParameterValueException: Source image \S+ is not valid\. Provide a valid source image\.$/;
            assert.throws(() => make(functionType, { ...quotes, imageUri }), words);
            assert.throws(() => model.preview(identity(functionType), { ...quotes, imageUri }, cloud), words);
        });

    it("accepts an image of another account, and one that is not known yet", () => {
        make(functionType, { ...quotes, imageUri: image.replace("123456789012", "210987654321") });
        model.preview(identity(functionType), { ...quotes, imageUri: unknown }, cloud);
    });

    it("rejects variables that it sets itself, and no others", () => {
        const withVariables = (variables: PropertyMap) => ({ ...quotes, environment: { variables } });
        assert.throws(
            () => make(functionType, withVariables({ AWS_REGION: "x", LEVEL: "debug", _HANDLER: "y" })),
            /reserved keys that are currently not supported for modification\. Reserved keys used in this request: AWS_REGION, _HANDLER$/,
        );
        make(functionType, withVariables({ AWS_LWA_REMOVE_BASE_PATH: "/quotes", LEVEL: "debug" }));
    });

    it("rejects a second function of a name", () => {
        make(functionType, quotes);
        assert.throws(() => make(functionType, quotes, "other"), /"quotes" exists already/);
    });

    it("rejects an alias of a function or a version that does not exist, and one that is a number", () => {
        const missing = (version: string) =>
            new RegExp(
                `ResourceNotFoundException: Function not found: arn:aws:lambda:eu-central-1:123456789012:function:quotes:${version}$`,
            );
        assert.throws(() => make(aliasType, live), missing("1"));
        make(functionType, quotes);
        assert.throws(() => make(aliasType, { ...live, functionVersion: "2" }), missing("2"));
        assert.throws(
            () => make(aliasType, { ...live, name: "2026" }),
            /Value '2026' at 'name' failed to satisfy constraint/,
        );
        make(aliasType, live);
        make(aliasType, { ...live, name: "latest", functionVersion: "$LATEST" }, "latest");
    });

    it("rejects a permission for a function or an alias that does not exist", () => {
        make(functionType, quotes);
        const words =
            /ResourceNotFoundException: Cannot find alias arn: arn:aws:lambda:eu-central-1:123456789012:function:quotes:live$/;
        assert.throws(() => make(permissionType, permission), words);
        assert.throws(() => make(permissionType, { ...permission, function: "none" }), /Function not found/);
        make(aliasType, live);
        make(permissionType, permission);
    });

    it("keeps no instances ready of code that is not published", () => {
        make(functionType, quotes);
        make(aliasType, { ...live, functionVersion: "$LATEST" });
        assert.throws(() => make(provisionedType, ready(1)), /cannot be applied to unpublished function versions\.$/);
    });

    it("leaves 100 of the account's executions unreserved", () => {
        make(functionType, quotes);
        make(aliasType, live);
        const reserved = { ...quotes, name: "other", reservedConcurrentExecutions: 700 };
        const words = /decreases account's UnreservedConcurrentExecution below its minimum value of \[100\]\.$/;
        assert.throws(() => make(functionType, { ...reserved, reservedConcurrentExecutions: 901 }, "other"), words);
        make(functionType, reserved, "other");
        assert.throws(() => make(provisionedType, ready(201)), words);
        const made = make(provisionedType, ready(200));
        // Its own instances do not count twice.
        const own = { id: made.id, outputs: made.outputs };
        model.update(identity(provisionedType), ready(150), own, false, cloud);
    });

    function make(type: string, given: PropertyMap, name = "main") {
        const resource = identity(type, name);
        const { inputs } = model.check(resource, given, undefined, cloud);
        const made = model.create(resource, inputs, cloud);
        cloud.store.put({ urn: resource.urn, type, id: made.id, inputs, outputs: made.outputs });
        return made;
    }
});

function identity(type: string, name = "main"): Identity {
    return { urn: `urn:pulumi:dev::shop::${type}::${name}`, type, name };
}
