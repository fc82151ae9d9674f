import assert from "node:assert/strict";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { program } from "../../stacks/program";
import { readStack, type Stack } from "../../tools/cli/project/project";
import type { Rehearsal } from "../../tools/cli/rehearsal/rehearsal";
import type { Step } from "../../tools/cli/rehearsal/rehearsal-result";
import { runScenario } from "../../tools/cli/rehearsal/run-scenario";
import { withSetting } from "../../tools/cli/rehearsal/settings-edit";
import type { StateResource } from "../../tools/cloud-simulator/state/state-resource";
import { parseUrn } from "../../tools/cloud-simulator/state/urn";
import {
    assertHolds,
    itFindsMistakes,
    labelledEdges,
    operationsWithoutKey,
    preview,
    previewWithReport,
} from "./previewed-stack";
import { assertPassed, dependenciesOf, silent } from "./rehearsed-stack";

const token = "correct-horse-battery-staple";
const password = "arn:aws:secretsmanager:eu-central-1:270727272727:secret:shop/database-AbCdEf:password::";

const service = "aws:ecs/service:Service";

// A secret in an exported state (pulumi/pulumi, sdk/go/common/resource/sig/sig.go).
const encrypted =
    /\{"4dabf18193072939515e22adb298388d":"1b47061264138c4ac30d75fd1eb44270","(plaintext|ciphertext)":"(\\.|[^"\\])*"\}/g;

