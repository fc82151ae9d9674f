import assert from "node:assert/strict";
import { ignoring, integration, method, methods, part } from "../../corpus/gateway/parts";
import { gatewayStack } from "../../corpus/gateway/stack";
import { type Declared, type Json, unknown } from "../../engine";
import { Program } from "../../program";
import { messagesOf, only } from "../findings-of";

type Props = { readonly [key: string]: Json };

const said = (resources: readonly Declared[]): string[] => messagesOf("r4-", resources);

const ask = (props: Props = {}) => method("ask", { httpMethod: "OPTIONS", apiKeyRequired: false, ...props });
const answer = (props: Props = {}) => integration("answer", { httpMethod: "OPTIONS", type: "MOCK", ...props });
const withOptions = (...more: readonly Declared[]) => methods({}, {}, more);

describe("R4 of an OPTIONS method", () => {
    it("holds without a key for a preflight, which a mock answers, in any case", () => {
        assert.deepEqual(said(withOptions(ask(), answer())), []);
        assert.deepEqual(said(withOptions(ask({ httpMethod: "options" }), answer({ type: "mock" }))), []);
        assert.deepEqual(Program.of(withOptions(ask(), answer())).counts()["r4 preflight"], 1);
    });

    it("needs a key if anything but a mock answers, or nothing", () => {
        const missing = /^Method "ask": apiKeyRequired is false, so it can be called without a key/;
        const types: readonly Json[] = ["HTTP_PROXY", "AWS_PROXY", unknown, null];
        for (const type of types) assert.match(only(said(withOptions(ask(), answer({ type })))), missing);
        assert.match(only(said(withOptions(ask()))), missing);
    });

    it("is an operation if it demands a key", () => {
        const counted = (...more: readonly Declared[]) =>
            Program.of(withOptions(...more)).counts()["r4 operation"] ?? 0;
        const keyed = [ask({ apiKeyRequired: true }), answer({ type: "HTTP_PROXY" })];
        assert.deepEqual(said(withOptions(...keyed)), []);
        assert.equal(counted(...keyed), counted() + 1);
        assert.equal(counted(ask(), answer()), counted());
    });

    for (const name of ["ask", "answer"])
        it(`is no preflight if changes of its verb or place are ignored: ${name}`, () => {
            const ignored = (property: string) => said(ignoring(withOptions(ask(), answer()), name, property));
            for (const property of ["httpMethod", "resourceId", "restApi"])
                assert.match(only(ignored(property)), new RegExp(`"${name}": ignoreChanges contains "${property}"`));
            assert.deepEqual(ignored("requestParameters"), []);
        });
});

describe("R4 of an Integration of an API with a body", () => {
    const over = (props: Props) => gatewayStack({}, [integration("over", props, { resourceId: ["api"] })]);

    it("is broken without its Method, since it replaces what was checked", () =>
        assert.match(only(said(over({}))), /^Integration "over": it belongs to no Method of this stack/));

    it("is undecided while its verb is not known", () =>
        assert.match(
            only(said(over({ httpMethod: unknown }))),
            /^Integration "over": httpMethod is not known at preview; the rule is undecided/,
        ));

    it("holds beside its Method, and without an API", () => {
        const beside = method("beside", { httpMethod: "PUT" }, { resourceId: ["api"] });
        assert.deepEqual(said([...over({ httpMethod: "PUT" }), beside]), []);
        assert.deepEqual(said([part("Integration", "loose", { httpMethod: "GET", type: "MOCK" })]), []);
    });
});
