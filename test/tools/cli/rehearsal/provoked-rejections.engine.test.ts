import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { PulumiFn } from "@pulumi/pulumi/automation";
import { waitUntilServing } from "../../../../infra/backends/kubernetes/serving-load-balancer";
import { type OfflineStack, withOfflineStack } from "../../../../tools/cloud-simulator/engine/offline-stack";

const base = { projectName: "shop", stackName: "dev", config: { "aws:region": "eu-central-1" } };
const throttle = { throttlingRateLimit: 10, throttlingBurstLimit: 5 };

/** Mistakes that a test makes in a gateway's program. */
interface Mistakes {
    readonly withoutRole?: boolean;
    readonly methodPath?: string;
    readonly variables?: Record<string, string>;
    readonly settings?: object;
    readonly literalLink?: boolean;
    readonly withoutLink?: boolean;
    readonly namedAfter?: string;
}

describe("a mistake in a program is rejected with the error of AWS", function () {
    this.timeout(20 * 60_000);

    const rejections: readonly [title: string, mistakes: Mistakes, words: RegExp][] = [
        [
            "a stage with access logs before the account has a role",
            { withoutRole: true },
            /CloudWatch Logs role ARN must be set/,
        ],
        [
            "method settings of a path that is not deployed",
            { methodPath: "~1bokks/GET" },
            /Invalid method setting path/,
        ],
        [
            "a stage variable with a space and a bar",
            { variables: { host: "a |b" } },
            /Invalid stage variable value: a \|b/,
        ],
        ["method settings without a throttle", { settings: {} }, /switches throttling off/],
        [
            "an argument that the provider does not know",
            { settings: { ...throttle, cacheTtl: 5 } },
            /has no property "settings.cacheTtl"/,
        ],
    ];
    for (const [title, mistakes, words] of rejections) {
        it(title, async () => {
            await run(mistakes, async (stack, output) => {
                const { succeeded } = await stack.up();
                assert.equal(succeeded, false);
                assert.match(output(), words);
                assert.equal((await stack.destroy()).error, undefined);
            });
        });
    }

    it("accepts a correct program, and the deletion of an unused VPC link", async () => {
        await run({}, async (stack, output) => {
            assert.equal((await stack.up()).error, undefined, output());
            assert.equal((await stack.up(async () => gateway({ withoutLink: true }))).error, undefined, output());
            assert.equal((await stack.destroy()).error, undefined, output());
        });
    });

    it("a VPC link deleted while a deployed stage names it literally", async () => {
        await run({ literalLink: true }, async (stack, output) => {
            assert.equal((await stack.up()).error, undefined, output());
            const { succeeded } = await stack.up(async () => gateway({ literalLink: true, withoutLink: true }));
            assert.equal(succeeded, false);
            assert.match(output(), /Cannot delete vpc link. Vpc link '\w+', is referenced in \[\w+:GET:\/books:Test\]/);
        });
    });

    it("a Service deleted while a VPC link holds its load balancer", async () => {
        const metadata = { name: "shop", namespace: "default" };
        const labels = { app: "shop" };
        const template = {
            metadata: { labels },
            spec: { containers: [{ name: "shop", image: "shop:1" }] },
        };
        const service = () => {
            const spec = { selector: { matchLabels: labels }, template };
            const pods = new k8s.apps.v1.Deployment("shop", { metadata, spec });
            const [type, loadBalancerClass] = ["LoadBalancer", "eks.amazonaws.com/nlb"];
            return new k8s.core.v1.Service(
                "shop",
                { metadata, spec: { type, loadBalancerClass, selector: labels, ports: [{ port: 80 }] } },
                { dependsOn: pods },
            );
        };
        const linked: PulumiFn = async () => {
            const host = service().status.loadBalancer.ingress.apply((ingress) => ingress[0]?.hostname ?? "");
            const balancer = aws.lb.getLoadBalancerOutput({
                name: host.apply((own) => own.replace(/-[0-9a-f]+\..*$/, "")),
            });
            // Retained, like a link that another program created.
            const wait = ({ newInputs }: pulumi.ResourceHookArgs) => waitUntilServing(String(newInputs?.targetArn));
            const options = { retainOnDelete: true, hooks: { beforeCreate: [wait] } };
            new aws.apigateway.VpcLink("shop", { targetArn: balancer.arn }, options);
            return {};
        };
        await withStack(linked, async (stack, output) => {
            assert.equal((await stack.up()).error, undefined, output());
            const { succeeded } = await stack.destroy();
            assert.equal(succeeded, false);
            assert.match(output(), /timed out waiting for the condition.*currently associated with another service/s);
        });
    });
});

async function run(
    mistakes: Mistakes,
    use: (stack: OfflineStack, output: () => string) => Promise<void>,
): Promise<void> {
    await withStack(async () => gateway(mistakes), use);
}

async function withStack(program: PulumiFn, use: (stack: OfflineStack, output: () => string) => Promise<void>) {
    const output: string[] = [];
    await withOfflineStack({ ...base, program, onOutput: (text) => output.push(text) }, (stack) =>
        use(stack, () => output.join("")),
    );
}

function gateway({
    withoutRole,
    methodPath = "*/*",
    variables,
    settings = throttle,
    literalLink,
    withoutLink,
}: Mistakes) {
    const balancer = new aws.lb.LoadBalancer("shop", { loadBalancerType: "network", internal: true });
    const link = withoutLink ? undefined : new aws.apigateway.VpcLink("shop", { targetArn: balancer.arn });
    const connectionId: pulumi.Input<string> = literalLink && link ? link.id : "${stageVariables.link}";
    const body = pulumi.jsonStringify({
        openapi: "3.0.1",
        paths: {
            "/books": { get: { "x-amazon-apigateway-integration": { connectionType: "VPC_LINK", connectionId } } },
        },
    });
    // A complete program would replace the deployment when the body changes.
    const api = new aws.apigateway.RestApi("shop", { body });
    const deployment = new aws.apigateway.Deployment("shop", { restApi: api.id });
    const account = new aws.apigateway.Account(
        "shop",
        withoutRole ? {} : { cloudwatchRoleArn: "arn:aws:iam::1:role/logs" },
    );
    const stage = new aws.apigateway.Stage(
        "shop",
        {
            restApi: api.id,
            deployment: deployment.id,
            stageName: "Test",
            accessLogSettings: {
                destinationArn: "arn:aws:logs:eu-central-1:1:log-group:x",
                format: "$context.requestId",
            },
            ...(variables && { variables }),
        },
        { dependsOn: [account] },
    );
    new aws.apigateway.MethodSettings("shop", { restApi: api.id, stageName: stage.stageName, methodPath, settings });
    return {};
}
