import { parseArgs } from "node:util";
import { attachmentType } from "../../../cloud-simulator/resources/network/attached-networks";
import { generated } from "../../../cloud-simulator/resources/template";
import { elementsOf, mapOf, text } from "../../../cloud-simulator/state/property-values";
import type { SimulatedCloud } from "../../../cloud-simulator/state/simulated-cloud";
import type { CommandHandler } from "./page-script";

const flags = ["destination-cidr-block", "filters", "name", "output", "query", "route-table-id", "subnet-ids"];
const idFlags = ["transit-gateway-attachment-id", "transit-gateway-id", "vpc-id"];
const options = Object.fromEntries(
    [...flags, ...idFlags].map((name) => [name, { type: "string", multiple: true } as const]),
);

/**
 * The commands of the AWS CLI on a page, which attach a network to the VPC of a stack. Their output is that of the page's
 * `--query`.
 * @param account the account that they run in.
 * @throws {Error} for a command that is not among them, or whose arguments name nothing that exists.
 */
export function awsCommands(cloud: SimulatedCloud, account: string): CommandHandler {
    return (words) => {
        const { values, positionals } = parseArgs({ args: [...words], options, allowPositionals: true });
        const one = (name: string) => values[name]?.[0] ?? "";
        const [service, verb, ...more] = positionals;
        const vpcId = () => existing(cloud, "aws:ec2/vpc:Vpc", one("vpc-id") || filtered(words, "vpc-id"));
        switch (`${service} ${verb}`) {
            case "sts get-caller-identity":
                return account;
            case "eks describe-cluster":
                return vpcOfCluster(cloud, one("name"));
            case "ec2 describe-subnets":
                return privateSubnets(cloud, vpcId()).join("\t");
            case "ec2 describe-route-tables":
                return inVpc(cloud, "aws:ec2/routeTable:RouteTable", vpcId()).join("\t");
            case "ec2 create-route":
                // The simulated cloud does not enforce routes.
                existing(cloud, "aws:ec2/routeTable:RouteTable", one("route-table-id") || (more[0] ?? ""));
                return "true";
            case "ec2 create-transit-gateway-vpc-attachment":
                return attach(cloud, vpcId(), [one("subnet-ids"), ...more]);
            // Nothing takes time here.
            case "ec2 wait":
                existing(cloud, attachmentType, inVpc(cloud, attachmentType, vpcId())[0] ?? "");
                return "";
            case "ec2 describe-transit-gateway-vpc-attachments":
                return inVpc(cloud, attachmentType, vpcId())[0] ?? "None";
            case "ec2 delete-transit-gateway-vpc-attachment":
                return detach(cloud, one("transit-gateway-attachment-id"));
            default:
                throw new Error(`the rehearsal has no command "aws ${service} ${verb}"`);
        }
    };
}

function filtered(words: readonly string[], name: string): string {
    const prefix = `Name=${name},Values=`;
    return words.find((word) => word.startsWith(prefix))?.slice(prefix.length) ?? "";
}

function existing(cloud: SimulatedCloud, type: string, id: string): string {
    if (!cloud.store.find(type, id)) throw new Error(`there is no ${type} "${id}"`);
    return id;
}

function vpcOfCluster(cloud: SimulatedCloud, name: string): string {
    const cluster = cloud.store.find("aws:eks/cluster:Cluster", name);
    const [subnet] = elementsOf(mapOf(cluster?.outputs.vpcConfig).subnetIds).map(text);
    const vpcId = text(cloud.store.find("aws:ec2/subnet:Subnet", subnet ?? "")?.inputs.vpcId);
    if (vpcId === "") throw new Error(`ResourceNotFoundException: No cluster found for name: ${name}.`);
    return vpcId;
}

function privateSubnets(cloud: SimulatedCloud, vpcId: string): string[] {
    return cloud.store
        .ofType("aws:ec2/subnet:Subnet")
        .filter(({ inputs }) => text(inputs.vpcId) === vpcId && "kubernetes.io/role/internal-elb" in mapOf(inputs.tags))
        .map(({ id }) => id);
}

function inVpc(cloud: SimulatedCloud, type: string, vpcId: string): string[] {
    return cloud.store
        .ofType(type)
        .filter(({ inputs }) => text(inputs.vpcId) === vpcId)
        .map(({ id }) => id);
}

function attach(cloud: SimulatedCloud, vpcId: string, subnets: readonly string[]): string {
    const subnetIds = subnets.map((id) => existing(cloud, "aws:ec2/subnet:Subnet", id));
    const id = `tgw-attach-${generated(vpcId, "hex", 17)}`;
    const inputs = { vpcId, subnetIds };
    cloud.store.put({ urn: `attachment of ${vpcId}`, type: attachmentType, id, inputs, outputs: inputs });
    return id;
}

function detach(cloud: SimulatedCloud, id: string): string {
    const attachment = cloud.store.find(attachmentType, existing(cloud, attachmentType, id));
    if (attachment) cloud.store.remove(attachment);
    return "deleting";
}
