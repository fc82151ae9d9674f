import assert from "node:assert/strict";
import { type PropertyMap, secret, unknown } from "../../../../../tools/cloud-simulator/state/property-values";
import { SimulatedAws } from "../simulated-aws";

const itemType = "aws:dynamodb/tableItem:TableItem";
const tableType = "aws:dynamodb/table:Table";

describe("simulated items of a table", () => {
    let aws: SimulatedAws;
    beforeEach(() => {
        aws = new SimulatedAws();
    });
    const table = (name: string, given: PropertyMap = {}) => {
        const keys = [given.rangeKey ?? [], "keyHash"].flat();
        const attributes = keys.map((key) => ({ name: key, type: "S" }));
        return aws.make(tableType, { name, hashKey: "keyHash", attributes, ...given }, name);
    };
    const put = (attributes: PropertyMap, given: PropertyMap = {}, name = "main") => {
        const item = secret(JSON.stringify(attributes));
        return aws.make(itemType, { tableName: "keys", hashKey: "keyHash", item, ...given }, name);
    };
    const keyHash = { S: "abc" };

    it("have attributes with their types", () => {
        const words = /Invalid format of "item"$/;
        table("keys");
        for (const attribute of ["abc", { T: "abc" }, { N: 5 }, { S: "a", N: "5" }, {}])
            assert.throws(() => put({ keyHash, attribute }), words);
        const given = { tableName: "keys", hashKey: "keyHash" };
        assert.throws(() => aws.preview(itemType, { ...given, item: "{" }), words);
        aws.preview(itemType, { ...given, item: unknown });
        const { outputs } = put({ keyHash, limit: { N: "5" }, apis: { L: [{ S: "books" }] }, open: { BOOL: true } });
        assert.equal(outputs.hashKeyValue, "abc");
    });

    it("are of a table that exists, with its keys", () => {
        put({ keyHash });
        table("keys");
        assert.throws(
            () => put({ keyHash }, { tableName: "none" }),
            /ResourceNotFoundException: Requested resource not/,
        );
        assert.throws(() => put({ client: keyHash }), /Missing the key keyHash in the item$/);
        assert.throws(() => put({ keyHash: { S: "" } }), /Missing the key keyHash in the item$/);
        const words = /The provided key element does not match the schema$/;
        assert.throws(() => put({ keyHash }, { hashKey: "client" }), words);
        table("calls", { rangeKey: "period" });
        const call = { keyHash, period: { S: "2026-11" } };
        assert.throws(() => put(call, { tableName: "calls" }), words);
        assert.equal(put(call, { tableName: "calls", rangeKey: "period" }).outputs.rangeKeyValue, "2026-11");
    });

    it("are one of each key", () => {
        table("keys");
        const made = put({ keyHash });
        assert.throws(
            () => put({ keyHash, client: { S: "web" } }, {}, "second"),
            /ConditionalCheckFailedException: The conditional request failed$/,
        );
        put({ keyHash: { S: "def" } }, {}, "second");
        const item = JSON.stringify({ keyHash, client: { S: "web" } });
        aws.update(itemType, made, { tableName: "keys", hashKey: "keyHash", item });
    });
});
