import type { EngineRun } from "../facts/engine-run";
import { textAt } from "../facts/inputs";
import type { Architecture } from "../facts/report-schema";

type Node = Architecture["nodes"][number];

/** Draws a node for each availability zone, with its subnets. */
export function zoneNodes(run: EngineRun): Node[] {
    const zones = new Map<string, { urn: string; label: string[] }>();
    for (const { urn, name } of ofType(run, "aws:ec2/subnet:Subnet")) {
        const inputs = run.inputs.get(urn);
        const zone = textAt(inputs, ["availabilityZone"]) ?? "unknown zone";
        const kind = textAt(inputs, ["tags", "SubnetType"])?.toLowerCase() ?? "subnet";
        const { urn: first, label } = zones.get(zone) ?? { urn, label: [] };
        zones.set(zone, { urn: first, label: [...label, `${kind} ${textAt(inputs, ["cidrBlock"]) ?? name}`] });
    }
    return [...zones]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([zone, { urn, label }]) => {
            const lines = [zone, ...label.sort()];
            return { id: `zone-${zone}`, kind: "zone", label: lines, urn, group: "network", broken: [] };
        });
}

/** Draws the VPC and the cluster in it, if the stack has them. */
export function groupsOf(run: EngineRun): { id: "network" | "cluster"; label: string; urn: string }[] {
    const gateways = ofType(run, "aws:ec2/natGateway:NatGateway").length;
    const [vpc] = ofType(run, "aws:ec2/vpc:Vpc");
    const [cluster] = ofType(run, "aws:eks/cluster:Cluster");
    const groups: { id: "network" | "cluster"; label: string; urn: string }[] = [];
    if (vpc) {
        const block = textAt(run.inputs.get(vpc.urn), ["cidrBlock"]) ?? "";
        const nat = gateways === 1 ? "1 NAT gateway" : `${gateways} NAT gateways`;
        groups.push({ id: "network", label: `VPC ${block}, ${nat}`, urn: vpc.urn });
    }
    if (cluster) {
        const version = textAt(run.inputs.get(cluster.urn), ["version"]);
        const label = `EKS cluster${version === undefined ? "" : `, Kubernetes ${version}`}`;
        groups.push({ id: "cluster", label, urn: cluster.urn });
    }
    return groups;
}

function ofType(run: EngineRun, type: string) {
    return run.resources.filter((resource) => resource.type === type && resource.op !== "delete");
}
