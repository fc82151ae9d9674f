import assert from "node:assert/strict";
import { edgePathsOf, sitePathOf } from "../../../../stacks/settings/edge/base-paths";
import { parseSettings } from "../../../../stacks/settings/parse-settings";
import { settingsWarnings } from "../../../../stacks/settings/warnings";
import { problemsOf, validSettings } from "../example";

const own = { name: "www.shop.dev", hostedZone: "shop.dev" };
const stages = { Live: {}, Test: {} };
const on = (changes: object, others: object = {}) => ({
    ...validSettings,
    stages,
    edge: { ...own, ...changes },
    ...others,
});
const clientCertificateArn = "arn:aws:acm:us-east-1:270727272727:certificate/0f1e2d3c-4b5a-6978";
const truststore = "s3://shop-clients/ca.pem";
const domain = { name: "origin.shop.dev", hostedZone: "shop.dev" };
const mutual = { lock: "mutualTls", clientCertificateArn };
const endpoint = (value: object) => ({ gateway: { endpoint: value } });

describe("the settings of the edge", () => {
    it("need a name and its zone only", () => {
        const { edge } = parseSettings(on({}));
        assert.deepEqual(
            [
                edge?.lock,
                edge?.cacheSeconds,
                edge?.priceClass,
                edge?.originSecretVersion,
                edge?.accessLog,
                edge?.aliases,
            ],
            ["secret", 0, "all", 1, true, []],
        );
        assert.equal(edge?.securityHeaders.hstsDays, 365);
        assert.equal(parseSettings(validSettings).edge, undefined);
    });

    it("accept the zone's own name, further names, paths, countries, and each lock with what it needs", () => {
        for (const settings of [
            on({ name: "shop.dev", aliases: ["www.shop.dev"] }),
            on({ hostedZone: "Z0123456789ABCDEFGHIJ", name: "www.elsewhere.io" }),
            on({ basePaths: { Live: "api", Test: "api/test" } }),
            on({ countries: { block: ["DE"] } }),
            on({ lock: "off" }),
            on({ name: `${"a".repeat(63)}.shop.dev`, certificateArn: clientCertificateArn }),
            on({}, { domain }),
            on(mutual, { domain: { ...domain, mutualTls: { truststore } } }),
            on({}, endpoint({ securityPolicy: "SecurityPolicy_TLS13_1_2_2021_06" })),
        ])
            assert.deepEqual(problemsOf(settings, "eu-central-1"), [], JSON.stringify(settings));
    });

    const problems: readonly [settings: ReturnType<typeof on>, problem: RegExp][] = [
        [on({ name: "www.other.dev" }), /^gatehouse:edge\.name: got "www\.other\.dev", want a name in the hosted zone/],
        [on({ aliases: ["a.other.dev"] }), /^gatehouse:edge\.aliases\.0: got "a\.other\.dev", want a name in the/],
        [
            on({ aliases: ["www.shop.dev"] }),
            /aliases\.0: got "www\.shop\.dev", want a name that the distribution does not/,
        ],
        [
            on({ aliases: ["a.shop.dev", "a.shop.dev"] }),
            /aliases\.1: .* want a name that the distribution does not have/,
        ],
        [
            on({}, { domain: { ...domain, name: own.name } }),
            /edge\.name: .* want another name than that of `gatehouse:domain`/,
        ],
        [
            on({ aliases: [domain.name] }, { domain }),
            /edge\.aliases\.0: got "origin\.shop\.dev", want another name than that of/,
        ],
        [on({ name: `${"a".repeat(63)}.shop.dev` }), /edge\.name: .* want at most 64 characters/],
        [
            on({ aliases: Array.from({ length: 100 }, (_, index) => `n${index}.shop.dev`) }),
            /edge\.aliases: got 100 names, want at most 99/,
        ],
        [on({ countries: {} }), /edge\.countries: got .*, want either allow or block/],
        [on({ countries: { allow: ["DE"], block: ["FR"] } }), /edge\.countries: got .*, want either allow or block/],
        [on({ countries: { allow: [] } }), /edge\.countries\.allow: .* want at least one country/],
        [on({ countries: { block: [] } }), /edge\.countries\.block: .* want at least one country/],
        [
            on({ countries: { allow: ["DE", "FR", "DE"] } }),
            /edge\.countries\.allow\.2: got "DE", want each country once/,
        ],
        ...["..", "api/..", "./api", "api/../v1"].map((path): [ReturnType<typeof on>, RegExp] => [
            on({ basePaths: { Live: path } }),
            /edge\.basePaths\.Live: got .*, want a path such as api/,
        ]),
        [
            on({ securityHeaders: { contentSecurityPolicy: " " } }),
            /securityHeaders\.contentSecurityPolicy: got " ", want the value of a/,
        ],
        [on({ clientCertificateArn }), /edge\.clientCertificateArn: .* want no such key without `lock: mutualTls`/],
        [on({}, { domain: { ...domain, mutualTls: { truststore } } }), /edge\.lock: got "secret", want mutualTls/],
        [
            on({ lock: "off" }, { domain: { ...domain, mutualTls: { truststore } } }),
            /edge\.lock: got "off", want mutualTls/,
        ],
        [on(mutual), /edge\.lock: got "mutualTls", want secret, or `gatehouse:domain` with `mutualTls`/],
        [on(mutual, { domain }), /edge\.lock: got "mutualTls", want secret, or `gatehouse:domain` with `mutualTls`/],
        [
            on({ lock: "mutualTls" }, { domain: { ...domain, mutualTls: { truststore } } }),
            /edge\.clientCertificateArn: got nothing, want a certificate for clients/,
        ],
        [
            on(mutual, { domain: { ...domain, mutualTls: { truststore }, defaultEndpoint: "enabled" } }),
            /domain\.defaultEndpoint: got "enabled", want disabled with `gatehouse:edge\.lock: mutualTls`/,
        ],
        [
            on({ ...mutual, originSecretVersion: 2 }, { domain: { ...domain, mutualTls: { truststore } } }),
            /edge\.originSecretVersion: got 2, want no such key with `lock: mutualTls`/,
        ],
        [
            on({}, endpoint({ type: "edge" })),
            /gateway\.endpoint\.type: got "edge", want regional beside `gatehouse:edge`/,
        ],
        [on({}, endpoint({ type: "private" })), /gateway\.endpoint\.type: got "private", want regional beside/],
        [
            on({}, endpoint({ securityPolicy: "SecurityPolicy_TLS13_1_3_2025_09" })),
            /gateway\.endpoint\.securityPolicy: .* want a policy that accepts TLS 1\.2/,
        ],
        [
            on({}, { domain: { ...domain, tlsPolicy: "SecurityPolicy_TLS13_1_3_FIPS_2025_09" } }),
            /domain\.tlsPolicy: .* want a policy that accepts TLS 1\.2/,
        ],
        [
            on({ basePaths: { Next: "api" } }),
            /edge\.basePaths\.Next: got "api", want no such key, or the name of a stage/,
        ],
        [
            on({ basePaths: { Test: "api/live" } }),
            /edge\.basePaths\.Test: .* want another path than that of stage "Live"/,
        ],
        [
            on({ basePaths: { Live: "api", Test: "api/pictures" } }),
            /edge\.basePaths\.Live: got "api", want another one, as another stage's hides API "pictures"/,
        ],
        [
            on({}, { stages: Object.fromEntries(Array.from({ length: 75 }, (_, index) => [`S${index}`, {}])) }),
            /gatehouse:stages: got 75 stages, want at most 74 stages beside/,
        ],
        [
            on(
                {
                    basePaths: Object.fromEntries(
                        Array.from({ length: 60 }, (_, index) => [`S${index}`, `${"p".repeat(180)}${index}`]),
                    ),
                },
                { stages: Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`S${index}`, {}])) },
            ),
            /edge\.basePaths: got \d+ characters, want at most 9200/,
        ],
        [
            on({}, { site: { build: "app/page", stage: "Next" } }),
            /site\.stage: got "Next", want the name of a stage: Live, Test/,
        ],
    ];

    for (const [settings, problem] of problems)
        it(`are rejected: ${problem.source.slice(0, 90)}`, () => {
            const found = problemsOf(settings, "eu-central-1");
            assert.equal(found.length, 1, found.join("\n"));
            assert.match(found[0] ?? "", problem);
        });

    it("are rejected in a partition that has no us-east-1", () => {
        for (const region of ["cn-north-1", "us-gov-west-1", "us-iso-east-1", "us-isob-east-1", "eusc-de-east-1"])
            assert.deepEqual(problemsOf(on({}), region), [
                `gatehouse:edge: got a map, want none in ${region}, whose partition has no us-east-1, where CloudFront has its certificates and logs`,
            ]);
        for (const region of ["us-east-1", "us-west-2", undefined]) assert.deepEqual(problemsOf(on({}), region), []);
    });

    it("are not compared with sections that are not valid by themselves", () => {
        const found = problemsOf(
            on(mutual, { domain: { ...domain, tlsPolicy: "none" }, stages: { Live: { throttle: 1 } } }),
        );
        assert.deepEqual(
            found.filter((problem) => problem.startsWith("gatehouse:edge")),
            [],
        );
        assert.notDeepEqual(found, []);
    });

    it("warn of a lock that is off, of signed calls, and of a resource policy by address", () => {
        const warnings = (settings: object) =>
            settingsWarnings({}, parseSettings(settings as Record<string, unknown>), "2026-11-30").filter((each) =>
                each.includes("gatehouse:edge"),
            );
        assert.deepEqual(warnings(on({})), []);
        assert.match(
            warnings(on({ lock: "off" })).join(),
            /^gatehouse:edge\.lock: got "off", so callers reach the APIs/,
        );
        const policy = { gateway: { resourcePolicy: { allow: { cidrBlocks: ["18.184.0.0/16"] } } } };
        assert.match(warnings(on({}, policy)).join(), /^gatehouse:gateway\.resourcePolicy: got cidrBlocks beside/);
        const authorizers = { partners: { type: "iam" } };
        assert.match(
            warnings(on({}, { authorizers })).join(),
            /^gatehouse:authorizers\.partners: got type "iam" beside/,
        );
    });
});

