import assert from "node:assert/strict";
import { ignoring, part } from "../../corpus/gateway/parts";
import { gatewayStack, goodSettings } from "../../corpus/gateway/stack";
import { type Declared, type Json, unknown } from "../../engine";
import { Program } from "../../program";
import { messagesOf, only } from "../findings-of";

const said = (resources: readonly Declared[]): string[] => messagesOf("r2-", resources);
const cachedIn = (resources: readonly Declared[]): number => Program.of(resources).counts()["r2 cached"] ?? 0;

describe("R2 of a stage's cache", () => {
    const stageWith = (cacheClusterEnabled: Json, cacheClusterSize: Json) =>
        gatewayStack({ stage: { props: { cacheClusterEnabled, cacheClusterSize } } });

    it("is broken without one, whatever is not known of it", () => {
        const cases: readonly (readonly [Json, Json])[] = [
            [false, "0.5"],
            [false, unknown],
            [null, unknown],
            [unknown, null],
            [true, null],
            [true, "0.7"],
        ];
        for (const [enabled, size] of cases)
            assert.match(
                only(said(stageWith(enabled, size))),
                /^Stage "stage": cacheClusterEnabled is [^\n]* so every GET reaches the backend\.\nExpected: a stage with a cache\./,
            );
    });

    it("is undecided while only its size, or whether there is one, is not known", () => {
        assert.match(only(said(stageWith(true, unknown))), /^Stage "stage": cacheClusterSize is not known at preview/);
        assert.match(only(said(stageWith(unknown, "0.5"))), /^Stage "stage": cacheClusterEnabled is not known/);
    });

    it("is not counted as the cache of an operation if it is broken", () => {
        assert.equal(cachedIn(gatewayStack()), 2);
        assert.equal(cachedIn(stageWith(false, "0.5")), 0);
        assert.equal("r2 cached" in Program.of(stageWith(false, "0.5")).counts(), false);
    });

    it("is broken by ignored changes of the cache, and of nothing else", () => {
        for (const property of ["cacheClusterEnabled", "cacheClusterSize", "canarySettings"])
            assert.match(only(said(ignoring(gatewayStack(), "stage", property))), new RegExp(`"${property}"`));
        assert.deepEqual(said(ignoring(gatewayStack(), "stage", "description")), []);
    });
});

describe("R2 of the settings of a method", () => {
    const every = (changes: { readonly [key: string]: Json }) =>
        gatewayStack({ "every-method": { props: { settings: { ...goodSettings, ...changes } } } });

    it("keeps a response for an hour at most", () => {
        assert.deepEqual(said(every({ cacheTtlInSeconds: 3600 })), []);
        assert.match(only(said(every({ cacheTtlInSeconds: 3601 }))), /: settings\.cacheTtlInSeconds is 3601\./);
    });

    it("is broken by ignored changes of what makes an operation cached, and of nothing else", () => {
        const ignored = (property: string) => said(ignoring(gatewayStack(), "every-method", property));
        for (const property of [
            "settings.cachingEnabled",
            "settings.cacheTtlInSeconds",
            "settings.requireAuthorizationForCacheControl",
            "methodPath",
            "restApi",
            "stageName",
        ])
            assert.match(only(ignored(property)), new RegExp(`ignoreChanges contains "${property}"`));
        assert.deepEqual(ignored("settings.loggingLevel"), []);
    });

    it("is not counted if the operation is not cached", () => {
        assert.equal(cachedIn(every({ cachingEnabled: false })), 0);
        assert.equal(cachedIn(gatewayStack({ "every-method": null })), 0);
    });
});

describe("R2 of a stage of no API", () => {
    it("is broken if it names none, and undecided while it names one outside the stack", () => {
        const ofLoose = (props: { readonly [key: string]: Json }) =>
            only(said([part("Stage", "loose", { deployment: "abc", stageName: "Test", ...props })]));
        assert.match(
            ofLoose({}),
            /^Stage "loose": restApi does not resolve to a RestApi of this stack[^\n]*\nExpected: a stage of an API that this program declares\./,
        );
        assert.match(ofLoose({ restApi: "xyz" }), /undecided\.\nDecided by: the resource that restApi names/);
    });
});
