import { type Declared, type Json, unknown } from "../../../engine";
import type { CleanCase, ViolationCase } from "../../case";

type Props = { readonly [key: string]: Json };

const past = (reason: string, ...resources: readonly Declared[]): ViolationCase => ({
    reason,
    policy: "r1-private-paths",
    at: "it",
    resources,
});
const holds = (reason: string, ...resources: readonly Declared[]): CleanCase => ({ reason, resources });

const resource = (type: string, name: string, props: Props, more: Partial<Declared> = {}): Declared => ({
    type: `aws:${type}`,
    name,
    props,
    ...more,
});

const open = resource("ec2/subnet:Subnet", "open", { mapPublicIpOnLaunch: true }, { outputs: { id: "subnet-open" } });
const shut = resource("ec2/subnet:Subnet", "shut", {}, { outputs: { id: "subnet-shut" } });

const template = (name: string, networkInterfaces: Json, more: Partial<Declared> = {}): Declared =>
    resource("ec2/launchTemplate:LaunchTemplate", name, { name: `${name}-1`, networkInterfaces }, more);
const rejecting = template("refusing", [{ associatePublicIpAddress: "false" }], { outputs: { id: "lt-refusing" } });
const silent = template("silent", null);
const placing = template("placing", [{ subnetId: unknown }], { from: { networkInterfaces: ["shut"] } });
const attaching = template("attaching", [{ networkInterfaceId: "eni-1" }]);
const configuration = (props: Props): Declared =>
    resource("ec2/launchConfiguration:LaunchConfiguration", "old", { name: "old-1", ...props });

const machine = (props: Props, ...templates: string[]): Declared =>
    resource("ec2/instance:Instance", "it", props, { from: { launchTemplate: templates } });
const spot = (props: Props): Declared => resource("ec2/spotInstanceRequest:SpotInstanceRequest", "it", props);
const group = (props: Props, from: Declared["from"] = {}): Declared =>
    resource("autoscaling/group:Group", "it", props, { from });
const inSubnets = (props: Props, ...subnets: string[]): Props => ({ vpcZoneIdentifiers: subnets, ...props });
const jobs = (computeResources: Json, ...from: string[]): Declared =>
    resource(
        "batch/computeEnvironment:ComputeEnvironment",
        "it",
        { computeResources },
        { from: { computeResources: from } },
    );
const cluster = (ec2Attributes: Json, ...from: string[]): Declared =>
    resource("emr/cluster:Cluster", "it", { ec2Attributes }, { from: { ec2Attributes: from } });
const capacity = (subnets: Json, ...from: string[]): Declared =>
    resource(
        "ecs/capacityProvider:CapacityProvider",
        "it",
        { managedInstancesProvider: { instanceLaunchTemplate: { networkConfiguration: { subnets } } } },
        { from: { managedInstancesProvider: from } },
    );
const mixed = (base: Json, overrides: Json = null): Props => ({
    mixedInstancesPolicy: { launchTemplate: { launchTemplateSpecification: base, overrides } },
});
const fleet = (launchTemplateConfigs: Json, ...from: string[]): Declared =>
    resource("ec2/fleet:Fleet", "it", { launchTemplateConfigs }, { from: { launchTemplateConfigs: from } });
const config = (overrides: Json, launchTemplateSpecification: Json = { launchTemplateId: unknown }): Json => ({
    launchTemplateSpecification,
    overrides,
});
const spotFleet = (props: Props, ...from: string[]): Declared =>
    resource("ec2/spotFleetRequest:SpotFleetRequest", "it", props, {
        from: { launchSpecifications: from, launchTemplateConfigs: from },
    });
const ignoring = (each: Declared, ...ignoreChanges: string[]): Declared => ({ ...each, ignoreChanges });

const zones: Props = { availabilityZones: ["eu-central-1a"] };
const byId: Props = { launchTemplate: { id: unknown } };

