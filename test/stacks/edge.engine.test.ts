import assert from "node:assert/strict";
import { program } from "../../stacks/program";
import { readStack } from "../../tools/cli/project/project";
import type { Rehearsal } from "../../tools/cli/rehearsal/rehearsal";
import { runScenario } from "../../tools/cli/rehearsal/run-scenario";
import { awsTypes } from "../../tools/cloud-simulator/aws/resource-types";
import { documentation } from "../../tools/cloud-simulator/resources/resource-type";
import { plain, text } from "../../tools/cloud-simulator/state/property-values";
import type { SimulatedCloud } from "../../tools/cloud-simulator/state/simulated-cloud";
import type { StateResource } from "../../tools/cloud-simulator/state/state-resource";
import { assertHolds, preview } from "./previewed-stack";
import {
    assertNothingServingReplaced,
    assertPassed,
    dependenciesOf,
    makeEdits,
    silent,
    type TitledEdit,
} from "./rehearsed-stack";

const distributionType = "aws:cloudfront/distribution:Distribution";
const passwordType = "random:index/randomPassword:RandomPassword";
const aclType = "aws:wafv2/webAcl:WebAcl";
const associationType = "aws:wafv2/webAclAssociation:WebAclAssociation";
const recordType = "aws:route53/record:Record";
const certificateType = "aws:acm/certificate:Certificate";
const validationType = "aws:acm/certificateValidation:CertificateValidation";
const path = (...keys: string[]) => ["gatehouse:edge", ...keys];

// A secret in an exported state (pulumi/pulumi, sdk/go/common/resource/sig/sig.go).
const encrypted =
    /\{"4dabf18193072939515e22adb298388d":"1b47061264138c4ac30d75fd1eb44270","(plaintext|ciphertext)":"(\\.|[^"\\])*"\}/g;

