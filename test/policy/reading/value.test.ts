import assert from "node:assert/strict";
import { plainProps, unknownSentinels } from "../../../policy/pack/plain";
import { type Props, UNKNOWN } from "../../../policy/reading/resource";
import { describeReading, pathText, read, readBoolean, readNumber, readString } from "../../../policy/reading/value";

const proxy: Record<string, string | ((value: object) => object)> = require("@pulumi/policy/proxy");

describe("a reading", () => {
    const root: Props = { a: { list: [{ b: "x" }, UNKNOWN], none: null }, far: UNKNOWN };

    it("is known if there is a value", () =>
        assert.deepEqual(read(root, "a", "list", 0, "b"), {
            state: "known",
            path: ["a", "list", 0, "b"],
            value: "x",
        }));
    it("is unknown if any part of the path is, and says which", () => {
        assert.deepEqual(read(root, "far", "a", "b"), { state: "unknown", path: ["far"] });
        assert.deepEqual(read(root, "a", "list", 1, "b"), { state: "unknown", path: ["a", "list", 1] });
    });
    it("is absent if there is no value, or null", () => {
        assert.equal(read(root, "a", "none").state, "absent");
        assert.equal(read(root, "a", "list", 7, "b").state, "absent");
        assert.equal(read(root, "a", "constructor").state, "absent");
    });
    it("is invalid if the value has another type", () => {
        assert.deepEqual(readNumber({ rate: "100" }, "rate"), {
            state: "invalid",
            path: ["rate"],
            actual: '"100"',
        });
        assert.equal(readString({ name: 1 }, "name").state, "invalid");
        assert.equal(read({ name: "x" }, "name", "first").state, "invalid");
    });
    it("accepts only booleans and their words as booleans", () => {
        assert.deepEqual(readBoolean({ on: "true" }, "on"), { state: "known", path: ["on"], value: true });
        assert.deepEqual(readBoolean({ on: "false" }, "on"), { state: "known", path: ["on"], value: false });
        assert.equal(readBoolean({ on: 1 }, "on").state, "invalid");
    });
    it("accepts only finite numbers", () => {
        assert.equal(readNumber({ rate: Number.NaN }, "rate").state, "invalid");
        assert.equal(readNumber({ rate: Number.POSITIVE_INFINITY }, "rate").state, "invalid");
    });
    it("describes long values and objects briefly", () => {
        const shown = (body: string) => describeReading(read({ body }, "body"));
        assert.equal(shown("x".repeat(78)), `"${"x".repeat(78)}"`);
        assert.equal(shown("x".repeat(79)), `"${"x".repeat(76)}…`);
        assert.equal(describeReading(read({ list: [1, 2] }, "list")), "a list of 2");
        assert.equal(describeReading(read({ secret: { value: "hidden" } }, "secret")), "an object");
    });
    it("formats paths as code", () => assert.equal(pathText(["spec", "ports", 0, "a/b"]), 'spec.ports[0]["a/b"]'));
    it("is described in each state", () => {
        assert.equal(describeReading(read(root, "far")), "not known at preview");
        assert.equal(describeReading(read(root, "a", "none")), "absent");
        assert.equal(describeReading(readNumber({ rate: true }, "rate")), "true");
    });
});

describe("properties from the engine", () => {
    it("have UNKNOWN in place of each of the SDK's sentinels", () => {
        const names = Object.keys(proxy).filter((name) => /^unknown\w+Value$/.test(name));
        assert.equal(names.length, unknownSentinels.size);
        for (const name of names) assert.ok(unknownSentinels.has(String(proxy[name])), name);
    });

    it("are read from the target of the SDK's proxy, which throws on unknown values", () => {
        const wrap = proxy.unknownCheckingProxy;
        assert.ok(typeof wrap === "function");
        const wrapped = wrap({
            known: 1,
            unknown: String(proxy.unknownStringValue),
            list: [String(proxy.unknownNumberValue)],
        });
        assert.throws(() => Reflect.get(wrapped, "unknown"));
        assert.deepEqual(plainProps(wrapped), { known: 1, unknown: UNKNOWN, list: [UNKNOWN] });
    });

    it("have unknown contents of assets", () => {
        assert.deepEqual(plainProps({ body: new (class FileAsset {})() }), { body: UNKNOWN });
    });
});
