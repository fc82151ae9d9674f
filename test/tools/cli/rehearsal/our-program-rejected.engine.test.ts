import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { program } from "../../../../stacks/program";
import { readStack } from "../../../../tools/cli/project/project";
import type { Rehearsal } from "../../../../tools/cli/rehearsal/rehearsal";
import { runScenario } from "../../../../tools/cli/rehearsal/run-scenario";
import { played } from "./played";

const silent = { say: () => {}, tick: () => {}, end: () => {} };

/** What spoils the program, and how AWS says so. */
interface Spoiled {
    readonly title: string;
    readonly words: RegExp;
    /** Changes settings or documents before the first `up`; with `later` after it. */
    readonly edit?: (rehearsal: Rehearsal) => Promise<void> | void;
    /** Changes what the program registers. */
    readonly transform?: pulumi.ResourceTransformation;
    /** Changes made after a sound first `up`, which then provoke the refusal. */
    readonly later?: (rehearsal: Rehearsal) => Promise<void> | void;
}

const changed =
    (type: string, change: (args: pulumi.ResourceTransformationArgs) => Partial<pulumi.ResourceTransformationResult>) =>
    (args: pulumi.ResourceTransformationArgs) =>
        args.type === type ? { props: args.props, opts: args.opts, ...change(args) } : undefined;

const vpcLink = "aws:apigateway/vpcLink:VpcLink";
const service = "kubernetes:core/v1:Service";

const spoiled: readonly Spoiled[] = [
    {
        title: "without the wait for the load balancer",
        words: /NLB is not in active state\. If you recently created this NLB, please wait/,
        transform: changed(vpcLink, ({ opts }) => ({ opts: { ...opts, hooks: {} } })),
    },
    {
        title: "with the account's role switched off in a region that has none",
        words: /BadRequestException: CloudWatch Logs role ARN must be set in account settings to enable logging/,
        edit: async (rehearsal) => void (await rehearsal.set(["gatehouse:gateway", "accountRole"], false)),
    },
    {
        title: "with a deployment that goes before its successor comes",
        words: /BadRequestException: Active stages pointing to this deployment must be moved or deleted/,
        transform: changed("aws:apigateway/deployment:Deployment", ({ opts }) => ({
            opts: { ...opts, deleteBeforeReplace: true },
        })),
        later: (rehearsal) =>
            void rehearsal.project.editDocument("pictures", ({ paths }) => {
                paths["/later"] = { get: { responses: { "200": { description: "OK" } } } };
            }),
    },
    {
        title: "with private subnets that lack their tag",
        words: /timed out waiting to be Ready.*couldn't auto-discover subnets: unable to resolve at least one subnet/,
        transform: changed("awsx:ec2:Vpc", ({ props }) => ({
            props: { ...props, subnetSpecs: [{ type: "Public" }, { type: "Private" }] },
        })),
    },
    {
        title: "with a load balancer's name of its own, as long as the stack's",
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
        title: "with more stages than an API may have",
        words: /LimitExceededException: the quota of 10 stages of a REST API is reached/,
        edit: async (rehearsal) => {
            const stage = rehearsal.setting("gatehouse:stages", "Test");
            for (let number = 1; number <= 10; number += 1) {
                await rehearsal.set(["gatehouse:stages", `stage${number}`], stage);
            }
        },
    },
    {
        title: "with a document of more resources than an API may have",
        words: /LimitExceededException: Maximum number of resources for this API has been reached/,
        edit: (rehearsal) =>
            void rehearsal.project.editDocument("pictures", ({ paths }) => {
                for (let number = 1; number <= 301; number += 1) {
                    paths[`/many${number}`] = { get: { responses: { "200": { description: "OK" } } } };
                }
            }),
    },
    {
        title: "with a Service that names the port's number, under a change of the port",
        words: /Service "pictures-lb" named port 5075, on which no pod listened/,
        transform: changed(service, ({ props }) => ({
            props: { ...props, spec: { ...props.spec, ports: [{ ...props.spec.ports[0], targetPort: 5075 }] } },
        })),
        later: async (rehearsal) => void (await rehearsal.set(["gatehouse:apis", "pictures", "port"], 6000)),
    },
];

describe("a rehearsal of our program tells what AWS would refuse", function () {
    this.timeout(20 * 60_000);

    for (const { title, words, edit, transform, later } of spoiled) {
        it(title, async () => {
            const play = () =>
                runScenario({
                    scenario: {
                        name: "spoiled",
                        statement: title,
                        async play(rehearsal) {
                            await edit?.(rehearsal);
                            if (later) await rehearsal.up("before the change");
                            await later?.(rehearsal);
                            await rehearsal.up("spoiled");
                        },
                    },
                    stack: readStack("dev"),
                    program: async (folder) => {
                        if (transform) pulumi.runtime.registerStackTransformation(transform);
                        return program(folder);
                    },
                    progress: silent,
                });
            const result = await played(play);
            const said = [...result.problems, ...result.steps.flatMap(({ rejections }) => rejections)];
            assert.match(said.join("\n"), words);
            assert.notDeepEqual(result.problems, []);
            assert.deepEqual(result.leftInCloud, []);
        });
    }
});
