import { type Finding, finding } from "../../../reading/finding";
import type { Plain, Resource } from "../../../reading/resource";
import { knownValue, type Path, pathText, readString } from "../../../reading/value";

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
