import assert from "node:assert/strict";
import { program } from "../../stacks/program";
import { projectFolder, readStack } from "../../tools/cli/project/project";
import type { Rehearsal } from "../../tools/cli/rehearsal/rehearsal";
import { runScenario } from "../../tools/cli/rehearsal/run-scenario";
import { bringUp, requireRestApi } from "../../tools/cli/serve/bring-up";
import { LocalGateway } from "../../tools/cli/serve/local-gateway";
import { awsTypes } from "../../tools/cloud-simulator/aws/resource-types";
import { documentation } from "../../tools/cloud-simulator/resources/resource-type";
import type { StateResource } from "../../tools/cloud-simulator/state/state-resource";
import { parseUrn } from "../../tools/cloud-simulator/state/urn";
import {
    assertHolds,
    itFindsMistakes,
    labelledEdges,
    operationsWithoutKey,
    previewWithReport,
} from "./previewed-stack";
import { assertNothingServingReplaced, assertPassed, dependenciesOf, makeEdits, silent } from "./rehearsed-stack";

const [domainType, mappingType, recordType] = [
    "aws:apigateway/domainName:DomainName",
    "aws:apigatewayv2/apiMapping:ApiMapping",
    "aws:route53/record:Record",
];
const restApiType = "aws:apigateway/restApi:RestApi";
const path = (...keys: string[]) => ["gatehouse:domain", ...keys];

