import assert from "node:assert/strict";
import { type Declared, Pack } from "../engine";
import { inPreset } from "../in-preset";

const load = (more: Partial<Declared> = {}): Declared => ({
    type: "kubernetes:core/v1:Service",
    name: "web",
    props: { spec: { type: "NodePort" } },
    ...more,
});

async function messageOf(resources: readonly Declared[]): Promise<string> {
    const [first, ...others] = await new Pack(inPreset("standard")).preview(resources);
    assert.ok(first);
    assert.deepEqual(others, []);
    return first.message;
}

describe("A finding at a child of a component", () => {
    it("names the outermost component of a package", async () => {
        const message = await messageOf([
            { type: "eks:index:Cluster", name: "main" },
            { type: "awsx:ecs:Inner", name: "main-inner", parent: "main" },
            load({ parent: "main-inner" }),
        ]);
        assert.match(message, /^Service "web" in eks:index:Cluster "main": /);
        assert.match(message, /\nChange: .*, through the arguments of eks:index:Cluster "main"\.$/);
    });

    it("names no component that the program declares itself, nor a parent that is not a component", async () => {
        for (const parent of [
            { type: "acme:index:Shop", name: "shop" },
            { type: "kubernetes:core/v1:Namespace", name: "shop" },
        ]) {
            const message = await messageOf([parent, load({ parent: "shop" })]);
            assert.match(message, /^Service "web": /, parent.type);
            assert.doesNotMatch(message, /arguments/);
        }
    });

    it("says which argument to change", async () => {
        const message = await messageOf([
            { type: "aws-apigateway:index:RestAPI", name: "pets" },
            {
                type: "aws:apigateway/restApi:RestApi",
                name: "pets",
                parent: "aws-apigateway:index:RestAPI pets",
                props: {
                    body: '{"swagger":"2.0","paths":{"/pets":{"post":{"x-amazon-apigateway-integration":{"type":"mock"}}}}}',
                },
            },
        ]);
        assert.match(
            message,
            /\nChange: set apiKeyRequired: true on each route of aws-apigateway:index:RestAPI "pets"\.$/,
        );
    });
});
