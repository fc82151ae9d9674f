import { type Finding, finding, undecidable } from "../finding";
import { isList, type Path, pathText, read } from "../value";
import { type Manifest, podSpecPaths, readManifest } from "./manifest";

const containerLists = ["containers", "initContainers", "ephemeralContainers"];

/** Pods stay off their node's network: neither its network namespace nor one of its ports. */
export function judgePods(workload: Manifest): Finding[] {
    const path = podSpecPaths.get(workload.kind);
    if (!path) return [];
    return [
        ...hostNetwork(workload, [...path, "hostNetwork"]),
        ...containerLists.flatMap((list) => hostPorts(workload, [...path, list])),
    ].slice(0, 1);
}

function hostNetwork(workload: Manifest, path: Path): Finding[] {
    const reading = readManifest(workload, ...path);
    if (
        reading.state === "absent" ||
        (reading.state === "known" && (reading.value === false || reading.value === "false"))
    )
        return [];
    if (reading.state === "unknown") return [undecidable(workload.resource, reading)];
    const at = pathText([...workload.at, ...path]);
    return [
        finding(workload.resource, {
            found: `${at} is set, so its pods answer on their node's addresses`,
            wanted: "pods with a network of their own",
            change: `remove ${at}`,
        }),
    ];
}

function hostPorts(workload: Manifest, path: Path): Finding[] {
    const containers = readManifest(workload, ...path);
    if (containers.state === "unknown") return [undecidable(workload.resource, containers)];
    if (containers.state !== "known" || !isList(containers.value)) return [];
    return containers.value.flatMap((_container, index) => portsOf(workload, [...workload.at, ...path, index]));
}

function portsOf(workload: Manifest, at: Path): Finding[] {
    const ports = read(workload.resource.props, ...at, "ports");
    if (ports.state === "unknown") return [undecidable(workload.resource, ports)];
    if (ports.state !== "known" || !isList(ports.value)) return [];
    return ports.value.flatMap((port, index) => {
        const hostPort = read(port, "hostPort");
        if (hostPort.state === "absent" || (hostPort.state === "known" && hostPort.value === 0)) return [];
        const text = pathText([...at, "ports", index, "hostPort"]);
        return [
            finding(workload.resource, {
                found: `${text} is set, which opens a port of the node`,
                wanted: "a containerPort only",
                change: `remove ${text}`,
            }),
        ];
    });
}
