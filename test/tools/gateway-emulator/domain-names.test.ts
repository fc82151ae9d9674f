import assert from "node:assert/strict";
import { greeting } from "../../../tools/cli/serve/greeting";
import type { StateResource } from "../../../tools/cloud-simulator/state/state-resource";
import { behindDomainName } from "../../../tools/gateway-emulator/request/domain-names";
import { readDomainNames } from "../../../tools/gateway-emulator/state/read-domain-names";
import { bench, sampleApi, wire } from "./sample-api";

const domains = { "api.shop.dev": { "": "Live", test: "Test", "test/v2": "Next" } };

describe("a domain name of the API", () => {
    function urlOf(url: string, host = "api.shop.dev"): string | undefined {
        const headers = [["Host", host]] as const;
        const request = { method: "GET", url, headers, body: Buffer.alloc(0), sourceIp: "192.0.2.1" };
        return behindDomainName(request, domains)?.url;
    }

    it("leads to the stage of the longest path that matches, with the rest of the URL as it is", () => {
        assert.deepEqual(
            ["/", "/pictures?x=%2F", "/test", "/test/pictures/1", "/tests/1", "/test/v2/pictures", "/test?a"].map(
                (url) => urlOf(url),
            ),
            [
                "/Live/",
                "/Live/pictures?x=%2F",
                "/Test",
                "/Test/pictures/1",
                "/Live/tests/1",
                "/Next/pictures",
                "/Test?a",
            ],
        );
    });

    it("is the host in any case and with any port, and no other host", () => {
        assert.equal(urlOf("/test/a", "API.shop.dev:8080"), "/Test/a");
        for (const host of ["127.0.0.1:8080", "shop.dev", "constructor"])
            assert.equal(urlOf("/test/a", host), "/test/a");
    });

    it("serves its stages, and returns 403 where no path is mapped", async () => {
        const api = sampleApi({ domains: { "api.shop.dev": { v1: "Test" } } });
        const { send } = bench(api);
        const headers = { host: "api.shop.dev", "x-api-key": "key-of-web" };
        assert.equal(
            wire(await send("GET", "/v1/pictures", headers)),
            wire(await send("GET", "/Test/pictures", { "x-api-key": "key-of-web" })),
        );
        assert.equal(wire(await send("GET", "/v1/pictures", { host: "api.shop.dev" })), '403 {"message":"Forbidden"}');
        for (const url of ["/Test/pictures", "/pictures", "/"])
            assert.equal(wire(await send("GET", url, headers)), '403 {"message":"Forbidden"}', url);
    });

    it("is read from the mappings of this API, of either kind", () => {
        const mapping = (type: string, outputs: object): StateResource => ({
            urn: `urn:${type}`,
            type,
            id: "m",
            outputs: { ...outputs },
        });
        const newer = "aws:apigatewayv2/apiMapping:ApiMapping";
        const resources = [
            mapping(newer, { domainName: "a.dev", apiId: "api1", stage: "Live" }),
            mapping(newer, { domainName: "a.dev", apiId: "api1", stage: "Test", apiMappingKey: "test" }),
            mapping(newer, { domainName: "a.dev", apiId: "other", stage: "Test", apiMappingKey: "other" }),
            mapping("aws:apigateway/basePathMapping:BasePathMapping", {
                domainName: "b.dev",
                restApi: "api1",
                stageName: "Test",
                basePath: "v1",
            }),
        ];
        assert.deepEqual(readDomainNames(resources, "api1"), {
            "a.dev": { "": "Live", test: "Test" },
            "b.dev": { v1: "Test" },
        });
    });

    it("is in the introduction of the local gateway", () => {
        const text = greeting({ api: sampleApi({ domains }) }, "dev", "http://127.0.0.1:8080");
        assert.match(
            text,
            /Below the domain name, with -H 'Host: api\.shop\.dev':\n {2}Live +http:\/\/127\.0\.0\.1:8080\n {2}Test +http:\/\/127\.0\.0\.1:8080\/test\n/,
        );
        assert.doesNotMatch(greeting({ api: sampleApi() }, "dev", "http://127.0.0.1:8080"), /domain name/);
    });
});