describe("the example stack with a domain name", function () {
    this.timeout(20 * 60_000);

    const example = readStack({ name: "domain", file: "stacks/examples/Pulumi.domain.yaml" });
    const play = (run: (rehearsal: Rehearsal) => Promise<void>, stack = example) =>
        runScenario({
            scenario: { name: "domain", statement: "A domain name changes without an outage.", run },
            stack,
            program: async (folder) => program(folder),
            progress: silent,
        });

    let previewed: Awaited<ReturnType<typeof previewWithReport>>;
    before(async () => {
        previewed = await previewWithReport(example);
    });

    it("holds at the first preview, with preset strict", () => {
        const { result } = previewed;
        assertHolds(result);
        // For these, the simulated cloud replaces what the provider would replace.
        const unread = result.resources.filter(({ type }) => awsTypes[type]?.source === documentation);
        assert.deepEqual(unread, []);
        const names = (type: string) =>
            result.resources
                .filter((each) => each.type === type)
                .map(({ name }) => name)
                .sort();
        assert.deepEqual(names(mappingType), ["/", "/test"]);
        assert.deepEqual(names(recordType), [
            "gatehouse-domain-A",
            "gatehouse-domain-AAAA",
            "gatehouse-domain-validation",
        ]);
    });

    it("is drawn in a report behind its name, which costs nothing by itself", () => {
        const { report } = previewed;
        const edges = labelledEdges(report);
        const name = "domain name, api.example.com, / → Live, /test → Test";
        assert.deepEqual(edges[0], ["clients, by API key, web", name]);
        const isStage = (to = "") => to.startsWith("stage ");
        assert.deepEqual(
            edges.filter(([, to]) => isStage(to)).map(([from, to]) => [from, to?.split(",")[0]]),
            [
                [name, "stage Live"],
                [name, "stage Test"],
            ],
        );
        assert.doesNotMatch(report.cost.notEstimated.join(), /aws:|domain|zone,/);
        assert.deepEqual(
            report.cost.fixed.map(({ what }) => what).filter((what) => /cache|domain|certificate|record/.test(what)),
            ["cache of 0.5 GB, stage Live", "cache of 0.5 GB, stage Test"],
        );
    });

    it("is served on localhost below its name: 403 without a key; with one 200, at the base path of each stage", async () => {
        const { signal } = new AbortController();
        const servable = await bringUp(example, projectFolder, silent, signal);
        const api = requireRestApi(servable);
        assert.deepEqual(api.domains, { "api.example.com": { "": "Live", test: "Test" } });
        const gateway = new LocalGateway({ projectFolder, explains: false, log: assert.fail });
        try {
            await gateway.publish(servable, signal);
            const statusOf = async (url: string, ...headers: [string, string][]) => {
                const host: [string, string] = ["Host", "api.example.com"];
                const request = { method: "GET", url, body: Buffer.alloc(0), sourceIp: "192.0.2.1" };
                return (await gateway.serve({ ...request, headers: [host, ...headers] }))?.response.status;
            };
            const key: [string, string] = ["x-api-key", api.keys[0]?.value ?? ""];
            for (const url of ["/quotes/4", "/test/quotes/4"])
                assert.deepEqual([await statusOf(url), await statusOf(url, key)], [403, 200], url);
        } finally {
            await gateway.close();
        }
    });

    describe("when it is up", () => {
        const urls: unknown[] = [];
        let direct = "";
        let resources: readonly StateResource[] = [];

        before(async () => {
            const result = await play(async (rehearsal) => {
                await rehearsal.up("everything");
                urls.push((await rehearsal.stack.outputs()).invokeUrls?.value);
                resources = await rehearsal.stack.resources();
                await rehearsal.set(path("defaultEndpoint"), "enabled");
                await rehearsal.up("with the default endpoint");
                const { invokeUrls, domainUrls } = await rehearsal.stack.outputs();
                direct = JSON.stringify(invokeUrls?.value);
                urls.push(domainUrls?.value);
            });
            assertPassed(result);
        });

        it("maps a new API's stages to the name in the URLs, and to the default endpoint while it serves", () => {
            assert.match(direct, /https:\/\/\w+\.execute-api\.eu-central-1\.amazonaws\.com\/Live\/quotes/);
            const name = "https://api.gatehouse.dev";
            const below = { Live: { quotes: `${name}/quotes` }, Test: { quotes: `${name}/test/quotes` } };
            assert.deepEqual(urls, [below, below]);
        });

        it("opens the name to clients after the stages, their settings and their keys", () => {
            const mappings = dependenciesOf(resources, "gatehouse:edge:DomainMappings", "gatehouse-domain");
            for (const needed of [
                "aws:apigateway/stage:Stage Live",
                "aws:apigateway/methodSettings:MethodSettings Live-*/*",
                "aws:apigateway/usagePlanKey:UsagePlanKey web",
            ])
                assert.ok(mappings.has(needed), `${needed} is not among ${[...mappings].join(", ")}`);
            const gateway = dependenciesOf(resources, "gatehouse:gateway:Gateway", "gatehouse-domain");
            assert.ok(gateway.has(`${domainType} gatehouse-domain`), [...gateway].join());
            assert.ok(dependenciesOf(resources, recordType, "gatehouse-domain-A").has(`${mappingType} /`));
            const urns = resources.map(({ urn }) => parseUrn(urn).type);
            assert.equal(urns.filter((type) => type === mappingType).length, 2);
        });
    });

    it("comes up, takes everyday edits without an outage, and is destroyed to nothing", async () => {
        const result = await play(async (rehearsal) => {
            await rehearsal.up("everything");
            await rehearsal.checkInventory();
            // Those that can share an update follow one another.
            await makeEdits(rehearsal, [
                ["another base path", path("basePaths"), { Live: "/", Test: "try/v1" }],
                ["mutual TLS", path("mutualTls"), { truststore: "s3://gatehouse-clients/ca.pem", version: "1" }],
                ["a new stage", ["gatehouse:stages", "Next"], {}],
                ["paths swapped", path("basePaths"), { Live: "try/v1", Test: "/" }],
                ["another truststore", path("mutualTls", "version"), "2"],
                ["a stage less", ["gatehouse:stages", "Next"], undefined],
                ["no mutual TLS", path("mutualTls"), undefined],
                ["TLS 1.3", path("tlsPolicy"), "SecurityPolicy_TLS13_1_3_2025_09"],
                ["the default endpoint", path("defaultEndpoint"), "enabled"],
                ["the default endpoint disabled again", path("defaultEndpoint"), undefined],
            ]);
            await rehearsal.set(path("hostedZone"), rehearsal.cloud.hostedZones[0]?.id);
            assert.deepEqual((await rehearsal.up("the zone by its id")).operations, []);
            await rehearsal.checkInventory();
        });
        assertNothingServingReplaced(result);
    });

    it("creates the new name and its way to the stages before it deletes the old one", async () => {
        const calls: string[] = [];
        const watched = [domainType, mappingType, recordType, "aws:acm/certificate:Certificate"];
        const result = await play(async (rehearsal) => {
            await rehearsal.up("everything");
            await rehearsal.set(path("name"), "shop.gatehouse.dev");
            await rehearsal.run("up", "another name", {
                after: ({ verb, type }) => {
                    if (watched.includes(type)) calls.push(`${verb} ${type.split(":").at(-1)}`);
                },
            });
            await rehearsal.checkInventory();
        });
        assertPassed(result);
        const firstDeletion = calls.findIndex((call) => call.startsWith("delete"));
        assert.deepEqual(calls.slice(0, firstDeletion).sort(), [
            "create ApiMapping",
            "create ApiMapping",
            "create Certificate",
            "create DomainName",
            "create Record",
            "create Record",
            "create Record",
        ]);
        assert.ok(
            calls.slice(firstDeletion).every((call) => call.startsWith("delete")),
            calls.join(),
        );
        assert.ok(calls.indexOf("delete DomainName") > calls.lastIndexOf("delete ApiMapping"), calls.join());
        assert.ok(calls.indexOf("delete ApiMapping") > calls.indexOf("delete Record"), calls.join());
    });

    it("serves at the default endpoint again once it has no name any more", async () => {
        const states: unknown[] = [];
        const result = await play(async (rehearsal) => {
            const remember = () =>
                states.push(
                    rehearsal.cloud.store.ofType(restApiType).map((api) => api.outputs.disableExecuteApiEndpoint),
                );
            await rehearsal.up("everything");
            remember();
            await rehearsal.set(["gatehouse:domain"], undefined);
            const { operations } = await rehearsal.up("without a name");
            remember();
            const deployed = operations.filter(({ type }) => type === "aws:apigateway/deployment:Deployment");
            rehearsal.expect(deployed.length > 0, "the API was not deployed again");
        });
        assert.deepEqual([result.problems, states], [[], [[true], [false]]]);
        assertPassed(result);
    });

    it("leaves the default endpoint on while ACM does not issue the certificate", async () => {
        const { "gatehouse:domain": domain, ...withoutName } = example.config;
        const result = await play(
            async (rehearsal) => {
                await rehearsal.up("without a name");
                const zone = { id: "Z0123456789ABC", name: "gatehouse.dev", isPrivate: false, records: [] };
                rehearsal.cloud.hostedZones.push({ ...zone, isDelegated: false });
                await rehearsal.set(["gatehouse:domain"], domain);
                const undelegated =
                    /gatehouse:domain\.hostedZone: got "gatehouse\.dev", want a zone that DNS delegates to Route 53: the zone's name servers are ns-1\.awsdns-01\.org/;
                await rehearsal.expectRejection("up", "a name in a zone that is not delegated", undelegated);
                await rehearsal.set(path("checkDelegation"), false);
                await rehearsal.expectRejection("up", "the same without the check", /PENDING_VALIDATION/);
                const [api] = rehearsal.cloud.store.ofType(restApiType);
                rehearsal.expect(api?.outputs.disableExecuteApiEndpoint === false, "the default endpoint is off");
                rehearsal.cloud.hostedZones.splice(0, 1, { ...zone, isDelegated: true });
                await rehearsal.up("once it is delegated");
            },
            { ...example, config: withoutName },
        );
        assertPassed(result);
    });

    it("does not overwrite a record that is in the zone already", async () => {
        const result = await play(async (rehearsal) => {
            const [zone] = rehearsal.cloud.hostedZones;
            assert.ok(zone);
            const records = [{ name: "api.gatehouse.dev", type: "AAAA" }];
            rehearsal.cloud.hostedZones.splice(0, 1, { ...zone, records });
            const words =
                /Tried to create resource record set \[name='api\.gatehouse\.dev\.', type='AAAA'\] but it already exists/;
            await rehearsal.expectRejection("up", "a name with a record", words);
        });
        assert.deepEqual(result.problems, []);
    });

    it("is rejected before anything is created with a zone that the account lacks, or that cannot serve the name", async () => {
        const result = await play(async (rehearsal) => {
            const [zone] = rehearsal.cloud.hostedZones;
            assert.ok(zone);
            const other = { ...zone, id: "Z0PRIVATE", name: "private.dev", isPrivate: true };
            rehearsal.cloud.hostedZones.push(other, { ...zone, id: "Z0OTHER", name: "other.dev" });
            const wrong: readonly [hostedZone: string, name: string, words: RegExp][] = [
                [
                    "Z0UNKNOWN",
                    "api.gatehouse.dev",
                    /hostedZone: got "Z0UNKNOWN", want a public hosted zone of the account \(.*couldn't find resource\)/,
                ],
                [
                    "unknown.dev",
                    "api.unknown.dev",
                    /hostedZone: got "unknown\.dev", want a public hosted zone of the account \(.*no matching Route 53 Hosted Zone found\)/,
                ],
                [
                    "Z0PRIVATE",
                    "api.private.dev",
                    /hostedZone: got "Z0PRIVATE", want a public hosted zone, as clients outside/,
                ],
                ["private.dev", "api.private.dev", /no matching Route 53 Hosted Zone found/],
                [
                    "Z0OTHER",
                    "api.gatehouse.dev",
                    /domain\.name: got "api\.gatehouse\.dev", want a name in hosted zone Z0OTHER, such as api\.other\.dev/,
                ],
            ];
            for (const [hostedZone, name, words] of wrong) {
                await rehearsal.set(path("hostedZone"), hostedZone);
                await rehearsal.set(path("name"), name);
                await rehearsal.expectRejection("preview", `${name} in ${hostedZone}`, words);
            }
        });
        assert.deepEqual(result.problems, []);
    });

    it("takes a certificate that exists, and deletes the one that it has requested", async () => {
        const arn = "arn:aws:acm:eu-central-1:270727272727:certificate/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";
        const result = await play(async (rehearsal) => {
            await rehearsal.up("everything");
            await rehearsal.set(path("certificateArn"), arn);
            const { replaced } = await rehearsal.up("a given certificate");
            rehearsal.expect(replaced.length === 0, JSON.stringify(replaced));
            const [name] = rehearsal.cloud.store.ofType(domainType);
            assert.equal(name?.outputs.regionalCertificateArn, arn);
            assert.equal(rehearsal.cloud.store.ofType("aws:acm/certificate:Certificate").length, 0);
            assert.equal(rehearsal.cloud.store.ofType(recordType).length, 2);
        });
        assertPassed(result);
    });

    itFindsMistakes(example, [
        {
            rule: "R4",
            title: "a mapping to another API",
            type: mappingType,
            change: () => ({ apiId: "abcdef1234" }),
            words: /abcdef1234|apiId/,
        },
        {
            rule: "R1",
            title: "a mapping to a stage outside the stack",
            type: mappingType,
            change: () => ({ stage: "Other" }),
            words: /stage/,
        },
        {
            rule: "R1",
            title: "a record beside the gateway",
            type: recordType,
            change: () => ({
                ...{ aliases: undefined, ttl: 60, type: "CNAME" },
                records: ["shop-1.eu-central-1.elb.amazonaws.com"],
            }),
            words: /public host/,
        },
        operationsWithoutKey,
    ]);
});
