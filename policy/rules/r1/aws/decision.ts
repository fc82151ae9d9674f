import type { Resource } from "../../../reading/resource";
import { knownValue, pathText, readString } from "../../../reading/value";
import type { Listener } from "./door";
import type { Opening } from "./security-group";

/** A value that is not known yet, and its resource. */
export interface Decision {
    readonly resource: Resource;
    readonly decidedBy: string;
}

// SSH and remote desktop: whoever is admitted there still has to sign in, and no API listens.
const administration = new Set([22, 3389]);

/** Whether an opening may lead to something that listens. */
export function serves({ ports }: Opening, listeners: readonly Listener[] | undefined): boolean {
    if (ports === undefined) return true;
    const [from, to] = ports;
    if (listeners === undefined) return !(from === to && administration.has(from));
    return listeners.some(({ port }) => port === undefined || (from <= port && port <= to));
}

/** The value that decides whether an opening lets someone in; undefined if it is decided. */
export function decisionOn(opening: Opening, listeners: readonly Listener[] | undefined): Decision | undefined {
    const { resource } = opening;
    if (opening.reach === "unknown") return { resource, decidedBy: "the rules of its security groups" };
    const decidedBy = opening.decidedBy ?? opening.groupDecidedBy ?? opening.portsDecidedBy;
    if (decidedBy !== undefined) return { resource, decidedBy };
    if (opening.ports === undefined) return undefined;
    const serving = (listeners ?? []).filter((listener) => serves(opening, [listener]));
    const [open] = serving;
    const isOpen = open?.decidedBy !== undefined && serving.every((each) => each.decidedBy !== undefined);
    return isOpen ? { resource: open.resource, decidedBy: open.decidedBy } : undefined;
}

/** Names the addresses of an opening: `admits "0.0.0.0/0" (ingress[0].cidrBlocks[0])`. */
export function openingText({ resource, path, reach }: Opening): string {
    const value = knownValue(readString(resource.props, ...path));
    if (reach === "unseen") return `admits a prefix list outside this stack (${pathText(path)})`;
    return value === undefined
        ? `may admit anyone, since ${pathText(path)} is not known`
        : `admits ${JSON.stringify(value)} (${pathText(path)})`;
}
