import assert from "node:assert/strict";
import { snapshotHash } from "../../../../openapi/snapshot";
import { readSnapshots } from "../../../../tools/gateway-emulator/state/read-snapshots";

const bodyOf = (path: string) => JSON.stringify({ openapi: "3.0.1", info: {}, paths: { [path]: {} } });
const policyOf = (block: string) => JSON.stringify({ Statement: [{ Condition: { IpAddress: { a: block } } }] });

describe("The snapshots of a state", () => {
    function definitionOf(kept: { readonly body: string; readonly settings: object }) {
        const text = { body: kept.body, settings: JSON.stringify(kept.settings) };
        const snapshot = snapshotHash(text);
        const deployment = { id: "d1", inputs: {}, outputs: { triggers: { snapshot } } };
        const resources = [
            { urn: "a", type: "gatehouse:gateway:Snapshot", inputs: { snapshot, ...text }, outputs: {} },
            { urn: "b", type: "aws:apigateway/deployment:Deployment", ...deployment },
        ];
        const newest = { body: bodyOf("/new"), policy: policyOf("10.0.0.0/8") };
        return Object.values(readSnapshots(resources as never, newest).definitions)[0];
    }

    it("have the resource policy of their time, or none, also where the body is the same", () => {
        const policy = policyOf("192.0.2.0/24");
        assert.deepEqual(
            definitionOf({ body: bodyOf("/new"), settings: { policy } })?.resourcePolicy,
            JSON.parse(policy),
        );
        assert.equal(definitionOf({ body: bodyOf("/old"), settings: {} })?.resourcePolicy, undefined);
        assert.equal(definitionOf({ body: bodyOf("/new"), settings: { policy: policyOf("10.0.0.0/8") } }), undefined);
    });

    it("have no resource policy where the newest one is empty", () => {
        const triggers = { snapshot: "0".repeat(64) };
        const type = "aws:apigateway/deployment:Deployment";
        const deployment = { urn: "b", type, id: "d1", inputs: {}, outputs: { triggers } };
        const captured = new Map([["d1", bodyOf("/old")]]);
        const newest = { body: bodyOf("/new"), policy: "" };
        const [definition] = Object.values(readSnapshots([deployment] as never, newest, captured).definitions);
        assert.ok(definition);
        assert.equal(definition.resourcePolicy, undefined);
    });

    it("of a private API have the newest policy, which names its VPC endpoints", () => {
        const settings = { endpointConfiguration: { types: "PRIVATE" } };
        assert.deepEqual(
            definitionOf({ body: bodyOf("/old"), settings })?.resourcePolicy,
            JSON.parse(policyOf("10.0.0.0/8")),
        );
    });
});
