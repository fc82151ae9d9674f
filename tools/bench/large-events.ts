import type { BackendOutputs } from "../../infra/backends/backend";

const stack = "urn:pulumi:large::gatehouse::";

/**
 * The event log of a preview: three resources for each API, all of which are drawn, in one REST API and stage.
 * @param findings how many of the resources break R1.
 * @returns a line of JSON for each event.
 */
export function largeEvents(resources: number, findings: number): string[] {
    const states = [
        resource("pulumi:pulumi:Stack", "gatehouse-large"),
        resource("aws:ec2/vpc:Vpc", "network", { cidrBlock: "10.0.0.0/16" }),
        resource("aws:eks/cluster:Cluster", "cluster", { version: "1.35" }),
        resource("aws:apigateway/restApi:RestApi", "gateway"),
        resource("aws:apigateway/stage:Stage", "live", { stageName: "live", cacheClusterSize: "0.5" }),
    ];
    const outputs: object[] = [];
    for (let index = 1; states.length + 3 <= resources; index++) {
        const name = `api-number-${index}`;
        const parent = urn("gatehouse:workloads:Workload", name);
        const service = resource(
            "kubernetes:core/v1:Service",
            `${name}-lb`,
            { spec: { type: "LoadBalancer" } },
            parent,
        );
        const deployment = resource("kubernetes:apps/v1:Deployment", name, { spec: { replicas: 2 } }, parent);
        states.push(
            resource("aws:apigateway/vpcLink:VpcLink", name, {}, urn("gatehouse:gateway:BackendLink", name)),
            service,
            deployment,
        );
        outputs.push(registered(parent, backendOutputs(name, service.urn, deployment.urn)));
    }
    while (states.length < resources) states.push(resource("aws:kms/key:Key", `key-${states.length}`));
    const services = states.filter(({ type }) => type === "kubernetes:core/v1:Service").slice(0, findings);
    const events = [
        ...states.map((state) => ({ resourcePreEvent: { metadata: { op: "create", ...state, new: state } } })),
        ...outputs,
        ...services.map(({ urn }) => violation(urn)),
        { policyAnalyzeStackSummaryEvent: { policyPackName: "gatehouse", failed: ["r1-private-kubernetes"] } },
        { summaryEvent: { resourceChanges: { create: states.length } } },
    ];
    return events.map((event, sequence) => JSON.stringify({ sequence, timestamp: 0, ...event }));
}

function urn(type: string, name: string): string {
    return `${stack}${type}::${name}`;
}

function resource(
    type: string,
    name: string,
    inputs: object = {},
    parent = urn("pulumi:pulumi:Stack", "gatehouse-large"),
) {
    return { urn: urn(type, name), type, parent, inputs };
}

function registered(component: string, outputs: BackendOutputs<string>): object {
    return { resOutputsEvent: { metadata: { op: "create", urn: component, new: { outputs } } } };
}

function backendOutputs(api: string, service: string, deployment: string): BackendOutputs<string> {
    const [name, hostname] = [api, `${api}.elb`];
    const compute = { urn: deployment, unit: "pods", min: 2, max: 6, location: "cluster" } as const;
    return {
        backend: { kind: "kubernetes", api, host: hostname, healthPath: "/readyz", compute },
        environment: {},
        loadBalancer: { urn: service, name, arn: `arn:${name}`, hostname, scheme: "internal", form: "network" },
    };
}

function violation(resourceUrn: string): object {
    const message = [
        `Service "${resourceUrn}": it requests a load balancer that may face the internet.`,
        "Expected: an internal load balancer.",
        "Change: set service.beta.kubernetes.io/aws-load-balancer-scheme to internal.",
    ].join("\n");
    const policy = { policyName: "r1-private-kubernetes", policyPackName: "gatehouse", enforcementLevel: "mandatory" };
    return { policyEvent: { ...policy, resourceUrn, message } };
}
