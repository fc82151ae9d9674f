import assert from "node:assert/strict";
import { dependenciesOf, idOf, resolveReference } from "../../../policy/reading/references";
import { type Resource, stackOf, UNKNOWN } from "../../../policy/reading/resource";
import { plainResource } from "../plain-resource";

const types: ReadonlySet<string> = new Set(["api"]);
const api = (name: string, more: Partial<Resource> = {}) => plainResource("api", name, {}, more);
const stage = (restApi: Resource["props"][string] | undefined, more: Partial<Resource> = {}) =>
    plainResource("stage", "stage", restApi === undefined ? {} : { restApi }, more);

const linked = (from: Resource, others: readonly Resource[], nameOf?: (resource: Resource) => string) =>
    resolveReference(stackOf([...others, from]), from, "restApi", types, nameOf).map(({ name }) => name);

describe("a reference between resources", () => {
    it("resolves to the property's dependencies first, each once", () => {
        const from = stage(UNKNOWN, { propertyDependencies: { restApi: ["a", "a", "gone", "bucket"] } });
        const others = [api("a"), api("b", { outputs: { id: "b-id" } }), plainResource("bucket", "bucket")];
        assert.deepEqual(linked(from, others), ["a"]);
    });

    it("does not resolve if a known value differs from the id of its dependency", () => {
        const from = (value: string) => stage(value, { propertyDependencies: { restApi: ["a"] } });
        const b = api("b", { outputs: { id: "b-id" } });
        assert.deepEqual(linked(from("b-id"), [api("a"), b]), []);
        assert.deepEqual(linked(from("b-id"), [api("a", { outputs: { id: "a-id" } }), b]), []);
        assert.deepEqual(linked(from("a-id"), [api("a", { outputs: { id: "a-id" } }), b]), ["a"]);
        assert.deepEqual(
            linked(from("a"), [api("a"), b], ({ name }) => name),
            ["a"],
        );
    });

    it("resolves to resources inside a component, at any depth", () => {
        const others = [
            plainResource("component", "outer", {}, { isComponent: true }),
            plainResource("component", "inner", {}, { isComponent: true, parent: "outer" }),
            api("a", { parent: "inner" }),
            api("b", { parent: "elsewhere" }),
            api("c"),
        ];
        assert.deepEqual(linked(stage(UNKNOWN, { propertyDependencies: { restApi: ["outer"] } }), others), ["a"]);
    });

    it("otherwise resolves by a known value, an id or a name", () => {
        const others = [api("a", { outputs: { id: "a-id" } }), api("b", { outputs: { id: UNKNOWN } }), api("c")];
        assert.deepEqual(linked(stage("a-id"), others), ["a"]);
        assert.deepEqual(linked(stage("c"), others), []);
        assert.deepEqual(
            linked(stage("c"), others, ({ name }) => name),
            ["c"],
        );
    });

    it("resolves by a computed ARN or id if the provider has no id output", () => {
        const made = (outputs: Resource["props"]) => api("a", { props: { vpcId: "vpc" }, outputs });
        assert.deepEqual(linked(stage("arn:a"), [made({ apiArn: "arn:a" })]), ["a"]);
        assert.deepEqual(linked(stage("a-id"), [made({ apiId: "a-id" })]), ["a"]);
        assert.deepEqual(linked(stage("vpc"), [made({ vpcId: "vpc" })]), []);
        assert.deepEqual(linked(stage("a"), [made({ apiName: "a", idOf: "a" })]), []);
        assert.deepEqual(linked(stage("arn:a"), [made({ id: UNKNOWN, apiArn: "arn:a" })]), []);
    });

    it("resolves an unknown value to the only matching dependency of the resource", () => {
        const others = [api("a"), api("b"), plainResource("bucket", "bucket")];
        assert.deepEqual(linked(stage(UNKNOWN, { dependencies: ["bucket", "gone", "a"] }), others), ["a"]);
        assert.deepEqual(linked(stage(UNKNOWN, { dependencies: ["a", "b"] }), others), []);
        assert.deepEqual(linked(stage(UNKNOWN, { dependencies: ["bucket"] }), others), []);
        assert.deepEqual(linked(stage(undefined, { dependencies: ["a"] }), others), []);
        assert.deepEqual(linked(stage("x", { dependencies: ["a"] }), others), []);
        assert.deepEqual(linked(stage(1, { dependencies: ["a"] }), others), []);
    });

    it("does not resolve if the property has no dependencies", () =>
        assert.deepEqual(dependenciesOf(stackOf([api("a")]), stage(UNKNOWN), "restApi", types), []));
});

describe("a resource's id", () => {
    it("is the engine's id, if it is known", () => {
        assert.equal(idOf(api("a", { outputs: { id: "x" } })), "x");
        assert.equal(idOf(api("a", { outputs: { id: UNKNOWN } })), undefined);
        assert.equal(idOf(api("a")), undefined);
    });
});