describe("the example stack on Fargate", function () {
    this.timeout(20 * 60_000);

    const example = readStack({ name: "fargate", file: "stacks/examples/Pulumi.fargate.yaml" });

    it("holds at the first preview, with preset strict, and needs no Kubernetes", async () => {
        const result = await preview(example);
        assertHolds(result);
        for (const { id, checked } of result.rules) assert.match(checked, /\d/, `${id} checked nothing`);
        const types = result.resources.map(({ type }) => type);
        assert.equal(types.filter((type) => type === service).length, 2);
        assert.equal(types.filter((type) => type === "aws:apigateway/vpcLink:VpcLink").length, 1);
        assert.deepEqual(
            types.filter((type) => /^(kubernetes|eks|aws:eks)/.test(type)),
            [],
        );
    });

    it("is drawn in a report with one link and one load balancer in front of both services", async () => {
        const { report } = await previewWithReport(example);
        const edges = labelledEdges(report).map((labels) => labels.join(" → "));
        assert.deepEqual(edges.slice(2), [
            "REST API, gatehouse-fargate → VPC link, shared_nlb",
            "VPC link, shared_nlb → load balancer, gatehouse-fargate",
            "load balancer, gatehouse-fargate → authors, 2 to 6 tasks",
            "load balancer, gatehouse-fargate → books-service, 2 to 6 tasks",
        ]);
        const lines = Object.fromEntries(report.cost.fixed.map(({ what, count }) => [what, count]));
        assert.equal(lines["vCPU of tasks on Fargate, at least"], 1);
        assert.equal(lines["load balancer"], 1);
        assert.doesNotMatch(report.cost.notEstimated.join(), /aws:|load balancers that no backend/);
    });

    itFindsMistakes(example, [
        {
            rule: "R1",
            title: "a public load balancer",
            type: "aws:lb/loadBalancer:LoadBalancer",
            change: () => ({ internal: false }),
            words: /internal is false/,
        },
        {
            rule: "R1",
            title: "tasks with public addresses",
            type: service,
            change: () => ({ networkConfiguration: { assignPublicIp: true, subnets: ["subnet-1"] } }),
            words: /assignPublicIp/,
        },
        operationsWithoutKey,
    ]);

    const settings: readonly [rule: string, path: string[], value: unknown][] = [
        ["R2", ["gatehouse:stages", "Test", "cache"], { enabled: false }],
        ["R3", ["gatehouse:plans", "standard", "requestsPerSecond"], 150_000],
    ];
    for (const [rule, path, value] of settings) {
        it(`breaks ${rule} with ${path.slice(1).join(".")}: ${JSON.stringify(value)}`, async () => {
            const stack = example;
            const result = await preview({ ...stack, config: withSetting(stack.config, path, value) });
            assert.equal(result.exitCode, 1);
            const broken = result.rules.filter(({ findings }) => findings.length > 0).map(({ id }) => id);
            assert.ok(broken.includes(rule as (typeof broken)[number]), broken.join());
        });
    }

    it("creates a service after what it needs, and the stage after the services", async () => {
        let resources: readonly StateResource[] = [];
        await play(async (rehearsal) => {
            await rehearsal.up("everything");
            resources = await rehearsal.stack.resources();
        });
        const needs = (type: string, name: string) => dependenciesOf(resources, type, name);
        const authors = needs(service, "authors");
        for (const needed of [
            "aws:lb/listener:Listener authors",
            "aws:iam/rolePolicy:RolePolicy authors-execution",
            "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule authors-balancer",
            "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule authors-balancer",
            "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule gatehouse-fargate-tasks-https",
            "aws:servicediscovery/service:Service authors",
            "awsx:ec2:Vpc gatehouse-fargate",
        ])
            assert.ok(authors.has(needed), `${needed} is not among ${[...authors].join(", ")}`);
        const stage = needs("aws:apigateway/stage:Stage", "Test");
        for (const name of ["authors", "books-service"]) assert.ok(stage.has(`${service} ${name}`), name);
    });

    it("keeps the secrets of an API on Kubernetes out of the plain state, and rolls out another value", async () => {
        const path = ["gatehouse:apis", "pictures", "secrets"];
        const dev = readStack("dev");
        let state = "";
        const result = await play(
            async (rehearsal) => {
                await rehearsal.up("with a secret");
                state = JSON.stringify(await rehearsal.stack.exportState());
                await rehearsal.set(path, { TOKEN: "another-value" });
                await rehearsal.up("with another value");
            },
            { ...dev, config: withSetting(dev.config, path, { TOKEN: token }) },
        );
        assertPassed(result);
        assert.ok(state.includes('"secretKeyRef"'));
        assert.ok(!state.replaceAll(encrypted, "").includes(token));
        const [, change] = result.steps.filter(({ verb }) => verb === "up") as [Step, Step];
        assert.deepEqual(
            change.replaced.map(({ type }) => type),
            ["kubernetes:core/v1:Secret"],
        );
    });

    describe("with secrets", () => {
        const withSecrets = () => {
            const stack = example;
            const path = ["gatehouse:apis", "authors", "secrets"];
            return { ...stack, config: withSetting(stack.config, path, { TOKEN: token, ORDERS_PASSWORD: password }) };
        };

        it("shows no value in the events of a preview, which reports are made from", async () => {
            const events: EngineEvent[] = [];
            const result = await preview(
                withSecrets(),
                () => {},
                (event) => events.push(event),
            );
            assert.equal(result.exitCode, 0);
            // The configuration is that of the stack's file, where the value is encrypted.
            const text = JSON.stringify([events.filter(({ preludeEvent }) => !preludeEvent), result]);
            assert.ok(text.includes("aws:secretsmanager/secretVersion:SecretVersion"));
            assert.ok(!text.includes(token));
        });

        it("has no plain value in the state, gives the tasks references, and the execution role only these secrets", async () => {
            let state = "";
            let resources: readonly StateResource[] = [];
            const result = await play(async (rehearsal) => {
                await rehearsal.up("everything");
                state = JSON.stringify(await rehearsal.stack.exportState());
                resources = await rehearsal.stack.resources();
            }, withSecrets());
            assertPassed(result);
            assert.ok(state.includes("authors-TOKEN"));
            assert.ok(!state.replaceAll(encrypted, "").includes(token));
            const outputs = (type: string, name: string) =>
                resources.find(({ urn }) => parseUrn(urn).type === type && parseUrn(urn).name === name)?.outputs ?? {};
            const [created] = resources.filter(({ type }) => type === "aws:secretsmanager/secret:Secret");
            const { versionId } = outputs("aws:secretsmanager/secretVersion:SecretVersion", "authors-TOKEN");
            const definition = outputs("aws:ecs/taskDefinition:TaskDefinition", "authors").containerDefinitions;
            assert.deepEqual(JSON.parse(String(definition))[0].secrets, [
                { name: "ORDERS_PASSWORD", valueFrom: password },
                { name: "TOKEN", valueFrom: `${created?.id}:::${versionId}` },
            ]);
            const { policy } = outputs("aws:iam/rolePolicy:RolePolicy", "authors-execution");
            assert.deepEqual(JSON.parse(String(policy)).Statement.at(-1), {
                Effect: "Allow",
                Action: ["secretsmanager:GetSecretValue"],
                Resource: [password.replace(":password::", ""), created?.id],
            });
        });
    });

    function play(run: (rehearsal: Rehearsal) => Promise<void>, stack: Stack = example) {
        return runScenario({
            scenario: { name: "fargate", statement: "APIs on Fargate change without an outage.", run },
            stack,
            program: async (folder) => program(folder),
            progress: silent,
        });
    }
});
