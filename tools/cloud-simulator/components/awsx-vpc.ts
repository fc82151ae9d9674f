import { isMap, type PropertyMap, type PropertyValue, plain } from "../state/property-values";
import { associate, createRoute, createSubnet, routeTarget, type Zone } from "./awsx-subnets";
import type { Construction } from "./component";
import { rejectUnknownArguments } from "./known-arguments";
import type { Registered } from "./registrar";
import { defaultSubnetSpecs, layOutSubnets, type SubnetSpec } from "./subnet-layout";

interface Gateways {
    readonly natGateways: readonly Registered[];
    readonly eips: readonly Registered[];
}

// Handed on to the VPC as they are; the component adds the rest.
const vpcArguments = ["assignGeneratedIpv6CidrBlock", "enableDnsHostnames", "enableDnsSupport", "instanceTenancy"];

// Arguments that are simulated; with any other the children would differ from the real ones.
const known = [
    ...vpcArguments,
    "availabilityZoneCidrMask",
    "availabilityZoneNames",
    "cidrBlock",
    "natGateways",
    "numberOfAvailabilityZones",
    "subnetSpecs",
    "subnetStrategy",
    "tags",
];

/** Registers what `awsx.ec2.Vpc` registers (pulumi/pulumi-awsx, awsx/ec2/vpc.ts), for `subnetStrategy: "Auto"`. */
export async function constructVpc(construction: Construction): Promise<PropertyMap> {
    const { name, args, self, registrar } = construction;
    const given = plain(args) as PropertyMap;
    rejectUnknownArguments("awsx.ec2.Vpc", given, known);
    if (given.subnetStrategy !== "Auto") {
        const found = String(given.subnetStrategy ?? "Legacy");
        throw new Error(`simulated awsx.ec2.Vpc: subnetStrategy is "${found}", want "Auto"`);
    }
    const tags = stringMap(given.tags);
    const zoneNames = await zoneNamesOf(given, construction);
    const cidrBlock = String(given.cidrBlock ?? "10.0.0.0/16");

    const vpc = await registrar.resource(
        "aws:ec2/vpc:Vpc",
        name,
        { ...pick(args, vpcArguments), cidrBlock, tags: { Name: name, ...tags } },
        { parent: self },
    );
    const internetGateway = await registrar.resource(
        "aws:ec2/internetGateway:InternetGateway",
        name,
        { vpcId: vpc.id, tags: { Name: name, ...tags } },
        { parent: vpc, dependsOn: [vpc] },
    );
    const zoneMask = given.availabilityZoneCidrMask == null ? undefined : Number(given.availabilityZoneCidrMask);
    const specs = subnetSpecsOf(given, cidrBlock, zoneNames.length, zoneMask);
    const layout = layOutSubnets(name, cidrBlock, zoneNames, specs, zoneMask);
    const zones = await Promise.all(
        layout.map((subnet) => createSubnet(construction, vpc, subnet, { Name: name, ...tags })),
    );
    const associations = await Promise.all(zones.map((zone) => associate(construction, zone)));
    const { natGateways, eips } = await createNatGateways(construction, zones, strategyOf(given), tags);
    const routes = await Promise.all(
        zones.flatMap((zone) => {
            const target = routeTarget(zone, zoneNames, internetGateway, natGateways);
            return target ? [createRoute(construction, zone, target)] : [];
        }),
    );

    const ofType = (type: string) => zones.filter(({ subnet }) => subnet.type.toLowerCase() === type);
    const references = (resources: readonly Registered[]) => resources.map(({ reference }) => reference);
    return {
        vpcId: vpc.id,
        vpc: vpc.reference,
        internetGateway: internetGateway.reference,
        subnets: references(zones.map(({ created }) => created)),
        publicSubnets: references(ofType("public").map(({ created }) => created)),
        privateSubnets: references(ofType("private").map(({ created }) => created)),
        isolatedSubnets: references(ofType("isolated").map(({ created }) => created)),
        publicSubnetIds: ofType("public").map(({ created }) => created.id),
        privateSubnetIds: ofType("private").map(({ created }) => created.id),
        isolatedSubnetIds: ofType("isolated").map(({ created }) => created.id),
        routeTables: references(zones.map(({ routeTable }) => routeTable)),
        routeTableAssociations: references(associations),
        routes: references(routes),
        natGateways: references(natGateways),
        eips: references(eips),
        vpcEndpoints: [],
        subnetLayout: given.subnetSpecs ?? [{ type: "Private" }, { type: "Public" }],
    };
}

async function zoneNamesOf(given: PropertyMap, { registrar }: Construction): Promise<string[]> {
    if (Array.isArray(given.availabilityZoneNames)) return given.availabilityZoneNames.map(String);
    const count = Number(given.numberOfAvailabilityZones ?? 3);
    const { names } = await registrar.invoke("aws:index/getAvailabilityZones:getAvailabilityZones", {});
    const all = Array.isArray(names) ? names.map(String) : [];
    if (all.length < count) throw new Error(`awsx: the region has ${all.length} availability zones, want ${count}`);
    return all.slice(0, count);
}

function subnetSpecsOf(
    { subnetSpecs }: PropertyMap,
    cidrBlock: string,
    zones: number,
    zoneMask: number | undefined,
): SubnetSpec[] {
    if (!Array.isArray(subnetSpecs)) return defaultSubnetSpecs(cidrBlock, zones, zoneMask);
    return subnetSpecs.filter(isMap).map(({ type, name, cidrMask, tags }) => ({
        type: String(type),
        tags: stringMap(tags),
        ...(name === undefined ? {} : { name: String(name) }),
        ...(cidrMask === undefined ? {} : { cidrMask: Number(cidrMask) }),
    }));
}

async function createNatGateways(
    { name, registrar }: Construction,
    zones: readonly Zone[],
    strategy: string,
    tags: Record<string, string>,
): Promise<Gateways> {
    const hosts = zones.filter(({ subnet }) => subnet.type.toLowerCase() === "public");
    const expected = strategy === "none" ? [] : strategy === "single" ? hosts.slice(0, 1) : hosts;
    const created = await Promise.all(
        expected.map(async ({ created: subnet }, index) => {
            const label = `${name}-${index + 1}`;
            const options = { parent: subnet, dependsOn: [subnet] };
            const named = { ...tags, Name: label };
            const eip = await registrar.resource("aws:ec2/eip:Eip", label, { tags: named }, options);
            const natGateway = await registrar.resource(
                "aws:ec2/natGateway:NatGateway",
                label,
                { subnetId: subnet.id, allocationId: eip.output("allocationId"), tags: named },
                options,
            );
            return { eip, natGateway };
        }),
    );
    return { eips: created.map(({ eip }) => eip), natGateways: created.map(({ natGateway }) => natGateway) };
}

function strategyOf({ natGateways }: PropertyMap): string {
    return String((isMap(natGateways) ? natGateways.strategy : undefined) ?? "OnePerAz").toLowerCase();
}

function stringMap(value: PropertyValue | undefined): Record<string, string> {
    return isMap(value) ? Object.fromEntries(Object.entries(value).map(([key, text]) => [key, String(text)])) : {};
}

function pick(args: PropertyMap, keys: readonly string[]): PropertyMap {
    return Object.fromEntries(Object.entries(args).filter(([key]) => keys.includes(key)));
}
