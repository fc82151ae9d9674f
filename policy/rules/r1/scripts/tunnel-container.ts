import { type Finding, finding } from "../../../reading/finding";
import { type Plain, type Resource, UNKNOWN } from "../../../reading/resource";
import { isList, isObject, knownValue, type Path, pathText, read, readString } from "../../../reading/value";
import { exposingCommand } from "./container-command";
import { isTailscale, tunnelAgent } from "./tunnel-image";

// Commands and variables of a container in Kubernetes, ECS and the aws provider.
const commandKeys = ["command", "commands", "args", "entryPoint", "entryPoints", "env", "environment", "environments"];
// Variables from other sources, whose names are not known.
const hidden = ["envFrom", "environmentFiles"];

// This variable names a file that makes services of Tailscale's container public:
// tailscale.com/docs/features/containers/docker/docker-params. The command is `tailscale funnel`.
const publishing = /funnel|^TS_SERVE_CONFIG$/i;

/**
 * Reports a container that publishes a service: a tunnel's agent, by its image or its command, or Tailscale with a
 * Funnel or with unknown settings that may enable one. Most images are unknown at the first preview, and pass.
 */
export function checkTunnel(resource: Resource, container: Plain, path: Path): Finding[] {
    const image = knownValue(readString(container, "image")) ?? "";
    const agent = tunnelAgent(image);
    const at = pathText(path);
    if (agent !== undefined)
        return [
            published(
                resource,
                `${pathText([...path, "image"])} runs "${agent}", a tunnel that bypasses the API gateway`,
                `remove the container at ${at}`,
            ),
        ];
    const key = isTailscale(image) ? funnelKey(container) : undefined;
    if (key === undefined) return byCommand(resource, container, at);
    return [
        published(
            resource,
            `${at} runs Tailscale, and its "${key}" enables a Funnel, or may do so, which bypasses the API gateway`,
            hidden.includes(key)
                ? `set its variables in ${at} instead of "${key}", without TS_SERVE_CONFIG`
                : `use constants in "${key}", without a funnel and without TS_SERVE_CONFIG`,
        ),
    ];
}

function byCommand(resource: Resource, container: Plain, at: string): Finding[] {
    const command = exposingCommand(container);
    if (command === undefined) return [];
    return [
        published(
            resource,
            `${at} runs the command "${command}", which bypasses the API gateway or creates resources that no preview shows`,
            `remove "${command}" from ${at}, and declare the resources that it creates in the program`,
        ),
    ];
}

function funnelKey(container: Plain): string | undefined {
    return (
        hidden.find((key) => read(container, key).state !== "absent") ??
        commandKeys.find((key) => {
            const reading = read(container, key);
            return reading.state === "unknown" || (reading.state === "known" && mayPublish(reading.value));
        })
    );
}

// The value of a variable may be unknown, such as an authentication key; its name may not.
function mayPublish(value: Plain): boolean {
    if (value === UNKNOWN) return true;
    if (isList(value)) return value.some(mayPublish);
    if (!isObject(value)) return typeof value === "string" && publishing.test(value);
    return Object.entries(value).some(
        ([key, own]) => key !== "valueFrom" && !(key === "value" && own === UNKNOWN) && mayPublish(own),
    );
}

const published = (resource: Resource, actual: string, change: string): Finding =>
    finding(resource, { actual, expected: "the API gateway as the only public entry point", change });