describe("warnings of a page that calls other hosts", () => {
    const photos = { runsOn: "gateway", photoPipeline: {}, webSocket: { key: "subprotocol" } };
    const stack = (
        contentSecurityPolicy: string | undefined,
        api: object = photos,
        site: object = { build: "app/page" },
    ) =>
        on(contentSecurityPolicy === undefined ? {} : { securityHeaders: { contentSecurityPolicy } }, {
            apis: { photos: api },
            ...("build" in site && { site }),
        });
    const warnings = (settings: object) =>
        settingsWarnings({}, parseSettings(settings as Record<string, unknown>), "2026-11-30").filter((each) =>
            each.includes("contentSecurityPolicy"),
        );

    it("name what a policy of the settings keeps it from calling", () => {
        assert.match(
            warnings(stack("default-src 'self'; img-src *; frame-ancestors 'none'")).join(),
            /^gatehouse:edge\.securityHeaders\.contentSecurityPolicy: got "default-src 'self'; .*its bucket and its WebSocket API for API "photos"/,
        );
        assert.match(
            warnings(stack("connect-src 'self' data:; default-src *", { runsOn: "gateway", webSocket: {} })).join(),
            /from calling its WebSocket API for API "photos"/,
        );
    });

    it("are not there if the policy names another host or none, by default, or without a site or such an API", () => {
        for (const settings of [
            stack(undefined),
            stack("img-src 'self'"),
            stack("default-src 'self'; Connect-Src 'self' https://*.s3.eu-central-1.amazonaws.com"),
            stack("default-src https:"),
            stack("default-src 'self'", { runsOn: "gateway" }),
            stack("default-src 'self'", photos, {}),
        ])
            assert.deepEqual(warnings(settings), [], JSON.stringify(settings.edge));
    });
});

describe("the paths of the edge", () => {
    it("are below api by default", () => {
        assert.deepEqual(edgePathsOf({ Live: "v1" }, ["Live", "Test"]), { Live: "v1", Test: "api/test" });
    });

    it("lead the site to the stage of its setting, or to that with the shortest path", () => {
        const paths = { Live: "api/live", Test: "api/test", Next: "api" };
        assert.equal(sitePathOf(paths, undefined), "api");
        assert.equal(sitePathOf(paths, "Test"), "api/test");
        assert.equal(sitePathOf({ Test: "api/test", Live: "api/live" }, undefined), "api/live");
    });
});
