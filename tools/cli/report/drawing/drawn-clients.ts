import type { PreviewedResource } from "../../preview/preview-result";
import { isClientKey } from "../facts/http-limits";
import type { Architecture } from "../facts/report-schema";

type Node = Architecture["nodes"][number];

const keyType = "aws:apigateway/apiKey:ApiKey";
const types = [keyType, "aws:apigateway/usagePlan:UsagePlan", "aws:apigateway/usagePlanKey:UsagePlanKey"];

/** Whether a resource of a type is drawn at the clients. */
export const isOfClient = (type: string): boolean => types.includes(type);

/** Draws one node for all clients, with their names; without a name if an HTTP API needs no key; none if no one can call an API. */
export function clientNodes(live: readonly PreviewedResource[]): Node[] {
    const keys = live.filter((resource) => resource.type === keyType || isClientKey(resource));
    const [first] = keys;
    if (first === undefined) {
        const isOpen = live.some(({ type }) => type === "gatehouse:gateway:HttpApi");
        return isOpen ? [{ id: "clients", kind: "clients", label: ["clients"], broken: [] }] : [];
    }
    // A client may have a key of each API.
    const names = [...new Set(keys.map(({ name }) => name))];
    const shown = names.slice(0, 5);
    if (names.length > shown.length) shown.push(`… and ${names.length - shown.length} more`);
    return [{ id: "clients", kind: "clients", label: ["clients, by API key", ...shown], broken: [], urn: first.urn }];
}
