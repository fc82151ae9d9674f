import assert from "node:assert/strict";
import { problemsOf, validSettings } from "../example";
import { httpStack, withEdge, withHttpApi } from "./http-stack";

const oneProblem = (settings: object): string => {
    const problems = problemsOf({ ...settings });
    assert.equal(problems.length, 1, problems.join("\n"));
    return problems[0] ?? "";
};

describe("the settings of a distribution in front of an HTTP API", () => {
    it("are a client certificate, a name that requires it, and the seconds of the cache", () => {
        assert.deepEqual(problemsOf(withEdge()), []);
        assert.deepEqual(problemsOf(withEdge({ httpCacheSeconds: undefined })), []);
    });

    const rejected: readonly [changes: object, problem: RegExp][] = [
        [{ lock: "off" }, /edge\.lock: got "off", want mutualTls, as AWS WAF/],
        [{ clientCertificateArn: undefined }, /edge\.clientCertificateArn: got nothing, want a certificate by which/],
        [{ cacheSeconds: 60 }, /edge\.cacheSeconds: got 60, want `httpCacheSeconds` in front of an HTTP API/],
        [{ originSecretVersion: 2 }, /edge\.originSecretVersion: got 2, want no such key with `lock: mutualTls`/],
        [{ basePaths: { Test: "api" } }, /edge\.basePaths: got .*, want no such key without stages/],
        [{ name: "api.example.com" }, /httpApi\.domain\.name: got "api\.example\.com", want another name/],
    ];
    for (const [changes, problem] of rejected)
        it(`reject ${JSON.stringify(changes)}`, () => {
            assert.match(oneProblem(withEdge(changes)), problem);
        });

    it("need a name that requires a certificate, and no other way to the API", () => {
        const { edge } = withEdge();
        const { domain } = withEdge().httpApi as unknown as { domain: { mutualTls?: object } };
        assert.deepEqual(problemsOf({ ...withHttpApi({}), edge }).length, 2);
        const named = withHttpApi({ domain: { ...domain, mutualTls: undefined }, defaultEndpoint: "disabled" });
        assert.match(oneProblem({ ...named, edge }), /httpApi\.domain\.mutualTls: got nothing, want a name with/);
        const open = withHttpApi({ domain });
        assert.match(oneProblem({ ...open, edge }), /httpApi\.defaultEndpoint: got "enabled", want disabled beside/);
    });

    it("are not for a stack that has a REST API too", () => {
        const { edge, httpApi, plans } = withEdge();
        const apis = { ...httpStack.apis, ...validSettings.apis };
        const message = oneProblem({ ...validSettings, apis, httpApi, plans, edge });
        assert.match(message, /apis\.pictures\.publishedBy: got "rest", want http beside `gatehouse:edge`/);
    });

    it("have no seconds of the HTTP API's cache in front of a REST API", () => {
        const edge = { name: "www.example.com", hostedZone: "example.com", httpCacheSeconds: 60 };
        assert.match(
            oneProblem({ ...validSettings, edge }),
            /edge\.httpCacheSeconds: got 60, want no such key without/,
        );
    });
});
