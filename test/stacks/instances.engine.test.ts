import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { program } from "../../stacks/program";
import { readStack, type Stack } from "../../tools/cli/project/project";
import type { Rehearsal } from "../../tools/cli/rehearsal/rehearsal";
import { runScenario } from "../../tools/cli/rehearsal/run-scenario";
import type { StateResource } from "../../tools/cloud-simulator/state/state-resource";
import { parseUrn } from "../../tools/cloud-simulator/state/urn";
import { assertHolds, labelledEdges, preview, previewWithReport } from "./previewed-stack";
import { assertNothingServingReplaced, assertPassed, dependenciesOf, silent } from "./rehearsed-stack";

const apis = "gatehouse:apis";
const groupType = "aws:autoscaling/group:Group";
const templateType = "aws:ec2/launchTemplate:LaunchTemplate";

describe("the example stack on EC2 instances", function () {
    this.timeout(20 * 60_000);

    const example = readStack({ name: "instances", file: "stacks/examples/Pulumi.instances.yaml" });

    it("holds at the first preview, with preset strict, and is drawn behind one link and one load balancer", async () => {
        const { result, report } = await previewWithReport(example);
        assertHolds(result);
        for (const { id, checked } of result.rules) assert.match(checked, /\d/, `${id} checked nothing`);
        const types = result.resources.map(({ type }) => type);
        assert.equal(types.filter((type) => type === groupType).length, 2);
        assert.deepEqual(
            types.filter((type) => /^(kubernetes|eks|aws:eks|aws:ecs)/.test(type)),
            [],
        );

        const edges = labelledEdges(report).map((labels) => labels.join(" → "));
        assert.deepEqual(edges.slice(2), [
            "REST API, gatehouse-instances → VPC link, shared_nlb",
            "VPC link, shared_nlb → load balancer, gatehouse-instances",
            "load balancer, gatehouse-instances → authors, 2 to 6 instances",
            "load balancer, gatehouse-instances → books-service, 2 to 6 instances",
        ]);
        assert.doesNotMatch(report.cost.notEstimated.join(), /aws:|EC2 instances|load balancers that no backend/);
        const lines = Object.fromEntries(report.cost.fixed.map(({ what, count }) => [what, count]));
        assert.equal(lines["t4g.small machine of authors, at least"], 2);
        assert.equal(lines["t3.small machine of books-service, at least"], 2);
    });

    type Change = (props: Record<string, unknown>) => object;
    const mistakes: readonly [title: string, prepare: () => void, words: RegExp][] = [
        [
            "public subnets",
            () => {
                const open = { vpcId: "vpc-1", cidrBlock: "10.41.0.0/24", mapPublicIpOnLaunch: true };
                const { id } = new aws.ec2.Subnet("open", open);
                transform(groupType, () => ({ vpcZoneIdentifiers: [id] }));
            },
            /vpcZoneIdentifiers/,
        ],
        [
            "a group that admits everyone, with public addresses",
            () => {
                const { id } = new aws.ec2.SecurityGroup("open", { vpcId: "vpc-1" });
                const everyone = { cidrIpv4: "0.0.0.0/0", ipProtocol: "tcp", fromPort: 8080, toPort: 8080 };
                new aws.vpc.SecurityGroupIngressRule("open", { securityGroupId: id, ...everyone });
                const networkInterfaces = [{ associatePublicIpAddress: "true", securityGroups: [id] }];
                transform(templateType, () => ({ vpcSecurityGroupIds: undefined, networkInterfaces }));
            },
            /associatePublicIpAddress/,
        ],
    ];
    for (const [title, prepare, words] of mistakes) {
        it(`breaks R1 with machines in ${title}`, async () => {
            const result = await preview(example, prepare);
            assert.equal(result.exitCode, 1);
            const broken = result.rules.filter(({ findings }) => findings.length > 0);
            assert.deepEqual(
                broken.map(({ id }) => id),
                ["R1"],
            );
            const messages = broken.flatMap(({ findings }) => findings.map(({ message }) => message));
            assert.match(messages.join("\n"), words);
        });
    }

    it("holds with a key pair, which opens no port", async () => {
        const result = await preview(example, () => transform(templateType, () => ({ keyName: "operators" })));
        assert.deepEqual(
            result.rules.flatMap(({ findings }) => findings),
            [],
        );
    });

    it("comes up, rolls its machines and replaces nothing that serves, and is destroyed to nothing", async () => {
        const refreshed: number[] = [];
        const result = await play(async (rehearsal) => {
            const refreshes = () => refreshesOf(rehearsal).length;
            const image = async (tag: string) => {
                await rehearsal.set([apis, "authors", "image"], `registry.internal/authors:${tag}`);
            };
            await rehearsal.set([apis, "authors", "build"], undefined);
            await image("1");
            await rehearsal.up("everything");
            await image("2");
            await rehearsal.up("another image");
            refreshed.push(refreshes());
            await rehearsal.set([apis, "authors", "replicas"], 3);
            await rehearsal.up("another number of machines");
            refreshed.push(refreshes());
            await rehearsal.set([apis, "authors", "architecture"], undefined);
            await rehearsal.up("another architecture");
            refreshed.push(refreshes());
            await rehearsal.set([apis, "authors", "port"], 9090);
            await rehearsal.up("another port");
            await rehearsal.set([apis, "books-service", "access"], undefined);
            await rehearsal.up("no access");
            await rehearsal.checkInventory();
        });
        assertNothingServingReplaced(result);
        assert.deepEqual(refreshed, [1, 1, 2]);
    });

    it("fails with the reason until the machines of the stack serve, and keeps the old ones meanwhile", async () => {
        const versions: string[] = [];
        const result = await play(async (rehearsal) => {
            const image = async (tag: string) => {
                await rehearsal.set([apis, "authors", "image"], `registry.internal/authors:${tag}`);
            };
            const note = () => versions.push(Object(groupOf(rehearsal)?.outputs.launchTemplate).version);
            await rehearsal.set([apis, "authors", "build"], undefined);
            await image("1");
            await rehearsal.up("everything");
            rehearsal.cloud.brokenImages.add("registry.internal/authors:2");
            await image("2");
            const failure =
                /ended as RollbackSuccessful: containers of registry.internal\/authors:2 end\. To see it: aws/;
            await rehearsal.expectRejection("up", "an image that never serves", failure);
            note();
            await rehearsal.expectRejection("up", "the same once more", failure);
            note();
            await image("3");
            await rehearsal.up("a working image");
            note();
        });
        assertPassed(result);
        assert.deepEqual(versions, ["1", "1", "3"]);
    });

    it("keeps the image of the operating system, unless the settings follow the newest or name one", async () => {
        const found: unknown[] = [];
        const result = await play(async (rehearsal) => {
            const own = async () => {
                const resources = await rehearsal.stack.resources();
                const template = resources.find(({ urn }) => parseUrn(urn).name === "authors-arm64");
                found.push(template?.outputs?.imageId);
            };
            await rehearsal.up("everything");
            await own();
            rehearsal.cloud.machineImages.arm64 = "ami-00000000000000001";
            await rehearsal.set([apis, "books-service", "replicas"], 3);
            await rehearsal.up("an unrelated edit after a release of Amazon Linux");
            await own();
            await rehearsal.set([apis, "authors", "amiId"], "latest");
            await rehearsal.up("the newest image");
            await own();
            await rehearsal.set([apis, "authors", "amiId"], "ami-00000000000000002");
            await rehearsal.up("an image by id");
            await own();
        });
        assert.deepEqual(result.problems, []);
        const [first] = found;
        assert.deepEqual(found, [first, first, "ami-00000000000000001", "ami-00000000000000002"]);
    });

    it("creates a group after what it needs, and the stage after the group", async () => {
        let resources: readonly StateResource[] = [];
        await play(async (rehearsal) => {
            await rehearsal.up("everything");
            resources = await rehearsal.stack.resources();
        });
        const needs = (type: string, name: string) => dependenciesOf(resources, type, name);
        const group = needs(groupType, "books-service");
        for (const needed of [
            "aws:lb/listener:Listener books-service",
            "aws:iam/rolePolicy:RolePolicy books-service-machine",
            "aws:iam/rolePolicy:RolePolicy books-service-api",
            "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule books-service-balancer",
            "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule books-service-balancer",
            "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule books-service-machines-https",
            "awsx:ec2:Vpc gatehouse-instances",
        ])
            assert.ok(group.has(needed), `${needed} is not among ${[...group].join(", ")}`);
        const stage = needs("aws:apigateway/stage:Stage", "Test");
        for (const name of ["authors", "books-service"]) assert.ok(stage.has(`${groupType} ${name}`), name);
    });

    function transform(type: string, change: Change) {
        pulumi.runtime.registerStackTransformation(({ type: own, props, opts }) =>
            own === type ? { props: { ...props, ...change(props) }, opts } : undefined,
        );
    }

    const groupOf = ({ cloud }: Rehearsal) =>
        cloud.store.ofType(groupType).find(({ urn }) => parseUrn(urn).name === "authors");

    const refreshesOf = (rehearsal: Rehearsal) => groupOf(rehearsal)?.refreshes ?? [];

    function play(run: (rehearsal: Rehearsal) => Promise<void>, stack: Stack = example) {
        return runScenario({
            scenario: { name: "instances", statement: "APIs on EC2 instances change without an outage.", run },
            stack,
            program: async (folder) => program(folder),
            progress: silent,
        });
    }
});
