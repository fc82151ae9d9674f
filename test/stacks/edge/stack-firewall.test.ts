import assert from "node:assert/strict";
import { ComponentResource } from "@pulumi/pulumi";
import type { Rule } from "../../../infra/edge/firewall/rules";
import { createEdgeFirewall, createStageFirewall } from "../../../stacks/edge/stack-firewall";
import { parseSettings } from "../../../stacks/settings/parse-settings";
import { decisionOf } from "../../infra/edge/firewall/evaluation";
import { inputsOf, type Registered, record } from "../../infra/recorder";
import { validSettings } from "../settings/example";

const edge = { name: "www.shop.dev", hostedZone: "shop.dev" };
const domain = { name: "api.shop.dev", hostedZone: "shop.dev", basePaths: { Live: "/" } };
const originSecret = { header: "x-origin-verify", accepted: ["before", "now", "after"] };
const aclType = "aws:wafv2/webAcl:WebAcl";

/** The web ACLs of a stack by their names, and all resources. */
async function build(changes: object, secret?: typeof originSecret) {
    const settings = parseSettings({
        ...validSettings,
        stages: { Live: {}, Test: {} },
        logRetentionDays: 7,
        ...changes,
    });
    const registered = await record(() => {
        const parent = new ComponentResource("gatehouse:test:Stack", "shop");
        const shared = { name: "shop", settings, parent };
        createStageFirewall({ ...shared, originSecret: secret, stageArns: { Live: "arn:live", Test: "arn:test" } });
        createEdgeFirewall(shared);
    });
    const acls = registered.filter(({ type }) => type === aclType);
    return { registered, acls: Object.fromEntries(acls.map(({ name, inputs }) => [name, inputs])) };
}

const rulesOf = (acl: Registered["inputs"] | undefined) => (acl?.rules ?? []) as Rule[];
const namesOf = (acl: Registered["inputs"] | undefined) => rulesOf(acl).map(({ name }) => name);

describe("the firewall of a stack", () => {
    it("is not there unless the settings ask for it", async () => {
        for (const changes of [{}, { edge }]) assert.deepEqual((await build(changes)).acls, {});
    });

    it("has all rules at the stages of a stack without a distribution, and protects each of them", async () => {
        const firewall = { allow: ["192.0.2.0/24"], requestsPerKey: { limit: 600 }, maximumBodyKilobytes: 64 };
        const { acls, registered } = await build({ firewall });
        assert.deepEqual(Object.keys(acls), ["shop-stages"]);
        const acl = acls["shop-stages"];
        assert.deepEqual(namesOf(acl), [
            "allowed-addresses",
            "requests-per-key",
            "body-size",
            "ip-reputation",
            "known-bad-inputs",
            "common",
            "sql-injection",
        ]);
        assert.deepEqual([acl?.scope, acl?.region], ["REGIONAL", undefined]);
        assert.deepEqual(acl?.associationConfig, {
            requestBodies: [{ apiGateway: { defaultSizeInspectionLimit: "KB_64" } }],
        });
        for (const [stage, resourceArn] of [
            ["Live", "arn:live"],
            ["Test", "arn:test"],
        ])
            assert.deepEqual(inputsOf(registered, "aws:wafv2/webAclAssociation:WebAclAssociation", stage), {
                resourceArn,
                webAclArn: "arn:shop-stages",
            });
        assert.equal(inputsOf(registered, "aws:cloudwatch/logGroup:LogGroup").retentionInDays, 7);
    });

    it("moves the rules about viewers to the distribution, in us-east-1, and locks the stages to it", async () => {
        const firewall = { allow: ["192.0.2.0/24"], requestsPerKey: { limit: 600 }, maximumBodyKilobytes: 64 };
        const { acls, registered } = await build({ firewall, edge }, originSecret);
        assert.deepEqual(Object.keys(acls).sort(), ["shop-edge", "shop-stages"]);
        assert.deepEqual(namesOf(acls["shop-stages"]), ["origin-lock", "requests-per-key"]);
        assert.equal(acls["shop-stages"]?.associationConfig, undefined);
        assert.deepEqual([acls["shop-edge"]?.scope, acls["shop-edge"]?.region], ["CLOUDFRONT", "us-east-1"]);
        assert.equal(namesOf(acls["shop-edge"])[0], "allowed-addresses");
        assert.ok(!namesOf(acls["shop-edge"]).includes("requests-per-key"));
        const sets = registered.filter(({ type }) => type === "aws:wafv2/ipSet:IpSet").map(({ name }) => name);
        assert.deepEqual(sets, ["shop-edge-allow-ipv4"]);
        const secrets = registered.filter(({ secretOutputs }) => secretOutputs?.includes("rules"));
        assert.deepEqual(
            secrets.map(({ name }) => name),
            ["shop-stages"],
        );
    });

    it("is the lock alone with a distribution and no other settings, and logs who goes round it", async () => {
        const { acls, registered } = await build({ edge }, originSecret);
        assert.deepEqual(Object.keys(acls), ["shop-stages"]);
        const rules = rulesOf(acls["shop-stages"]);
        assert.deepEqual(decisionOf(rules, {}), ["origin-lock", "block"]);
        assert.equal(decisionOf(rules, { headers: { "x-origin-verify": "after" } }), undefined);
        assert.equal(rules.length, 1);
        inputsOf(registered, "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration", "shop-stages");
    });

    it("needs none at stages that mutual TLS locks, except for the limit by key", async () => {
        const names = async (firewall: object) => Object.keys((await build({ edge, firewall })).acls).sort();
        assert.deepEqual(await names({}), ["shop-edge"]);
        assert.deepEqual(await names({ requestsPerKey: { limit: 600 } }), ["shop-edge", "shop-stages"]);
    });

    it("knows the paths of uploads at stages, below a domain name and at a distribution", async () => {
        const firewall = { uploads: ["pictures"], maximumBodyKilobytes: 1 };
        const decisions = async (changes: object, acl: string, paths: readonly string[]) => {
            const rules = rulesOf((await build({ firewall, ...changes })).acls[acl]);
            return paths.map((path) => decisionOf(rules, { path, bodyBytes: 2000 })?.join(" ") ?? "passes");
        };
        const [passes, blocked] = ["passes", "body-size block"];
        const atStages = ["/Live/pictures", "/Test/pictures/7", "/pictures/7", "/test/pictures/7", "/Live/books"];
        assert.deepEqual(await decisions({}, "shop-stages", atStages), [passes, passes, blocked, blocked, blocked]);
        assert.deepEqual(await decisions({ domain }, "shop-stages", atStages), [
            passes,
            passes,
            passes,
            passes,
            blocked,
        ]);
        const atEdge = ["/api/live/pictures", "/api/test/pictures/7", "/Live/pictures", "/api/live/books"];
        assert.deepEqual(await decisions({ edge }, "shop-edge", atEdge), [passes, passes, blocked, blocked]);
        const moved = { edge: { ...edge, basePaths: { Live: "shop" } } };
        assert.deepEqual(await decisions(moved, "shop-edge", ["/shop/pictures", ...atEdge]), [
            passes,
            blocked,
            passes,
            blocked,
            blocked,
        ]);
    });
});
