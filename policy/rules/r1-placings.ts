import type { Resource, Stack } from "../resource";
import { knownValue, readList } from "../value";
import { fleetPlacing, spotFleetPlacing } from "./r1-fleet-placement";
import { groupPlacing } from "./r1-group-placement";
import { allPlace, allRefuse, names, refuses, sourcesOf } from "./r1-launch-source";
import { type Placement, type Placing, pathsOfTemplate } from "./r1-placement";

const machinePlacing: Placing = {
    placementsOf: ofMachine,
    paths: ["subnetId", ...pathsOfTemplate("launchTemplate")],
};

/** How each type of machines, or of groups of machines, is placed. */
export const placings: ReadonlyMap<string, Placing> = new Map<string, Placing>([
    // EKS wants subnets.
    [
        "aws:eks/nodeGroup:NodeGroup",
        { placementsOf: () => [{ at: ["subnetIds"], refuses: false, isPlaced: true }], paths: ["subnetIds"] },
    ],
    ["aws:autoscaling/group:Group", groupPlacing],
    ["aws:ec2/instance:Instance", machinePlacing],
    ["aws:ec2/spotInstanceRequest:SpotInstanceRequest", machinePlacing],
    ["aws:ec2/fleet:Fleet", fleetPlacing],
    ["aws:ec2/spotFleetRequest:SpotFleetRequest", spotFleetPlacing],
    // Ignored changes of a template are found where its addresses are judged.
    ["aws:ec2/launchTemplate:LaunchTemplate", { placementsOf: (_stack, it) => ofInterfaces(it), paths: [] }],
]);

function ofMachine(stack: Stack, machine: Resource): readonly Placement[] {
    const sources = sourcesOf(stack, machine, "launchTemplate", [["launchTemplate"]]);
    // Interfaces are judged by themselves, and an address that is asked for at the machine itself.
    const isPlaced = ["networkInterfaces", "primaryNetworkInterface", "associatePublicIpAddress"].some((key) =>
        names(machine.props[key]),
    );
    return [
        {
            at: ["subnetId"],
            refuses: refuses(machine.props) || allRefuse(sources),
            isPlaced: isPlaced || allPlace(sources),
        },
    ];
}

// A template that names no subnet is judged at what is launched from it.
const ofInterfaces = (template: Resource): readonly Placement[] =>
    (knownValue(readList(template.props, "networkInterfaces")) ?? []).map((entry, index) => ({
        at: ["networkInterfaces", index, "subnetId"],
        refuses: refuses(entry),
        isPlaced: true,
    }));
