import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { StackValidationArgs } from "@pulumi/policy";
import { ruleIds } from "../../../policy/contract/rules";
import { configSchema, defaultSettings } from "../../../policy/contract/settings";
import { tiers } from "../../../policy/contract/tiers";
import { catalogue } from "../../../policy/pack/catalogue";
import { buildPolicies } from "../../../policy/pack/crossguard";
import { readReport, reportVariable } from "../../../policy/pack/report";
import { policies as allPolicies } from "../../../policy/rules/policies";
import { gatewayStack } from "../corpus/gateway/stack";
import { type Declared, Pack, requestsOf, urnOf } from "../engine";

const nodePort: Declared = { type: "kubernetes:core/v1:Service", name: "open", props: { spec: { type: "NodePort" } } };

describe("the policies", () => {
    it("are those of the catalogue, with the level of their tier and complete metadata", () => {
        const policies = buildPolicies();
        assert.deepEqual(
            policies.map(({ name }) => name),
            catalogue().map(({ name }) => name),
        );
        assert.deepEqual(
            [tiers.gateway.level, tiers.network.level, tiers.strict.level],
            ["mandatory", "advisory", "disabled"],
        );
        for (const [index, policy] of policies.entries()) {
            assert.equal(policy.enforcementLevel, tiers[catalogue()[index]?.tier ?? "strict"].level);
            assert.ok(policy.severity && policy.remediationSteps && policy.displayName && policy.url);
        }
    });

    it("have unique names that begin with the id of their rule", () => {
        assert.equal(new Set(allPolicies.map(({ name }) => name)).size, allPolicies.length);
        for (const { name, ruleId } of allPolicies) assert.ok(name.startsWith(`${ruleId.toLowerCase()}-`), name);
    });

    it("include exactly one stack policy of the tier gateway for each rule, which comes last", () => {
        for (const id of ruleIds) {
            const own = allPolicies.filter(({ ruleId }) => ruleId === id);
            const ofStack = own.filter(({ scope, tier }) => scope === "stack" && tier === "gateway");
            assert.deepEqual(ofStack, own.slice(-1), id);
        }
    });

    it("begin each message with their rule", () => {
        const [first] = buildPolicies();
        assert.equal(first?.description, "R1: No Kubernetes object exposes an API to a public network.");
    });

    it("tell the engine their rule and their settings", () => {
        const named = new Map(buildPolicies().map((policy) => [policy.name, policy]));
        const [keys, cached] = [named.get("r4-key-on-every-operation"), named.get("r2-cached-content")];
        assert.deepEqual(
            [keys?.name, keys?.tags, keys?.framework, keys?.configSchema],
            [
                "r4-key-on-every-operation",
                [
                    "R4",
                    "gateway",
                    ...(catalogue().find(({ name }) => name === "r4-key-on-every-operation")?.tags ?? []),
                ],
                { name: "Gatehouse", version: "1", reference: "R4", specification: "policy/README.md" },
                configSchema(["exemptOperations"]),
            ],
        );
        assert.deepEqual(
            cached?.configSchema,
            configSchema(["lowestTtlSeconds", "freshnessMarks", "exemptOperations"]),
        );
        assert.deepEqual(named.get("r1-private-backend")?.configSchema, configSchema([]));
    });

    it("report each problem with their configuration", () => {
        const messages: string[] = [];
        for (const policy of buildPolicies()) {
            const getConfig = <T extends object>() => ({ lowestTtlSeconds: 0, colour: "red" }) as unknown as T;
            if (policy.name === "r2-cached-content" && "validateStack" in policy) {
                const check = policy.validateStack;
                assert.ok(check && !Array.isArray(check));
                void check({ resources: [], getConfig } as unknown as StackValidationArgs, (message, urn) =>
                    messages.push(`${urn}|${message}`),
                );
            }
        }
        assert.deepEqual(messages, [
            `|The policy's configuration is invalid: "colour": not a setting, expected one of ${Object.keys(defaultSettings).join(", ")}.\nExpected: valid settings; the default applies until then.\nChange: correct the policy pack's configuration.`,
            `|The policy's configuration is invalid: "lowestTtlSeconds": got 0, expected a number from 1 to 3600.\nExpected: valid settings; the default applies until then.\nChange: correct the policy pack's configuration.`,
        ]);
    });

    it("turn a rule that throws an error into a violation", async () => {
        const check = () => {
            throw new Error("lost the thread");
        };
        const failing = allPolicies.map((policy) =>
            policy.scope === "resource" ? { ...policy, applies: () => true, check } : { ...policy, check },
        );
        const diagnostics = await new Pack(buildPolicies(failing)).preview([nodePort]);
        const own = allPolicies.filter(({ tier }) => tier === "gateway");
        assert.deepEqual(
            diagnostics.map(({ policy }) => policy),
            own.map(({ name }) => name),
        );
        for (const { level, message } of diagnostics) {
            assert.equal(level, "mandatory");
            assert.match(
                message,
                /^Rule "r[1-4]-[a-z-]+" failed on (the stack|Service "open"): lost the thread\.\nExpected: a verdict\.\n/,
            );
        }
    });

    it("discard the state of one run when the next begins", async () => {
        const pack = new Pack();
        assert.equal((await pack.preview([nodePort])).length, 1);
        assert.equal((await pack.preview([{ ...nodePort, props: { spec: {} } }])).length, 0);
        assert.equal((await pack.preview([nodePort])).length, 1);
    });

    it("check a resource again when the engine sends it again", async () => {
        const pack = new Pack();
        const [diagnostics] = await pack.preview([{ ...nodePort, props: { spec: {} } }, nodePort]);
        assert.equal(diagnostics?.policy, "r1-private-kubernetes");
    });

    it("check resources that are only in the stack's state", async () => {
        const diagnostics = await new Pack().preview(
            gatewayStack().map((resource) => ({ ...resource, onlyInState: true })),
        );
        assert.deepEqual(diagnostics, []);
        const broken = gatewayStack({ api: { props: { body: "" } } }).map((resource) => ({
            ...resource,
            onlyInState: true,
        }));
        const policies = (await new Pack().preview(broken)).map(({ policy }) => policy);
        assert.deepEqual(policies, ["r1-private-paths", "r2-cached-content", "r4-usage-plans"]);
    });

    it("report findings in an order that does not depend on that of the resources", async () => {
        const stack = gatewayStack({ "web-in-plan": null, plan: { props: { throttleSettings: null } } });
        const forwards = await new Pack().preview(stack);
        const backwards = await new Pack().preview([...stack].reverse());
        const ofStack = (diagnostics: typeof forwards) =>
            diagnostics.filter(({ policy }) => policy !== "r4-key-on-every-operation");
        assert.ok(ofStack(forwards).length > 1);
        assert.deepEqual(ofStack(backwards), ofStack(forwards));
    });
});

