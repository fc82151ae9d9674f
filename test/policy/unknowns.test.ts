import assert from "node:assert/strict";
import { cleanCases } from "./corpus/clean";
import { violationCases } from "./corpus/violations";
import { type Declared, type Json, Pack, unknown } from "./engine";

type Path = readonly (string | number)[];

// The unknown value then comes from what the resource depends on, and at a first preview every good program looks so.
const byDependency = new Set([
    "a plan for another stage: plan apiStages.0.stage",
    "a prefix list of somebody else beside one of the stack: office ingress.0.prefixListIds",
    "an integration by a link with an empty name: extra connectionId",
    "an address on a machine, of a Terraform module: shop instance",
    "an internal load balancer of a Terraform module, with addresses: shop subnet_mapping",
    "a group of a Terraform module: shop ingress",
    "a group of a Terraform module with a prefix list: shop ingress",
    "a group of a Terraform module, one of whose rules is not known: shop ingress",
    "an address on a machine, of awscc in a Terraform module: shop instance_id",
    "machines of a Terraform module in a target group elsewhere: shop target_group_arns",
    "a tunnel beside the app: shop spec.template.spec.containers.1.image",
    "a tunnel as a sidecar: shop spec.template.spec.initContainers.0.image",
    "a constant target group beside one of the stack: binding spec.targetGroupARN",
    "a second interface whose group is somebody else's: template networkInterfaces.1.securityGroups.0",
    "a constant group, and another interface with a group of the stack: template networkInterfaces.0.securityGroups.0",
    "a constant API, and a value of the stack's API beside it: rule actions.0",
    "a constant API, and a value of the stack's API beside it: rule actions.0.invokeApi",
    "a constant API, and a value of the stack's API beside it: rule actions.0.invokeApi.apiId",
    "a function elsewhere, by its ARN, though the behaviour depends on one of the stack: cdn defaultCacheBehavior.functionAssociations.0",
    "a function elsewhere, by its ARN, though the behaviour depends on one of the stack: cdn defaultCacheBehavior.functionAssociations.0.functionArn",
    "a function without an ARN: cdn defaultCacheBehavior.functionAssociations.0",
    "a function without an ARN: cdn defaultCacheBehavior.functionAssociations.0.functionArn",
    "a machine with an empty subnet: it subnetId",
    "a machine with an empty list of interfaces: it networkInterfaces",
    "a machine of a template without an id: it launchTemplate",
    "a machine of a template of which one interface stands in a subnet: half networkInterfaces.1.subnetId",
    "a group with an empty list of subnets: it vpcZoneIdentifiers",
    "a group with an empty subnet: it vpcZoneIdentifiers",
    "a group with an empty subnet: it vpcZoneIdentifiers.0",
    "ports of an Ingress controller by a name of its own: shop data",
    "a cluster of EMR with an empty list of subnets: it ec2Attributes.subnetIds",
    "settings of an API elsewhere, whose id was made of this one's: every-method restApi",
    "one entry of a plan for two APIs' stages of one name: plan apiStages.0.stage",
    "a deployment's id that was made into another: stage deployment",
    "a domain name with an API's id that was made into another: mapping restApi",
    "an Integration of a function whose uri is a host: call-items uri",
    "an Integration by a link that is named by a space: call-items connectionId",
    "a trigger that is the API's name: api name",
    "a trigger that is the API's name: deployment triggers",
    "a trigger that is the API's name: deployment triggers.on",
    "a trigger that is the API's id: deployment triggers",
    "a trigger that is the API's id: deployment triggers.on",
    "triggers of the API without a value: deployment triggers",
    "methods that a method's id deploys: deployment triggers",
    "methods that a method's id deploys: deployment triggers.on",
    "settings of a path that is a number: own methodPath",
    "triggers of two methods' ids: deployment triggers",
    "triggers of two methods' ids: deployment triggers.on",
    "triggers of two methods' ids: deployment triggers.by",
]);

