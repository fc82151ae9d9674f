import assert from "node:assert/strict";
import { resolve } from "node:path";
import { defineApis } from "../../stacks/apis/define-apis";
import { Platform } from "../../stacks/platform";
import type { Settings } from "../../stacks/settings/schema";
import { readStack } from "../../tools/cli/project/project";
import { inputsOf, listed, record } from "../infra/recorder";

const projectFolder = resolve(__dirname, "../..");

function build(stack: string, change: (settings: Settings) => Settings = (settings) => settings) {
    const settings = change(readStack(stack).settings);
    const apis = defineApis("gatehouse-test", settings, projectFolder);
    const names = ["eu-central-1a", "eu-central-1b"];
    const zones = { network: names, cluster: names };
    return record(() => {
        new Platform({ name: "gatehouse-test", settings, zones, ...apis, buildRoot: "..", folder: "." });
    });
}

const withImages = (settings: Settings): Settings => ({
    ...settings,
    apis: { pictures: { ...api(settings, "pictures"), build: undefined, image: "registry/pictures:1" } },
});

function clusterOf({ cluster }: Settings) {
    assert.ok(cluster && !("name" in cluster));
    return cluster;
}

function api({ apis }: Settings, name: string) {
    const found = apis[name];
    assert.ok(found, name);
    return found;
}