const tierOf = (policy: string) => catalogue().find(({ name }) => name === policy)?.tier;

describe("the report file", () => {
    let folder: string;
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "gatehouse-policy-"));
        process.env[reportVariable] = join(folder, "report.json");
    });
    afterEach(() => {
        delete process.env[reportVariable];
        rmSync(folder, { recursive: true });
    });

    it("summarises what each rule checked", async () => {
        await new Pack().preview([...gatewayStack(), { type: "kubernetes:core/v1:Service", name: "shop", props: {} }]);
        assert.deepEqual(
            readReport(join(folder, "report.json"))?.rules.map(({ id, checked }) => `${id} ${checked}`),
            [
                "R1 4 integrations and 1 Service private",
                "R2 2 GET operations cached, 1 volatile",
                "R3 1 stage, 1 plan and 1 client within 100,000 requests per second",
                "R4 4 operations need a key, 1 CORS preflight exempt",
            ],
        );
        assert.deepEqual(readdirSync(folder), ["report.json"]);
    });

    it("contains every finding, of resources and of the stack", async () => {
        const resources = [...gatewayStack({ "every-method": null }), nodePort];
        const diagnostics = await new Pack().preview(resources);
        const findings = readReport(join(folder, "report.json"))?.rules.flatMap((rule) => rule.findings) ?? [];
        const order = (left: { message: string }, right: { message: string }) =>
            left.message < right.message ? -1 : 1;
        assert.ok(findings.length > 2);
        assert.deepEqual(
            [...findings].sort(order),
            diagnostics.map(({ policy, urn, message }) => ({ policy, tier: tierOf(policy), urn, message })).sort(order),
        );
        assert.ok(findings.some(({ urn }) => urn === urnOf(nodePort)));
    });

    it("states when a rule has findings only", async () => {
        await new Pack().preview([nodePort]);
        assert.equal(readReport(join(folder, "report.json"))?.rules[0]?.checked, "nothing passes");
    });

    it("states when a rule had nothing to check", async () => {
        await new Pack().preview([]);
        assert.deepEqual(
            readReport(join(folder, "report.json"))?.rules.map(({ checked }) => checked),
            Array(4).fill("nothing to check"),
        );
    });

    it("is written only after the stack was checked", () =>
        assert.equal(readReport(join(folder, "report.json")), undefined));

    it("is readable by its owner only", async () => {
        await new Pack().preview([]);
        const file = join(folder, "report.json");
        assert.equal(statSync(file).mode & 0o777, 0o600);
        assert.equal(readFileSync(file, "utf8").endsWith("]\n}\n"), true);
    });

    it("throws an error if it exists and cannot be read", () => {
        assert.throws(() => readReport(folder), /EISDIR/);
        writeFileSync(join(folder, "report.json"), "{");
        assert.throws(() => readReport(join(folder, "report.json")), SyntaxError);
    });

    it("omits resources that are no longer in the stack, and their findings", async () => {
        const { resources, stack } = requestsOf([nodePort]);
        const gone = requestsOf([{ ...nodePort, name: "replaced" }]).resources;
        await new Pack().send({ resources: [...gone, ...resources], stack });
        const findings = readReport(join(folder, "report.json"))?.rules.flatMap((rule) => rule.findings) ?? [];
        assert.deepEqual(
            findings.map(({ urn }) => urn),
            [urnOf(nodePort)],
        );
    });
});
