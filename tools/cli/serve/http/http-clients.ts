import { createHash } from "node:crypto";
import { z } from "zod";
import type { StateResource } from "../../../cloud-simulator/state/state-resource";
import { revealed } from "../../../gateway-emulator/state/state-values";
import type { DeployedHttpApi, HttpRoute } from "../../../http-emulator/state/deployed-http-api";
import { readTableItems } from "./read-table-items";

/** A client of an HTTP API with its key. */
export interface HttpClient {
    readonly name: string;
    readonly key: string;
    /** Names of the APIs that it may call. Default: all. */
    readonly apis?: readonly string[] | undefined;
    /** Requests that its plan accepts at once. */
    readonly burst: number;
}

const outputsForm = z.object({ httpApiKeyValues: z.record(z.string(), z.string()).optional() });
// The part of the function's item (infra/gateway/http/keys/key-item.ts) that decides which calls are examples.
const itemForm = z.object({
    keyHash: z.object({ S: z.string() }),
    burst: z.object({ N: z.coerce.number() }),
    apis: z.object({ L: z.array(z.object({ S: z.string() })) }).optional(),
});

/** Reads the keys of the clients of a stack's HTTP API from the stack's outputs, and what they may call from the table of keys. */
export function readHttpClients(resources: readonly StateResource[]): HttpClient[] {
    const items = new Map(
        readTableItems(resources)
            .flatMap(({ attributes }) => itemForm.safeParse(attributes).data ?? [])
            .map((item) => [item.keyHash.S, item]),
    );
    const stacks = resources.filter(({ type }) => type === "pulumi:pulumi:Stack");
    const keys = stacks.flatMap(({ outputs = {} }) =>
        Object.entries(outputsForm.parse(revealed(outputs)).httpApiKeyValues ?? {}),
    );
    return keys.flatMap(([name, key]) => {
        const item = items.get(createHash("sha256").update(key).digest("hex"));
        return item === undefined ? [] : [{ name, key, apis: item.apis?.L.map(({ S }) => S), burst: item.burst.N }];
    });
}

/** Whether calls of a route need an API key. */
export function needsKey({ authorizer }: HttpRoute): boolean {
    return (
        authorizer?.type === "REQUEST" &&
        authorizer.identitySources.some((source) => source.toLowerCase() === "$request.header.x-api-key")
    );
}

/** Whether an HTTP API has keys. */
export function hasKeys({ routes }: DeployedHttpApi): boolean {
    return routes.some(needsKey);
}