describe("Platform", () => {
    it("builds each API into a separate repository and runs it in the shared namespace", async () => {
        const registered = await build("dev");
        const names = listed(registered);
        for (const name of ["pictures", "books"]) {
            assert.ok(names.includes(`awsx:ecr:Image ${name}`));
            assert.ok(names.includes(`kubernetes:core/v1:Service ${name}-lb`));
            assert.ok(names.includes(`aws:apigateway/vpcLink:VpcLink ${name}`));
        }
        const namespaces = registered
            .filter(({ type }) => type === "kubernetes:core/v1:Service")
            .map(({ inputs }) => (inputs.metadata as { namespace: string }).namespace);
        assert.deepEqual(namespaces, ["apis", "apis"]);
        assert.equal(inputsOf(registered, "awsx:ecr:Image", "books").context, "../app/books");
    });

    it("runs a given image without a repository", async () => {
        const registered = await build("dev", withImages);
        assert.deepEqual(
            listed(registered).filter((name) => name.startsWith("awsx:ecr")),
            [],
        );
        const { spec } = inputsOf(registered, "kubernetes:apps/v1:Deployment") as {
            spec: { template: { spec: { containers: { image: string }[] } } };
        };
        assert.equal(spec.template.spec.containers[0]?.image, "registry/pictures:1");
    });

    it("gives an API its environment and access, and the region that it needs for the latter", async () => {
        const access = [{ actions: ["s3:GetObject"], resources: ["arn:aws:s3:::covers/*"] }];
        const registered = await build("dev", (settings) => ({
            ...settings,
            apis: { books: { ...api(settings, "books"), environment: { LOG_LEVEL: "debug" }, access } },
        }));
        const { spec } = inputsOf(registered, "kubernetes:apps/v1:Deployment", "books") as {
            spec: { template: { spec: { containers: { env: { name: string; value: string }[] }[] } } };
        };
        const names = spec.template.spec.containers[0]?.env.map(({ name }) => name);
        assert.deepEqual(names, ["PORT", "CORS_ALLOW_ORIGIN", "AWS_REGION", "LOG_LEVEL"]);
        const { policy } = inputsOf(registered, "aws:iam/rolePolicy:RolePolicy", "books-pods");
        assert.deepEqual(JSON.parse(String(policy)).Statement, [
            { Effect: "Allow", Action: ["s3:GetObject"], Resource: "arn:aws:s3:::covers/*" },
        ]);
    });

    it("defaults the maximum number of pods to three times the minimum", async () => {
        const most = async (stack: string) => {
            const { spec } = inputsOf(
                await build(stack),
                "kubernetes:autoscaling/v2:HorizontalPodAutoscaler",
                "pictures",
            ) as {
                spec: { maxReplicas: number };
            };
            return spec.maxReplicas;
        };
        assert.equal(await most("dev"), 6);
        assert.equal(await most("prod"), 30);
    });

    it("exempts the volatile operation from the cache at every stage", async () => {
        const methods = listed(await build("prod")).filter((name) => name.includes("MethodSettings"));
        assert.deepEqual(methods.sort(), [
            "aws:apigateway/methodSettings:MethodSettings candidate-*/*",
            "aws:apigateway/methodSettings:MethodSettings candidate-~1pictures~1{id}~1views/GET",
            "aws:apigateway/methodSettings:MethodSettings live-*/*",
            "aws:apigateway/methodSettings:MethodSettings live-~1pictures~1{id}~1views/GET",
        ]);
    });

    it("passes the link and the host of every backend to each stage", async () => {
        const { variables } = inputsOf(await build("dev"), "aws:apigateway/stage:Stage");
        assert.deepEqual(Object.keys(variables as object).sort(), [
            "booksBackend",
            "booksLink",
            "picturesBackend",
            "picturesLink",
        ]);
    });

    it("tells the backends the allowed origin if CORS is configured", async () => {
        const environment = async (change: (settings: Settings) => Settings) => {
            const { spec } = inputsOf(await build("dev", change), "kubernetes:apps/v1:Deployment", "books") as {
                spec: { template: { spec: { containers: { env: object[] }[] } } };
            };
            return spec.template.spec.containers[0]?.env;
        };
        const port = { name: "PORT", value: "5000" };
        assert.deepEqual(await environment((settings) => settings), [port, { name: "CORS_ALLOW_ORIGIN", value: "*" }]);
        const withoutCors = (settings: Settings) => ({
            ...settings,
            gateway: { ...settings.gateway, cors: undefined },
        });
        assert.deepEqual(await environment(withoutCors), [port]);
    });

    it("gives an API with a table the table's name, and an identity that may use only this table", async () => {
        const registered = await build("dev");
        const { spec } = inputsOf(registered, "kubernetes:apps/v1:Deployment", "pictures") as {
            spec: { template: { spec: { serviceAccountName: string; containers: { env: object[] }[] } } };
        };
        const pod = spec.template.spec;
        assert.equal(pod.serviceAccountName, "pictures");
        assert.deepEqual(pod.containers[0]?.env.slice(2), [
            { name: "TABLE_NAME", value: "gatehouse-test-pictures" },
            { name: "AWS_REGION", value: "eu-central-1" },
        ]);
        const { policy } = inputsOf(registered, "aws:iam/rolePolicy:RolePolicy", "pictures-pods");
        assert.equal(JSON.parse(String(policy)).Statement[0].Resource, "arn:gatehouse-test-pictures");
        // The endpoint's policy allows tables with this prefix.
        const endpoint = inputsOf(registered, "aws:ec2/vpcEndpoint:VpcEndpoint", "gatehouse-test-dynamodb");
        assert.match(String(endpoint.policy), /:table\/gatehouse-test-\*"/);
    });

    it("creates neither a table nor an identity for an API without a table", async () => {
        const registered = listed(await build("dev"));
        const ofBooks = registered.filter(
            (name) => /Table|ServiceAccount|PodIdentity|Role/.test(name) && / .*books/.test(name),
        );
        assert.deepEqual(ofBooks, []);
        assert.ok(registered.includes("aws:dynamodb/table:Table gatehouse-test-pictures"));
    });

    it("scales managed nodes by a Cluster Autoscaler of the Kubernetes version; Auto Mode scales its nodes itself", async () => {
        const onManagedNodes = (settings: Settings): Settings => ({
            ...settings,
            cluster: { ...clusterOf(settings), nodes: "managed", kubernetesVersion: "1.35" },
        });
        const { spec } = inputsOf(
            await build("dev", onManagedNodes),
            "kubernetes:apps/v1:Deployment",
            "gatehouse-test-autoscaler",
        ) as { spec: { template: { spec: { containers: { image: string }[] } } } };
        const [container] = spec.template.spec.containers;
        assert.equal(container?.image, "registry.k8s.io/autoscaling/cluster-autoscaler:v1.35.2");
        assert.ok(!listed(await build("dev")).some((name) => name.endsWith("-autoscaler")));
    });

    it("sends container logs and metrics to CloudWatch, unless both are turned off", async () => {
        const observed = async (observability: ReturnType<typeof clusterOf>["observability"]) => {
            const registered = await build("dev", (settings) => ({
                ...settings,
                cluster: { ...clusterOf(settings), observability },
            }));
            return registered.filter(({ inputs }) => String(inputs.name).startsWith("/aws/containerinsights/"));
        };
        const retention = ({ inputs }: { inputs: Readonly<Record<string, unknown>> }) => inputs.retentionInDays;
        assert.deepEqual((await observed({ logs: true, metrics: true })).map(retention), [30, 30, 30, 30]);
        assert.deepEqual((await observed({ logs: true, metrics: false, retentionDays: 7 })).map(retention), [7, 7, 7]);
        const nothing = { logs: false, metrics: false };
        assert.deepEqual(await observed(nothing), []);
        const names = listed(
            await build("dev", (settings) => ({
                ...settings,
                cluster: { ...clusterOf(settings), observability: nothing },
            })),
        );
        assert.ok(!names.some((name) => name.endsWith("-observability")));
    });

    it("leaves the support policy of a cluster in extended support as it is", async () => {
        const policyOf = async (kubernetesVersion: string) =>
            inputsOf(
                await build("dev", (settings) => ({
                    ...settings,
                    cluster: { ...clusterOf(settings), kubernetesVersion },
                })),
                "eks:index:Cluster",
            ).upgradePolicy;
        assert.deepEqual(await policyOf("1.33"), { supportType: "EXTENDED" });
        assert.deepEqual(await policyOf("1.36"), { supportType: "STANDARD" });
    });

    it("is private and protected in production, with a NAT gateway per zone", async () => {
        const registered = await build("prod");
        const cluster = inputsOf(registered, "eks:index:Cluster");
        assert.equal(cluster.endpointPublicAccess, false);
        assert.equal(cluster.deletionProtection, true);
        assert.equal(inputsOf(registered, "aws:dynamodb/table:Table").deletionProtectionEnabled, true);
        const vpc = inputsOf(registered, "awsx:ec2:Vpc");
        assert.deepEqual(vpc.availabilityZoneNames, ["eu-central-1a", "eu-central-1b"]);
        assert.deepEqual(vpc.natGateways, { strategy: "OnePerAz" });
    });
});
