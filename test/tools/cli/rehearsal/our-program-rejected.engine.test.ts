import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { program } from "../../../../stacks/program";
import { readStack } from "../../../../tools/cli/project/project";
import type { Rehearsal } from "../../../../tools/cli/rehearsal/rehearsal";
import { runScenario } from "../../../../tools/cli/rehearsal/run-scenario";
import { devState } from "./dev-state";

const silent = { say: () => {}, tick: () => {}, end: () => {} };

/** A mistake in the program or its settings, and the error with which AWS rejects it. */
interface Mistake {
    readonly title: string;
    readonly words: RegExp;
    /** Changes settings or documents before the first `up`. */
    readonly edit?: (rehearsal: Rehearsal) => Promise<void> | void;
    /** Changes the resources that the program registers. */
    readonly transform?: pulumi.ResourceTransformation;
    /** Changes settings or documents after a first `up` without the mistake's effect. */
    readonly later?: (rehearsal: Rehearsal) => Promise<void> | void;
}

const changed =
    (type: string, change: (args: pulumi.ResourceTransformationArgs) => Partial<pulumi.ResourceTransformationResult>) =>
    (args: pulumi.ResourceTransformationArgs) =>
        args.type === type ? { props: args.props, opts: args.opts, ...change(args) } : undefined;

const vpcLink = "aws:apigateway/vpcLink:VpcLink";
const service = "kubernetes:core/v1:Service";

const mistakes: readonly Mistake[] = [
    {
        title: "without the wait for the load balancer",
        words: /NLB is not in active state\. If you recently created this NLB, please wait/,
        transform: changed(vpcLink, ({ opts }) => ({ opts: { ...opts, hooks: {} } })),
    },
    {
        title: "with the account's role switched off in a region without one",
        words: /BadRequestException: CloudWatch Logs role ARN must be set in account settings to enable logging/,
        edit: async (rehearsal) => void (await rehearsal.set(["gatehouse:gateway", "accountRole"], false)),
    },
    {
        title: "with a key that is in two usage plans for a moment",
        words: /ConflictException: Usage Plan \w+ cannot be added because API Key \w+ cannot reference multiple Usage Plans/,
        transform: changed("aws:apigateway/usagePlanKey:UsagePlanKey", ({ opts }) => ({
            opts: { ...opts, deleteBeforeReplace: false },
        })),
        later: async (rehearsal) => {
            await rehearsal.set(["gatehouse:plans", "trial"], { requestsPerSecond: 1, burst: 1 });
            await rehearsal.set(["gatehouse:clients", "web"], "trial");
        },
    },
    {
        title: "with private subnets that lack their tag",
        words: /timed out waiting to be Ready.*couldn't auto-discover subnets: unable to resolve at least one subnet/,
        transform: changed("awsx:ec2:Vpc", ({ props }) => ({
            props: { ...props, subnetSpecs: [{ type: "Public" }, { type: "Private" }] },
        })),
    },
    {
        title: "with an explicit load balancer name as long as the stack's",
        words: /load balancer name cannot be longer than 32 characters/,
        transform: changed(service, ({ props }) => ({
            props: {
                ...props,
                metadata: {
                    ...props.metadata,
                    annotations: {
                        ...props.metadata.annotations,
                        "service.beta.kubernetes.io/aws-load-balancer-name":
                            "gatehouse-development-environment-pictures",
                    },
                },
            },
        })),
    },
    {
        title: "with support policy standard for a version in extended support",
        words: /Kubernetes 1\.33 is in extended support, which cannot be disabled/,
        edit: async (rehearsal) => {
            rehearsal.cloud.today = "2026-11-28";
            await rehearsal.set(["gatehouse:cluster", "kubernetesVersion"], "1.33");
            await rehearsal.set(["gatehouse:cluster", "supportType"], "standard");
        },
    },
    {
        title: "with more stages than the quota of an API",
        words: /LimitExceededException: the quota of 10 stages of a REST API is reached/,
        edit: async (rehearsal) => {
            const stage = rehearsal.setting("gatehouse:stages", "Test");
            for (let number = 1; number <= 10; number += 1) {
                await rehearsal.set(["gatehouse:stages", `stage${number}`], stage);
            }
        },
    },
    {
        title: "with a document of more resources than the quota of an API",
        words: /"app\/pictures\/openapi\.yaml": paths: got 305 resources, want at most 300/,
        edit: (rehearsal) =>
            void rehearsal.project.editDocument("pictures", ({ paths }) => {
                for (let number = 1; number <= 301; number += 1) {
                    paths[`/many${number}`] = { get: { responses: { "200": { description: "OK" } } } };
                }
            }),
    },
    {
        title: "with a Service that targets the port by number, when the port changes",
        words: /Service "pictures-lb" named port 5075, on which no pod listened/,
        transform: changed(service, ({ props }) => ({
            props: { ...props, spec: { ...props.spec, ports: [{ ...props.spec.ports[0], targetPort: 5075 }] } },
        })),
        later: async (rehearsal) => void (await rehearsal.set(["gatehouse:apis", "pictures", "port"], 6000)),
    },
];

describe("a rehearsal of our program finds what AWS would reject", function () {
    this.timeout(20 * 60_000);

    for (const { title, words, edit, transform, later } of mistakes) {
        it(title, async () => {
            const result = await runScenario({
                scenario: {
                    name: "mistake",
                    statement: title,
                    async run(rehearsal) {
                        await edit?.(rehearsal);
                        if (later) await rehearsal.up("before the change");
                        await later?.(rehearsal);
                        await rehearsal.up("with the mistake");
                    },
                },
                stack: readStack("dev"),
                program: async (folder) => {
                    if (transform) pulumi.runtime.registerStackTransformation(transform);
                    return program(folder);
                },
                ...(later && { state: await devState() }),
                progress: silent,
            });
            const messages = [...result.problems, ...result.steps.flatMap(({ rejections }) => rejections)];
            assert.match(messages.join("\n"), words);
            assert.notDeepEqual(result.problems, []);
            assert.deepEqual(result.leftInCloud, []);
        });
    }
});