// What is mostly not known at a first preview, so that only what it says counts: images, scripts, and who a caller acts for.
const mostlyUnknown: ReadonlyMap<string, RegExp> = new Map([
    [
        "R1 tunnels",
        /^(spec\.containers\.\d\.(image|env\.\d\.value)|container_?[dD]efinitions.*|\w+Properties.*|(.*\.)?user_?[dD]ata(Base64)?)$/,
    ],
    [
        "R1 words of containers",
        /^spec\.template\.spec\.containers\.0\.(image|command|args|env|lifecycle|livenessProbe)(\..*)?$/,
    ],
    ["R1 kept scripts", /^(items\.0(\..*)?|items|data|data\..*|stringData|stringData\..*)$/],
    [
        "R1 carried objects",
        /(\.|^)(image|containers|resource|steps|templates)(\.0)?$|\.(source|script|manifest|repository|agent)$|^spec\.(userData|subnetSelector.*)$/,
    ],
    // Settings of an Ingress controller are known by their name, or by what they say.
    ["R1 neighbours of what holds", /^(metadata(\.name)?|data(\.9000)?|spec\..*\.userData)$/],
    [
        "R1 leads",
        /^((aliases|records|resourceRecordSets|aliasTarget|recordSets|alias)(\..*)?|definition|container_properties|broker_node_group_info(\..*)?|webserver_access_mode|sourceArn|principalOrgId)$/,
    ],
    ["R1 permissions", /^(sourceArn|sourceAccount|principalOrgId)$/],
]);

describe("unknown values", function () {
    // Thousands of previews, on a machine that may be busy.
    this.timeout(120_000);

    for (const [group, cases] of Object.entries(violationCases)) {
        it(`turn no evasion of ${group} into silence, wherever they stand`, async () => {
            const pack = new Pack();
            const silent: string[] = [];
            for (const { reason, resources } of cases) {
                for (const [index, resource] of resources.entries()) {
                    for (const path of pathsOf(resource.props ?? {})) {
                        const changed = resources.with(index, replaced(resource, path));
                        const diagnostics = await pack.preview(changed);
                        if (mostlyUnknown.get(group)?.test(path.join(".")) && diagnostics.length === 0) continue;
                        const place = `${reason}: ${resource.name} ${path.join(".")}`;
                        if (diagnostics.length === 0 && !byDependency.has(place)) silent.push(place);
                        assert.ok(diagnostics.every(({ level }) => level === "mandatory"));
                    }
                }
            }
            assert.deepEqual(silent, []);
        });
    }

    it("in a program that breaks no rule are reported or of no matter, never an advisory or a failure", async () => {
        const pack = new Pack();
        for (const { resources } of cleanCases) {
            for (const [index, resource] of resources.entries()) {
                for (const path of pathsOf(resource.props ?? {})) {
                    for (const { level, message } of await pack.preview(
                        resources.with(index, replaced(resource, path)),
                    )) {
                        assert.equal(level, "mandatory", message);
                        assert.doesNotMatch(message, /failed on/);
                    }
                }
            }
        }
    });
});

// Every place in a value, objects and lists too; JSON within a string counts as one value.
function pathsOf(value: Json, path: Path = []): Path[] {
    const members: (readonly [string | number, Json])[] = Array.isArray(value)
        ? [...value.entries()]
        : typeof value === "object" && value !== null
          ? Object.entries(value)
          : [];
    return members.flatMap(([key, member]) => [[...path, key], ...pathsOf(member, [...path, key])]);
}

function replaced(resource: Declared, path: Path): Declared {
    return { ...resource, props: withUnknown(resource.props ?? {}, path) as { readonly [key: string]: Json } };
}

function withUnknown(value: Json, [key, ...rest]: Path): Json {
    if (key === undefined) return unknown;
    if (Array.isArray(value)) return value.map((member, index) => (index === key ? withUnknown(member, rest) : member));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
        Object.entries(value).map(([name, member]) => [name, name === key ? withUnknown(member, rest) : member]),
    );
}