/** Machines in a default subnet, for lack of another, and fleets in public subnets. */
export const violations: readonly ViolationCase[] = [
    past("a machine without a subnet", machine({ instanceType: "t3.micro" })),
    past("a spot machine without a subnet", spot({})),
    { ...past("a machine with an empty subnet", machine({ subnetId: "" })), unknownIsFine: ["it subnetId"] },
    {
        ...past("a machine with an empty list of interfaces", machine({ networkInterfaces: [] })),
        unknownIsFine: ["it networkInterfaces"],
    },
    past("a machine of a template that does not set an address", silent, machine(byId, "silent")),
    past("a machine of a template outside the stack", rejecting, machine({ launchTemplate: { id: "lt-other" } })),
    past("a machine of an unknown template without a dependency", rejecting, machine(byId)),
    {
        ...past("a machine of a template without an id", rejecting, machine({ launchTemplate: {} }, "refusing")),
        unknownIsFine: ["it launchTemplate"],
    },
    past("a machine of an entirely unknown template", rejecting, machine({ launchTemplate: unknown })),
    past(
        "a machine of a template with one interface that disables addresses",
        template("half", [{ associatePublicIpAddress: false }, { deviceIndex: 1 }]),
        machine(byId, "half"),
    ),
    {
        ...past(
            "a machine of a template with one interface in a subnet",
            shut,
            template("half", [{ subnetId: "subnet-shut" }, { subnetId: "" }]),
            machine(byId, "half"),
        ),
        unknownIsFine: ["half networkInterfaces.1.subnetId"],
    },
    past("a machine of a template with an empty list of interfaces", template("empty", []), machine(byId, "empty")),
    {
        ...past(
            "a machine of a template that may disable addresses",
            ignoring(rejecting, "networkInterfaces[0].associatePublicIpAddress"),
            machine(byId, "refusing"),
        ),
        at: "refusing",
    },
    {
        ...past(
            "an old configuration that may assign addresses",
            ignoring(configuration({}), "associatePublicIpAddress"),
        ),
        at: "old",
    },
    past("a machine in an unknown subnet", machine({ subnetId: unknown })),
    past("a group in unknown subnets", group({ vpcZoneIdentifiers: unknown })),
    past("a machine that ignores changes of its subnet", ignoring(machine({ subnetId: "subnet-1" }), "subnetId")),
    past("a group in availability zones", group(zones)),
    past("a group that names neither subnets nor zones", group({})),
    {
        ...past("a group with an empty list of subnets", group({ vpcZoneIdentifiers: [] })),
        unknownIsFine: ["it vpcZoneIdentifiers"],
    },
    {
        ...past("a group with an empty subnet", group({ vpcZoneIdentifiers: [""] })),
        unknownIsFine: ["it vpcZoneIdentifiers", "it vpcZoneIdentifiers.0"],
    },
    past(
        "a group of a template that does not set an address",
        silent,
        group({ ...zones, ...byId }, { launchTemplate: ["silent"] }),
    ),
    past(
        "a group of a template that names a subnet, which a group does not read",
        shut,
        placing,
        group({ ...zones, ...byId }, { launchTemplate: ["placing"] }),
    ),
    past(
        "a group of a template outside the stack, by its name",
        rejecting,
        group({ launchTemplate: { name: "other" } }),
    ),
    past(
        "a group of a template that disables addresses and an old configuration that does not",
        rejecting,
        configuration({}),
        group({ ...byId, launchConfiguration: "old-1" }, { launchTemplate: ["refusing"] }),
    ),
    past("a group of an old configuration", configuration({}), group({ launchConfiguration: "old-1" })),
    past(
        "a group of an old configuration outside the stack",
        configuration({ associatePublicIpAddress: false }),
        group({ launchConfiguration: "other" }),
    ),
    past(
        "a group of two templates, one of which does not set an address",
        rejecting,
        silent,
        group(mixed({ launchTemplateId: unknown }, [{ launchTemplateSpecification: { launchTemplateId: unknown } }]), {
            mixedInstancesPolicy: ["refusing", "silent"],
        }),
    ),
    past(
        "a group of a template in the stack and one outside the stack",
        rejecting,
        group(
            mixed({ launchTemplateId: "lt-refusing" }, [{ launchTemplateSpecification: { launchTemplateId: "lt-1" } }]),
        ),
    ),
    past(
        "a group of a template in the stack and an unknown one",
        rejecting,
        group(mixed({ launchTemplateId: unknown }, [{ launchTemplateSpecification: { launchTemplateId: unknown } }]), {
            mixedInstancesPolicy: ["refusing"],
        }),
    ),
    past(
        "a group whose other templates are unknown",
        rejecting,
        group(mixed({ launchTemplateId: unknown }, unknown), { mixedInstancesPolicy: ["refusing"] }),
    ),
    past(
        "a group whose templates are unknown",
        rejecting,
        group({ mixedInstancesPolicy: unknown }, { mixedInstancesPolicy: [] }),
    ),
    past(
        "a group in a public subnet, of a template that does not set an address",
        open,
        silent,
        group(inSubnets(byId, "subnet-open"), { launchTemplate: ["silent"], vpcZoneIdentifiers: ["open"] }),
    ),
    past("a group that ignores changes of its subnets", {
        ...ignoring(group(inSubnets({}, "subnet-1")), "vpcZoneIdentifiers"),
    }),
    past(
        "a group that ignores changes of its template",
        rejecting,
        ignoring(group({ ...zones, ...byId }, { launchTemplate: ["refusing"] }), "launchTemplate"),
    ),
    past("a fleet whose machines are in a public subnet", open, fleet([config([{ subnetId: "subnet-open" }])], "open")),
    past(
        "a fleet of two subnets, of which the second is public",
        open,
        shut,
        fleet(
            [config([{ subnetId: "subnet-shut" }]), config([{ subnetId: "subnet-shut" }, { subnetId: "subnet-open" }])],
            "open",
        ),
    ),
    past(
        "a fleet in an unknown public subnet",
        { ...open, outputs: {} },
        silent,
        fleet([config([{ subnetId: unknown }])], "open", "silent"),
    ),
    past("a fleet without subnets", silent, fleet([config(null)], "silent")),
    past(
        "a fleet of two templates, of which one names a subnet",
        shut,
        placing,
        silent,
        fleet([config(null), config(null)], "placing", "silent"),
    ),
    past("a fleet with an empty list of overrides", silent, fleet([config([])], "silent")),
    past("a fleet without a template", fleet([{}])),
    past(
        "a fleet in which one override names a zone",
        shut,
        fleet([config([{ subnetId: "subnet-shut" }, { availabilityZone: "eu-central-1a" }])]),
    ),
    past("a fleet of unknown templates", fleet(unknown)),
    past("a fleet of one template instead of a list", fleet(config([{ subnetId: "subnet-shut" }]))),
    past("a fleet of an unknown template", fleet([unknown])),
    past("a fleet whose overrides are unknown", shut, fleet([config(unknown)])),
    past("a fleet with one unknown override", shut, fleet([config([{ subnetId: "subnet-shut" }, unknown])])),
    past("a fleet with a string as override", shut, fleet([config(["subnet-shut"])])),
    past("a fleet with one override instead of a list", shut, fleet([config({ subnetId: "subnet-shut" })])),
    past(
        "a fleet of two templates, of which one is not in the stack",
        rejecting,
        fleet([config(null), config(null)], "refusing"),
    ),
    past("a fleet that ignores changes of its subnets", {
        ...ignoring(fleet([config([{ subnetId: "subnet-1" }])]), "launchTemplateConfigs[0].overrides"),
    }),
    past(
        "a spot fleet in a public subnet, by a template",
        open,
        spotFleet({ launchTemplateConfigs: [config([{ subnetId: "subnet-open" }], { id: unknown })] }, "open"),
    ),
    past(
        "a spot fleet without a subnet, by a template",
        silent,
        spotFleet({ launchTemplateConfigs: [config(null, { id: unknown })] }, "silent"),
    ),
    past("a spot fleet without a subnet", spotFleet({ launchSpecifications: [{ instanceType: "t3.micro" }] })),
    past("batch machines in a public subnet", open, jobs({ type: "EC2", subnets: [unknown] }, "open")),
    past("batch machines in an unknown list of subnets", open, jobs({ type: "EC2", subnets: unknown }, "open")),
    past("batch machines of an unknown type", open, jobs({ type: unknown, subnets: ["subnet-open"] }, "open")),
    past(
        "batch machines whose template does not set addresses",
        open,
        silent,
        jobs({ type: "SPOT", subnets: ["subnet-open"], launchTemplate: { launchTemplateName: "silent-1" } }, "open"),
    ),
    past("subnets of batch machines with ignored changes", {
        ...jobs({ type: "EC2", subnets: ["subnet-1"] }),
        ignoreChanges: ["computeResources.subnets"],
    }),
    past("templates of batch machines with ignored changes", {
        ...jobs({ type: "EC2", subnets: ["subnet-1"] }),
        ignoreChanges: ["computeResources.launchTemplate"],
    }),
    past("an EMR cluster in a public subnet", open, cluster({ subnetId: "subnet-open" }, "open")),
    past(
        "an EMR cluster in one of several subnets",
        shut,
        open,
        cluster({ subnetIds: ["subnet-shut", "subnet-open"] }, "open"),
    ),
    past("an EMR cluster without a subnet", cluster({ instanceProfile: "emr" })),
    past("batch machines in an unknown subnet", jobs(unknown)),
    {
        ...past("an EMR cluster with an empty list of subnets", cluster({ subnetIds: [] })),
        unknownIsFine: ["it ec2Attributes.subnetIds"],
    },
    past("an EMR subnet with ignored changes", {
        ...cluster({ subnetId: "subnet-1" }),
        ignoreChanges: ["ec2Attributes.subnetId"],
    }),
    past("EMR subnets with ignored changes", {
        ...cluster({ subnetIds: ["subnet-1"] }),
        ignoreChanges: ["ec2Attributes.subnetIds"],
    }),
    past("managed machines of tasks in a public subnet", open, capacity([unknown], "open")),
    past("subnets of managed machines with ignored changes", {
        ...capacity(["subnet-1"]),
        ignoreChanges: ["managedInstancesProvider"],
    }),
];