describe("the example stack with an edge", function () {
    this.timeout(20 * 60_000);

    const example = readStack({ name: "edge", file: "stacks/examples/Pulumi.edge.yaml" });
    const play = (run: (rehearsal: Rehearsal) => Promise<void>, stack = example) =>
        runScenario({
            scenario: { name: "edge", statement: "The edge changes without an outage.", run },
            stack,
            program: async (folder) => program(folder),
            progress: silent,
        });

    it("holds at the first preview, with preset strict", async () => {
        const result = await preview(example);
        assertHolds(result);
        // For these, the simulated cloud replaces what the provider would replace.
        const unread = result.resources.filter(({ type }) => awsTypes[type]?.source === documentation);
        assert.deepEqual(unread, []);
        const names = (type: string) => result.resources.filter((each) => each.type === type).map(({ name }) => name);
        assert.deepEqual(names(distributionType), ["gatehouse-edge"]);
        assert.deepEqual(names(recordType).sort(), [
            "www.example.com-A",
            "www.example.com-AAAA",
            "www.example.com-validation",
        ]);
        assert.deepEqual(names(aclType).sort(), ["gatehouse-edge-edge", "gatehouse-edge-stages"]);
    });

    describe("when it is up", () => {
        const urls: unknown[] = [];
        let secrets: string[] = [];
        let shown = "";
        let resources: readonly StateResource[] = [];

        before(async () => {
            const result = await play(async (rehearsal) => {
                const remember = async () => {
                    const { invokeUrls, edgeUrls, siteUrl, distributionId } = await rehearsal.stack.outputs();
                    urls.push(invokeUrls?.value, edgeUrls?.value, siteUrl?.value);
                    assert.match(String(distributionId?.value), /^E[A-Z0-9]+$/);
                };
                await rehearsal.up("everything");
                await remember();
                secrets = rehearsal.cloud.store.ofType(passwordType).map(({ outputs }) => text(outputs.result));
                const state = JSON.stringify(await rehearsal.stack.exportState()).replaceAll(encrypted, "");
                shown = state + JSON.stringify(await rehearsal.stack.outputs());
                resources = await rehearsal.stack.resources();
                await rehearsal.set(path("lock"), "off");
                await rehearsal.up("no lock");
                await remember();
            });
            assertPassed(result);
        });

        it("has its URLs below the name, and the direct ones while the lock is off", () => {
            const url = "https://www.gatehouse.dev";
            const below = {
                Live: { books: `${url}/api/books`, quotes: `${url}/api/quotes` },
                Test: { books: `${url}/api/test/books`, quotes: `${url}/api/test/quotes` },
            };
            assert.deepEqual(urls.slice(0, 3), [below, below, url]);
            assert.match(
                JSON.stringify(urls[3]),
                /https:\/\/\w+\.execute-api\.eu-central-1\.amazonaws\.com\/Live\/quotes/,
            );
            assert.deepEqual(urls.slice(4), [below, url]);
        });

        it("has its secrets in no state and no output in plain", () => {
            assert.equal(secrets.length, 3);
            assert.ok(secrets.every((secret) => secret.length === 40));
            assert.ok(shown.includes("x-origin-verify"));
            assert.deepEqual(
                secrets.filter((secret) => shown.includes(secret)),
                [],
            );
        });

        it("is deleted in the order that AWS demands: records, distribution, lock, then the certificate", () => {
            const needs = (type: string, name: string) => dependenciesOf(resources, type, name);
            assert.ok(needs(recordType, "www.gatehouse.dev-A").has(`${distributionType} gatehouse-edge`));
            const distribution = needs("gatehouse:edge:EdgeDistribution", "gatehouse-edge");
            for (const needed of [`${aclType} gatehouse-edge-edge`, `${validationType} gatehouse-edge`])
                assert.ok(needs(distributionType, "gatehouse-edge").has(needed), needed);
            assert.ok(needs("gatehouse:edge:WebAcl", "gatehouse-edge-stages").has(`${validationType} gatehouse-edge`));
            for (const needed of [
                `${associationType} Live`,
                `${associationType} Test`,
                "aws:apigateway/methodSettings:MethodSettings Live-*/*",
                "aws:apigateway/usagePlanKey:UsagePlanKey web",
            ])
                assert.ok(distribution.has(needed), `${needed} is not among ${[...distribution].join(", ")}`);
        });
    });

    it("comes up, takes everyday edits without an outage, and is destroyed to nothing", async () => {
        const result = await play(async (rehearsal) => {
            await rehearsal.up("everything");
            await rehearsal.checkInventory();
            const edits: readonly TitledEdit[] = [
                ["another secret", path("originSecretVersion"), 2],
                ["another path", path("basePaths"), { Live: "api/v1" }],
                ["paths swapped", path("basePaths"), { Live: "api/test", Test: "api" }],
                ["a cache by key", path("cacheSeconds"), 60],
                ["no cache", path("cacheSeconds"), undefined],
                ["countries", path("countries"), { allow: ["DE", "FR"] }],
                ["headers", path("securityHeaders"), { frames: "SAMEORIGIN", hstsDays: 0 }],
                ["no log", path("accessLog"), false],
                ["a new stage", ["gatehouse:stages", "Next"], {}],
                ["a stage less", ["gatehouse:stages", "Next"], undefined],
                ["no site", ["gatehouse:site"], undefined],
                ["no lock", path("lock"), "off"],
                ["no firewall", ["gatehouse:firewall"], undefined],
                ["the lock alone", path("lock"), undefined],
            ];
            await makeEdits(rehearsal, edits);
        });
        assertNothingServingReplaced(result);
    });

    it("rotates the secret while at each moment the stages accept what CloudFront sends", async () => {
        const looks: ReturnType<typeof secretsOf>[] = [];
        const changed = new Set<string>();
        const result = await play(async (rehearsal) => {
            await rehearsal.up("everything");
            await rehearsal.set(path("originSecretVersion"), 2);
            const look = () => looks.push(secretsOf(rehearsal.cloud));
            look();
            await rehearsal.run("up", "another secret", {
                after: ({ verb, type }) => {
                    changed.add(`${verb} ${type}`);
                    look();
                },
            });
        });
        assertPassed(result);
        // CloudFront's locations change one after the other, so that both are sent for a while.
        const sent = new Set(looks.flatMap((look) => look.sent));
        assert.equal(sent.size, 2);
        for (const { accepted } of looks) {
            assert.equal(accepted.length, 3);
            assert.deepEqual(
                [...sent].filter((secret) => !accepted.includes(secret)),
                [],
            );
        }
        assert.deepEqual([...changed].sort(), [
            `create ${passwordType}`,
            `delete ${passwordType}`,
            `update ${distributionType}`,
            `update ${aclType}`,
        ]);
    });

    it("moves to another name and to a further one with a new certificate before the old one is deleted", async () => {
        const calls: string[] = [];
        const result = await play(async (rehearsal) => {
            await rehearsal.up("everything");
            const steps: readonly [key: string, value: unknown][] = [
                ["aliases", ["shop.gatehouse.dev"]],
                ["name", "store.gatehouse.dev"],
            ];
            for (const [key, value] of steps) {
                await rehearsal.set(path(key), value);
                await rehearsal.run("up", key, {
                    after: ({ verb, type }) => {
                        if ([certificateType, distributionType].includes(type))
                            calls.push(`${verb} ${type.split(":").at(-1)}`);
                    },
                });
                await rehearsal.checkInventory();
            }
        });
        assertPassed(result);
        const order = ["create Certificate", "update Distribution", "delete Certificate"];
        assert.deepEqual(calls, [...order, ...order]);
    });

    it("leaves the stages open while ACM does not issue the certificate", async () => {
        const { "gatehouse:edge": edge, "gatehouse:site": site, "gatehouse:firewall": _, ...direct } = example.config;
        const result = await play(
            async (rehearsal) => {
                await rehearsal.up("without an edge");
                const zone = { id: "Z0123456789ABC", name: "gatehouse.dev", isPrivate: false, records: [] };
                rehearsal.cloud.hostedZones.push({ ...zone, isDelegated: false });
                await rehearsal.set(["gatehouse:edge"], edge);
                await rehearsal.set(path("checkDelegation"), false);
                await rehearsal.set(["gatehouse:site"], site);
                await rehearsal.expectRejection("up", "a name in a zone that is not delegated", /PENDING_VALIDATION/);
                rehearsal.expect(rehearsal.cloud.store.ofType(associationType).length === 0, "the stages are closed");
                rehearsal.cloud.hostedZones.splice(0, 1, { ...zone, isDelegated: true });
                await rehearsal.up("once it is delegated");
            },
            { ...example, config: direct },
        );
        assertPassed(result);
    });

    it("calls the stages by the domain name, with a certificate that it requires", async () => {
        const { "gatehouse:edge": edge, ...others } = example.config;
        const clientCertificateArn = "arn:aws:acm:us-east-1:270727272727:certificate/0f1e2d3c-4b5a-6978";
        const config = {
            ...others,
            "gatehouse:domain": {
                name: "origin.example.com",
                hostedZone: "example.com",
                basePaths: { Live: "/" },
                mutualTls: { truststore: "s3://gatehouse-clients/ca.pem" },
            },
            "gatehouse:edge": { ...(edge as object), lock: "mutualTls", clientCertificateArn },
        };
        const result = await play(
            async (rehearsal) => {
                await rehearsal.up("everything");
                const [distribution] = rehearsal.cloud.store.ofType(distributionType);
                const origins = (distribution?.outputs.origins ?? []) as unknown as Record<string, unknown>[];
                assert.deepEqual(
                    origins
                        .filter(({ originId }) => originId !== "site")
                        .map(({ domainName, originPath, customOriginConfig, customHeaders }) => [
                            domainName,
                            originPath,
                            (customOriginConfig as Record<string, unknown>).originMtlsConfig,
                            customHeaders,
                        ]),
                    [
                        ["origin.gatehouse.dev", undefined, { clientCertificateArn }, undefined],
                        ["origin.gatehouse.dev", "/test", { clientCertificateArn }, undefined],
                    ],
                );
                assert.equal(rehearsal.cloud.store.ofType(passwordType).length, 0);
            },
            { ...example, config },
        );
        assertPassed(result);
    });
});

// The secrets that CloudFront sends to stages, and those that the lock of the stages accepts.
function secretsOf(cloud: SimulatedCloud) {
    const valuesIn = (type: string, key: string, pattern: RegExp) => {
        const text = JSON.stringify(cloud.store.ofType(type).map(({ outputs }) => plain(outputs[key] ?? null)));
        return [...text.matchAll(pattern)].map(([, value = ""]) => value);
    };
    return {
        sent: valuesIn(distributionType, "origins", /"name":"x-origin-verify","value":"(\w+)"/g),
        accepted: valuesIn(aclType, "rules", /"searchString":"(\w{40})"/g),
    };
}
