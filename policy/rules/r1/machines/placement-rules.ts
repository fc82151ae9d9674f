import {
    allNameSubnet,
    allRejectAddress,
    type LaunchReference,
    namesSomething,
    type Placement,
    type PlacementRule,
    pathsOfTemplate,
    rejectsAddress,
    sourcesOf,
} from "../../../reading/launch-source";
import type { Props, Resource, Stack } from "../../../reading/resource";
import { isObject, knownValue, read, readBoolean, readList, readString } from "../../../reading/value";
import { fleetRule, groupRule, spotFleetRule } from "./grouped-placement";

const machineRule: PlacementRule = {
    placementsOf: ofMachine,
    groups: ["vpcSecurityGroupIds.*", "securityGroups.*"],
    launches: ofTemplate,
    paths: ["subnetId", ...pathsOfTemplate("launchTemplate")],
};

const managedSubnets = ["managedInstancesProvider", "instanceLaunchTemplate", "networkConfiguration", "subnets"];

/** Placement rule of each type of instance or group of instances. */
export const placementRules: ReadonlyMap<string, PlacementRule> = new Map<string, PlacementRule>([
    // EKS requires subnets.
    [
        "aws:eks/nodeGroup:NodeGroup",
        {
            placementsOf: (stack, it) => [
                {
                    at: ["subnetIds"],
                    rejectsAddress: allRejectAddress(sourcesOf(stack, it, ...templateReference)),
                    isPlaced: true,
                },
            ],
            paths: ["subnetIds", ...pathsOfTemplate("launchTemplate")],
            groups: [],
            launches: ofTemplate,
        },
    ],
    ["aws:autoscaling/group:Group", groupRule],
    ["aws:ec2/instance:Instance", machineRule],
    ["aws:ec2/spotInstanceRequest:SpotInstanceRequest", machineRule],
    [
        "aws:batch/computeEnvironment:ComputeEnvironment",
        {
            placementsOf: ofJobs,
            groups: ["computeResources.securityGroupIds.*"],
            launches: () => [["computeResources", [["computeResources", "launchTemplate"]]]],
            paths: ["computeResources.subnets", ...pathsOfTemplate("computeResources.launchTemplate")],
        },
    ],
    [
        "aws:ecs/capacityProvider:CapacityProvider",
        {
            placementsOf: () => [{ at: managedSubnets, rejectsAddress: false, isPlaced: true }],
            paths: [managedSubnets.join(".")],
            groups: [[...managedSubnets.slice(0, -1), "securityGroups", "*"].join(".")],
        },
    ],
    [
        "aws:emr/cluster:Cluster",
        {
            placementsOf: ofCluster,
            paths: ["ec2Attributes.subnetId", "ec2Attributes.subnetIds"],
            groups: ["emrManagedMasterSecurityGroup", "emrManagedSlaveSecurityGroup"].map(
                (key) => `ec2Attributes.${key}`,
            ),
        },
    ],
    ["aws:ec2/fleet:Fleet", fleetRule],
    ["aws:ec2/spotFleetRequest:SpotFleetRequest", spotFleetRule],
    // Ignored changes of a template are checked together with its addresses.
    [
        "aws:ec2/launchTemplate:LaunchTemplate",
        {
            placementsOf: (_stack, it) => ofInterfaces(it),
            paths: [],
            groups: ["vpcSecurityGroupIds.*", "networkInterfaces.*.securityGroups.*"],
        },
    ],
]);

const templateReference: LaunchReference = ["launchTemplate", [["launchTemplate"]]];

function ofTemplate(): readonly LaunchReference[] {
    return [templateReference];
}

function ofMachine(stack: Stack, machine: Resource): readonly Placement[] {
    const sources = sourcesOf(stack, machine, "launchTemplate", [["launchTemplate"]]);
    // Network interfaces are checked separately, and a requested address is checked at the instance.
    const isPlaced = ["networkInterfaces", "primaryNetworkInterface", "associatePublicIpAddress"].some((key) =>
        namesSomething(machine.props[key]),
    );
    return [
        {
            at: ["subnetId"],
            // A requested address comes first.
            rejectsAddress:
                rejectsAddress(machine.props) || requestsAddress(machine.props) || allRejectAddress(sources),
            isPlaced: isPlaced || allNameSubnet(sources),
        },
    ];
}

const requestsAddress = (machine: Props): boolean =>
    knownValue(readBoolean(machine, "associatePublicIpAddress")) === true;

// For Fargate, the job determines public addresses; an environment without resources has no instances.
function ofJobs(stack: Stack, environment: Resource): readonly Placement[] {
    const type = knownValue(readString(environment.props, "computeResources", "type")) ?? "";
    const at = ["computeResources", "launchTemplate"];
    const isRejected = allRejectAddress(sourcesOf(stack, environment, "computeResources", [at]));
    return [
        {
            at: ["computeResources", "subnets"],
            rejectsAddress: type.startsWith("FARGATE") || isRejected,
            isPlaced: true,
        },
    ];
}

// EMR starts a cluster without a subnet in the default VPC
// (docs.aws.amazon.com/emr/latest/ManagementGuide/emr-plan-vpc-subnet.html).
function ofCluster(_stack: Stack, { props }: Resource): readonly Placement[] {
    const [one, several] = [
        ["ec2Attributes", "subnetId"],
        ["ec2Attributes", "subnetIds"],
    ] as const;
    const isOne = read(props, ...several).state === "absent";
    return [{ at: isOne ? one : several, rejectsAddress: false, isPlaced: false }];
}

// A template without a subnet is checked at the resources that it launches; an unknown one, together with its
// addresses.
const ofInterfaces = (template: Resource): readonly Placement[] =>
    (knownValue(readList(template.props, "networkInterfaces")) ?? []).flatMap((entry, index) =>
        isObject(entry)
            ? [{ at: ["networkInterfaces", index, "subnetId"], rejectsAddress: rejectsAddress(entry), isPlaced: true }]
            : [],
    );
