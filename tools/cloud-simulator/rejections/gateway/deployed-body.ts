import { LRUCache } from "lru-cache";
import { type BodyOperation, readRestApiBody } from "../../../../openapi/rest-api-body";
import { parseBody } from "../../resources/body-document";
import type { Cloud } from "../../state/cloud";
import { type PropertyValue, text } from "../../state/property-values";

// A rehearsal asks for them after each call, and to read a large body takes a while.
const bySnapshot = new LRUCache<string, readonly BodyOperation[]>({ max: 20 });

/** The operations that a deployment serves: those of the body that the API had when the deployment was created. */
export function deployedOperations(cloud: Cloud, deployment: PropertyValue | undefined): readonly BodyOperation[] {
    const snapshot = cloud.store.find("aws:apigateway/deployment:Deployment", text(deployment))?.snapshot;
    if (snapshot === undefined) return [];
    const known = bySnapshot.get(snapshot);
    if (known !== undefined) return known;
    const operations = readRestApiBody(JSON.stringify(parseBody(snapshot) ?? {}))?.operations ?? [];
    bySnapshot.set(snapshot, operations);
    return operations;
}
