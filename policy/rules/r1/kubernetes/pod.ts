import { type Finding, finding, unknownValueFinding } from "../../../reading/finding";
import type { Resource } from "../../../reading/resource";
import { type Path, pathText, read, readBoolean, readList } from "../../../reading/value";
import { checkTunnel } from "../opaque/tunnel-image";
import type { Manifest } from "./manifest";

/** Lists of containers in a pod spec. */
export const containerLists = ["containers", "initContainers", "ephemeralContainers"];

/** Checks that pods do not use their node's network namespace or ports, and run no tunnel. */
export function checkPods({ resource, at }: Manifest, podSpec: Path): Finding[] {
    const path = [...at, ...podSpec];
    return [
        ...hostNetwork(resource, [...path, "hostNetwork"]),
        ...containerLists.flatMap((list) => checkContainers(resource, [...path, list])),
    ].slice(0, 1);
}

function hostNetwork(workload: Resource, path: Path): Finding[] {
    const reading = readBoolean(workload.props, ...path);
    if (reading.state === "unknown" || reading.state === "invalid") return [unknownValueFinding(workload, reading)];
    if (reading.state === "absent" || !reading.value) return [];
    const at = pathText(path);
    return [
        finding(workload, {
            actual: `${at} is set, so its pods can be reached at their node's addresses`,
            expected: "pods in their own network namespace",
            change: `remove ${at}`,
        }),
    ];
}

function checkContainers(workload: Resource, path: Path): Finding[] {
    const containers = readList(workload.props, ...path);
    if (containers.state === "absent") return [];
    if (containers.state !== "known") return [unknownValueFinding(workload, containers)];
    return containers.value.flatMap((container, index) => [
        ...portsOf(workload, [...path, index, "ports"]),
        ...checkTunnel(workload, container, [...path, index]),
    ]);
}

function portsOf(workload: Resource, path: Path): Finding[] {
    const ports = readList(workload.props, ...path);
    if (ports.state === "absent") return [];
    if (ports.state !== "known") return [unknownValueFinding(workload, ports)];
    return ports.value.flatMap((port, index) => {
        const hostPort = read(port, "hostPort");
        if (hostPort.state === "absent" || (hostPort.state === "known" && hostPort.value === 0)) return [];
        const text = pathText([...path, index, "hostPort"]);
        return [
            finding(workload, {
                actual: `${text} is set, which opens a port of the node`,
                expected: "a containerPort only",
                change: `remove ${text}`,
            }),
        ];
    });
}
