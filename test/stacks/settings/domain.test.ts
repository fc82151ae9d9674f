import assert from "node:assert/strict";
import { basePathsOf } from "../../../stacks/settings/domain/base-paths";
import { isInZone, isZoneId } from "../../../stacks/settings/domain/zone-names";
import { parseSettings } from "../../../stacks/settings/parse-settings";
import { settingsWarnings } from "../../../stacks/settings/warnings";
import { problemsOf, validSettings } from "./example";

const own = { name: "api.shop.dev", hostedZone: "shop.dev" };
const stages = { Live: {}, Test: {} };
const on = (changes: object) => ({ ...validSettings, stages, domain: { ...own, ...changes } });
const arn = (region: string) => `arn:aws:acm:${region}:270727272727:certificate/0f1e2d3c-4b5a-6978`;

describe("the settings of the domain name", () => {
    it("need a name and its zone only", () => {
        const { domain } = parseSettings(on({}));
        assert.deepEqual(domain, {
            ...own,
            tlsPolicy: "TLS_1_2",
            basePaths: {},
            checkDelegation: true,
            defaultEndpoint: "disabled",
        });
        assert.equal(parseSettings(validSettings).domain, undefined);
    });

    it("accept a zone's own name, a zone by its id, a given certificate, base paths and mutual TLS", () => {
        for (const changes of [
            { name: "shop.dev" },
            { name: "a.b.shop.dev" },
            { hostedZone: "Z0123456789ABCDEFGHIJ", name: "api.elsewhere.io" },
            { certificateArn: arn("eu-central-1") },
            { certificateArn: arn("eu-central-1"), name: `${"a".repeat(63)}.shop.dev` },
            { basePaths: { Live: "/", Test: "try/v1" } },
            { basePaths: { Live: "test", Test: "/" } },
            { mutualTls: { truststore: "s3://shop-clients/ca.pem", version: "3" } },
            { tlsPolicy: "SecurityPolicy_TLS13_1_3_2025_09" },
            { defaultEndpoint: "enabled" },
        ])
            assert.deepEqual(problemsOf(on(changes), "eu-central-1"), [], JSON.stringify(changes));
    });

    it("are not compared with stages that are not valid by themselves", () => {
        const found = problemsOf({ ...on({ basePaths: { Live: "/" } }), stages: { Live: { throttle: 1 } } });
        assert.deepEqual(
            found.filter((problem) => problem.startsWith("gatehouse:domain")),
            [],
        );
        assert.notDeepEqual(found, []);
    });

    const problems: readonly [changes: object, problem: string | RegExp][] = [
        [{ name: "Api.shop.dev" }, 'name: got "Api.shop.dev", want a DNS name in lower case such as api.example.com'],
        [{ name: "*.shop.dev" }, /^name: got "\*\.shop\.dev", want a DNS name/],
        [{ name: "shop.dev." }, /^name: got "shop\.dev\.", want a DNS name/],
        [
            { name: "api.myshop.dev" },
            'name: got "api.myshop.dev", want a name in the hosted zone, such as api.shop.dev',
        ],
        [{ name: `${"a".repeat(63)}.shop.dev` }, /^name: got "a+…", want at most 64 characters, as ACM/],
        [
            { hostedZone: "z0123" },
            'hostedZone: got "z0123", want the name or the id of a hosted zone such as example.com or Z0123456789ABCDEFGHIJ',
        ],
        [{ certificateArn: "api" }, /^certificateArn: got "api", want the ARN of a certificate such as arn:aws:acm/],
        [
            { certificateArn: arn("us-east-1") },
            /^certificateArn: got ".*", want a certificate in eu-central-1, the region of the stack's domain name$/,
        ],
        [{ tlsPolicy: "TLS_1_3" }, /^tlsPolicy: got "TLS_1_3", want one of TLS_1_0, TLS_1_2, SecurityPolicy_/],
        [
            { tlsPolicy: "TLS_1_0", mutualTls: { truststore: "s3://shop/ca.pem" } },
            'tlsPolicy: got "TLS_1_0", want TLS_1_2 with mutualTls, as API Gateway has no mutual TLS with another one',
        ],
        [{ mutualTls: { truststore: "ca.pem" } }, /^mutualTls\.truststore: got "ca\.pem", want the URI of an object/],
        [
            { basePaths: { Next: "v2" } },
            'basePaths.Next: got "v2", want no such key, or the name of a stage: Live, Test',
        ],
        [{ basePaths: { Live: "/v1" } }, /^basePaths\.Live: got "\/v1", want a path such as v1 or shop\/v1, without/],
        [{ basePaths: { Live: "v1/.." } }, /^basePaths\.Live: got "v1\/\.\.", want a path such as v1/],
        [{ basePaths: { Live: "v1/" } }, /^basePaths\.Live: got "v1\/", want a path such as v1/],
        [
            { basePaths: { Live: "test" } },
            'basePaths.Test: got "test", want another base path than that of stage "Live"',
        ],
        [
            { basePaths: { Live: "ping" } },
            /^basePaths\.Live: got "ping", want another one, as API Gateway keeps \/ping/,
        ],
        [
            { basePaths: { Live: "shop/v1" }, tlsPolicy: "TLS_1_0" },
            'basePaths.Live: got "shop/v1", want a path without a slash, as a domain name with TLS_1_0 has no others',
        ],
        [{ defaultEndpoint: "off" }, 'defaultEndpoint: got "off", want one of disabled, enabled'],
    ];
    for (const [changes, problem] of problems) {
        it(`are rejected with ${JSON.stringify(changes)}`, () => {
            const [first = "", ...others] = problemsOf(on(changes), "eu-central-1");
            assert.deepEqual(others, []);
            const words = first.replace(/^gatehouse:domain\./, "");
            if (typeof problem === "string") assert.equal(words, problem);
            else assert.match(words, problem);
        });
    }

    it("are rejected with all of their problems at once", () => {
        const wrong = { name: "api.other.dev", certificateArn: arn("us-east-1"), basePaths: { Next: "v2" } };
        assert.equal(problemsOf(on(wrong), "eu-central-1").length, 3);
    });

    it("are rejected if the root hides an API behind API Gateway's health check", () => {
        const apis = { ping: validSettings.apis.pictures };
        const settings = { ...on({ basePaths: { Live: "/" } }), apis };
        assert.match(problemsOf(settings).join(), /^gatehouse:domain\.basePaths\.Live: got "\/", .* keeps \/ping/);
        assert.deepEqual(problemsOf({ ...on({}), apis }), []);
    });

    it("are rejected if the path of a stage is that of an API of another one", () => {
        const hidden = (basePaths: object) => problemsOf(on({ basePaths })).join();
        const want = /want another one, as another stage's hides API "pictures" of this stage$/;
        assert.match(hidden({ Live: "/", Test: "pictures" }), want);
        assert.match(hidden({ Live: "/", Test: "pictures/v2" }), want);
        assert.match(hidden({ Live: "shop", Test: "shop/pictures" }), want);
        assert.equal(hidden({ Live: "/", Test: "pictures2" }), "");
        assert.equal(hidden({ Live: "shop", Test: "pictures" }), "");
    });

    it("are warned of if the default endpoint goes round mutual TLS", () => {
        const mutualTls = { truststore: "s3://shop/ca.pem" };
        const warnings = (changes: object) => {
            const settings = parseSettings(on(changes));
            return settingsWarnings(
                {},
                { domain: settings.domain, cluster: undefined, network: undefined },
                "2026-11-29",
            );
        };
        assert.deepEqual(warnings({ mutualTls }), []);
        assert.match(warnings({ mutualTls, defaultEndpoint: "enabled" }).join(), /clients without a certificate call/);
    });

    it("are warned of if a function gets the base path of a stage, which its API does not know", () => {
        const warnings = (runsOn: string) => {
            const image = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/pictures:1";
            const basePaths = { Live: "/", Test: "try/v1" };
            const settings = parseSettings({ ...on({ basePaths }), apis: { pictures: { image, port: 5075, runsOn } } });
            return settingsWarnings({}, settings, "2026-11-29").filter((line) => line.startsWith("gatehouse:domain"));
        };
        assert.deepEqual(warnings("fargate"), []);
        const [first = "", ...others] = warnings("lambda");
        assert.match(first, /^gatehouse:domain\.basePaths\.Test: got "try\/v1", .* gets \/try\/v1\/pictures\/… there/);
        assert.deepEqual(others, []);
    });

    it("keep the base path of a stage when another one comes", () => {
        assert.deepEqual(basePathsOf({}, ["Live"]), { Live: "live" });
        assert.deepEqual(basePathsOf({ Live: "/" }, ["Live", "Test"]), { Live: "", Test: "test" });
    });
});

describe("names and ids of hosted zones", () => {
    it("are told apart by their case", () => {
        assert.deepEqual(["Z1", "Z0123456789ABCDEFGHIJ", "z1.dev", "shop.dev", "ZOO.dev"].map(isZoneId), [
            true,
            true,
            false,
            false,
            false,
        ]);
    });

    it("contain their own name and those below it", () => {
        assert.deepEqual(
            ["shop.dev", "a.b.shop.dev", "myshop.dev", "dev"].map((name) => isInZone(name, "shop.dev")),
            [true, true, false, false],
        );
    });
});
