import { createHash } from "node:crypto";
import { attributesOf, keyValueOf } from "../../../cloud-simulator/resources/table-items";
import type { Cloud } from "../../../cloud-simulator/state/cloud";
import { text } from "../../../cloud-simulator/state/property-values";

/** The SHA-256 of a key in hexadecimal digits, as the table of keys has it. */
export function hashOf(key: string): string {
    return createHash("sha256").update(key).digest("hex");
}

/** The hashes of the keys of an HTTP API that are valid now. */
export function keyHashes(cloud: Cloud): string[] {
    return keyItems(cloud).map((item) => keyValueOf(item, "keyHash") ?? "");
}

/** The keys of an HTTP API that are valid now for each of its APIs, in the order of their names. */
export function liveKeys(cloud: Cloud): string[] {
    const hashes = new Set(
        keyItems(cloud)
            .filter((item) => attributesOf(item)?.apis === undefined)
            .map((item) => keyValueOf(item, "keyHash")),
    );
    return cloud.store
        .ofType("random:index/randomPassword:RandomPassword")
        .map(({ urn, outputs }) => ({ urn, key: text(outputs.result) }))
        .filter(({ key }) => hashes.has(hashOf(key)))
        .sort((one, other) => (one.urn < other.urn ? -1 : 1))
        .map(({ key }) => key);
}

function keyItems({ store }: Cloud): string[] {
    return store
        .ofType("aws:dynamodb/tableItem:TableItem")
        .map(({ outputs }) => text(outputs.item))
        .filter((item) => keyValueOf(item, "keyHash") !== undefined);
}