/** The same machines without public addresses. */
export const clean: readonly CleanCase[] = [
    holds("a machine in a default subnet, with addresses disabled", machine({ associatePublicIpAddress: false })),
    holds("a spot machine in a default subnet, with addresses disabled", spot({ associatePublicIpAddress: "false" })),
    holds("a machine in a subnet outside the stack", machine({ subnetId: "subnet-1" })),
    holds("a machine with a separate interface", machine({ networkInterfaces: [{ networkInterfaceId: unknown }] })),
    holds("a machine with a first interface", machine({ primaryNetworkInterface: { networkInterfaceId: unknown } })),
    holds("a machine that is only looked up", { ...machine({}), onlyInState: true }),
    holds("a machine of a template that disables addresses", rejecting, machine(byId, "refusing")),
    holds(
        "a machine of a template that disables addresses, by its id",
        rejecting,
        machine({ launchTemplate: { id: "lt-refusing" } }),
    ),
    holds(
        "a machine of a template that disables addresses, by its name",
        rejecting,
        machine({ launchTemplate: { name: "refusing-1" } }),
    ),
    holds(
        "a machine of a template that disables addresses, by its assigned name",
        { ...rejecting, props: { ...rejecting.props, name: null }, outputs: { name: "made-up" } },
        machine({ launchTemplate: { name: "made-up" } }),
    ),
    holds(
        "a machine of a template that disables addresses and ignores changes of its tags",
        ignoring(rejecting, "tags"),
        machine(byId, "refusing"),
    ),
    holds("a machine of a template with a subnet", shut, placing, machine(byId, "placing")),
    holds("a machine of a template with an interface", attaching, machine(byId, "attaching")),
    holds(
        "a machine that ignores changes of its image",
        ignoring(machine({ subnetId: "subnet-1" }), "ami", "userData"),
    ),
    holds("a group in a private subnet, of any template", shut, group(inSubnets(byId, "subnet-shut"))),
    holds("a group in subnets outside the stack", group({ vpcZoneIdentifiers: ["subnet-1"] })),
    holds(
        "a group in a public subnet, of a template that disables addresses",
        open,
        rejecting,
        group(inSubnets(byId, "subnet-open"), { launchTemplate: ["refusing"], vpcZoneIdentifiers: ["open"] }),
    ),
    holds(
        "a group in zones, of a template that disables addresses",
        rejecting,
        group({ ...zones, ...byId }, { launchTemplate: ["refusing"] }),
    ),
    holds(
        "a group in zones, of two templates that disable addresses",
        rejecting,
        template("other", [{ associatePublicIpAddress: false }]),
        group(
            mixed({ launchTemplateId: unknown }, [
                {},
                { launchTemplateSpecification: { launchTemplateName: "other-1" } },
            ]),
            {
                mixedInstancesPolicy: ["refusing", "other"],
            },
        ),
    ),
    holds(
        "a group in zones, of one template of a policy, which disables addresses",
        rejecting,
        group({ ...zones, ...mixed({ launchTemplateId: unknown }) }, { mixedInstancesPolicy: ["refusing"] }),
    ),
    holds(
        "a group in zones, of two templates that disable addresses, one of which is known",
        rejecting,
        template("other", [{ associatePublicIpAddress: false }]),
        group(
            mixed({ launchTemplateId: "lt-refusing" }, [
                { launchTemplateSpecification: { launchTemplateId: unknown } },
            ]),
            {
                mixedInstancesPolicy: ["other"],
            },
        ),
    ),
    holds(
        "a group of an old configuration that disables addresses, by its name",
        configuration({ associatePublicIpAddress: false }),
        group({ launchConfiguration: "old-1", launchTemplate: null }),
    ),
    holds(
        "a group in zones, of an old configuration that disables addresses",
        configuration({ associatePublicIpAddress: false }),
        group({ ...zones, launchConfiguration: unknown }, { launchConfiguration: ["old"] }),
    ),
    holds(
        "a group that ignores changes of its size and its template's version",
        ignoring(
            group(inSubnets({ launchTemplate: { id: "lt-1" } }, "subnet-1")),
            "desiredCapacity",
            "launchTemplate.version",
        ),
    ),
    holds("a group that is only looked up", { ...group({}), onlyInState: true }),
    holds(
        "a fleet in private subnets, of any template",
        open,
        shut,
        fleet([config([{ subnetId: "subnet-shut" }, { subnetId: unknown }])], "shut"),
    ),
    holds("a fleet of a template that disables addresses", rejecting, fleet([config(null)], "refusing")),
    holds(
        "a fleet in a public subnet, of a template that disables addresses",
        open,
        rejecting,
        fleet([config([{ subnetId: "subnet-open" }])], "refusing", "open"),
    ),
    holds(
        "a fleet of a template with a subnet",
        shut,
        placing,
        fleet([config([{ instanceType: "t3.micro" }])], "placing"),
    ),
    holds(
        "a spot fleet with addresses disabled, and one part in a private subnet",
        shut,
        spotFleet({ launchSpecifications: [{ associatePublicIpAddress: false }, { subnetId: "subnet-shut" }] }),
    ),
    holds(
        "a spot fleet of a template that disables addresses",
        rejecting,
        spotFleet(
            { launchTemplateConfigs: [config([{ availabilityZone: "eu-central-1a" }], { id: unknown })] },
            "refusing",
        ),
    ),
    holds("batch machines in a private subnet", shut, jobs({ type: "EC2", subnets: ["subnet-shut"] })),
    holds(
        "jobs on Fargate, which set their addresses themselves",
        open,
        jobs({ type: "FARGATE_SPOT", subnets: ["subnet-open"] }),
    ),
    holds(
        "batch machines whose template disables addresses",
        open,
        rejecting,
        jobs({ type: "SPOT", subnets: ["subnet-open"], launchTemplate: { launchTemplateId: unknown } }, "refusing"),
    ),
    holds("an environment of self-managed machines", resource("batch/computeEnvironment:ComputeEnvironment", "it", {})),
    holds("an EMR cluster in a private subnet", shut, cluster({ subnetId: unknown }, "shut")),
    holds("an EMR cluster in one of several private subnets", shut, cluster({ subnetIds: ["subnet-shut"] })),
    holds("managed machines of tasks in a private subnet", shut, capacity([unknown], "shut")),
    holds(
        "machines for tasks in an Auto Scaling group",
        resource("ecs/capacityProvider:CapacityProvider", "it", { autoScalingGroupProvider: {} }),
    ),
];
