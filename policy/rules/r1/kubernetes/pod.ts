import { type Finding, finding, unknownValueFinding } from "../../../reading/finding";
import type { Manifest } from "../../../reading/manifest";
import type { Plain, Resource } from "../../../reading/resource";
import { knownValue, type Path, pathText, read, readBoolean, readList, readString } from "../../../reading/value";

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

// Agents whose only purpose is to publish services through a third party's host.
const agent =
    /^(cloudflared|ngrok|inlets|frpc|localtunnel|localtonet|zrok|bore|rathole|pagekite|pinggy|playit|chisel|holesail|telebit|localxpose|loclx|pktriot|packetriot|tunnelto|webhookrelayd|pgrok|boringproxy|devtunnel|newt|wstunnel|tunnelmole|tmole)([-_].*)?$/;

/**
 * Reports a container whose image is a tunnel's agent. Most images are unknown at the first preview, and pass; so do
 * commands, arguments and variables, whose words prove nothing.
 */
export function checkTunnel(resource: Resource, container: Plain, path: Path): Finding[] {
    const name = tunnelAgent(knownValue(readString(container, "image")) ?? "");
    if (name === undefined) return [];
    return [
        finding(resource, {
            actual: `${pathText([...path, "image"])} runs "${name}", a tunnel that bypasses the API gateway`,
            expected: "the API gateway as the only public entry point",
            change: `remove the container at ${pathText(path)}`,
        }),
    ];
}

/** Name of the tunnel's agent in an image, by the last part of its repository; undefined for other images. */
export const tunnelAgent = (image: string): string | undefined => agent.exec(nameOf(image))?.[1];

// registry:5000/owner/name:tag@sha256:…
function nameOf(image: string): string {
    const whole = image.split("@", 1)[0] ?? "";
    return (whole.slice(whole.lastIndexOf("/") + 1).split(":", 1)[0] ?? "").toLowerCase();
}
