import assert from "node:assert/strict";
import { method, part, settings } from "../../corpus/gateway/parts";
import { definition, gatewayStack, operation } from "../../corpus/gateway/stack";
import { type Declared, type Json, unknown } from "../../engine";
import type { PolicyFinding } from "../../program";
import { findingsOf } from "../findings-of";

const ofStage = (resources: readonly Declared[]): PolicyFinding[] =>
    findingsOf("r3-", resources).filter(({ message }) => message.startsWith('Stage "stage"'));

const bodyOf = (paths: { readonly [path: string]: Json }): string => JSON.stringify({ ...definition, paths });
const write = { post: operation({ httpMethod: "POST" }) };
const postA = settings("post-a", "~1a/POST");

/** The gateway with this body and settings of single methods instead of those of every method. */
const separately = (body: Json, entries: readonly Declared[], more: readonly Declared[] = []) =>
    gatewayStack({ api: { props: { body } }, "every-method": null, stock: null }, [...entries, ...more]);

const withoutLimit = (resources: readonly Declared[]): string => {
    const [finding, ...others] = ofStage(resources);
    assert.deepEqual(others, []);
    assert.match(
        finding?.message ?? "",
        /: stage "Test" has no MethodSettings for \*\/\*, so it has no limit of its own/,
    );
    return finding?.message ?? "";
};
const isDecided = (message: string) => assert.match(message, /\nExpected: a throttle for every method of the stage\./);
const isUndecided = (message: string, cause: RegExp) => {
    assert.match(message, /; the rule is undecided\.\nDecided by: /);
    assert.match(message, cause);
};

describe("R3 of a stage without settings for every method", () => {
    it("holds if each operation has settings, or calls no backend", () => {
        const mock = { options: { "x-amazon-apigateway-integration": { type: "mock" } } };
        assert.deepEqual(ofStage(separately(bodyOf({ "/a": { ...write, ...mock } }), [postA])), []);
    });

    it("is broken if an operation has no settings, or if there is no operation", () => {
        isDecided(withoutLimit(separately(bodyOf({ "/a": write, "/b": write }), [postA])));
        isDecided(withoutLimit(separately(bodyOf({}), [postA])));
        isDecided(withoutLimit(separately(null, [postA])));
    });

    it("is undecided by a body that is not known, unless it has no settings at all", () => {
        isUndecided(
            withoutLimit(separately(unknown, [postA])),
            /Decided by: the value of body, [^\n]*\(RestApi "api"\)/,
        );
        isDecided(withoutLimit(separately(unknown, [])));
    });

    it("is broken by a body that cannot be read, whatever the Methods beside it have", () => {
        const beside = method("beside", { httpMethod: "POST" }, { resourceId: ["api"] });
        const ofRoot = settings("of-root", "/POST");
        for (const body of ["not a definition", 7]) isDecided(withoutLimit(separately(body, [ofRoot], [beside])));
        assert.deepEqual(ofStage(separately(null, [ofRoot], [beside])), []);
    });

    it("is undecided by settings whose path or stage is not known", () => {
        const body = bodyOf({ "/a": write, "/b": write });
        isUndecided(
            withoutLimit(separately(body, [settings("late", unknown)])),
            /Decided by: the value of methodPath, [^\n]*\(MethodSettings "late"\)/,
        );
        const elsewhere = { ...settings("late", "*/*"), from: { restApi: ["api"] } };
        isUndecided(
            withoutLimit(
                separately(body, [postA, { ...elsewhere, props: { ...elsewhere.props, stageName: unknown } }]),
            ),
            /Decided by: the value of stageName, [^\n]*\(MethodSettings "late"\)/,
        );
    });

    describe("that serves two APIs", () => {
        const both = (first: Json, second: Json) =>
            gatewayStack(
                {
                    api: { props: { body: first } },
                    "every-method": null,
                    stock: null,
                    stage: { from: { restApi: ["api", "other"], deployment: ["deployment"] } },
                },
                [part("RestApi", "other", { body: second }), postA],
            );

        it("holds if the operations of both have settings", () =>
            assert.deepEqual(ofStage(both(bodyOf({ "/a": write }), bodyOf({ "/a": write }))), []));

        it("is broken if one of them has operations without settings, or none", () => {
            for (const paths of [{ "/b": write }, {}]) {
                isDecided(withoutLimit(both(bodyOf({ "/a": write }), bodyOf(paths))));
                isDecided(withoutLimit(both(bodyOf(paths), bodyOf({ "/a": write }))));
            }
        });
    });
});
