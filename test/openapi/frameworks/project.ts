import { copyFileSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { stringify } from "yaml";

/** The document of each API; README.md says how each was made. */
export const documents = {
    fastapi: "fastapi.json",
    nestjs: "nestjs.json",
    drf: "drf.yaml",
    swashbuckle: "swashbuckle.json",
    springdoc: "springdoc.yaml",
    swag: "swag.yaml",
    "petstore-2-0": "petstore-2.0.yaml",
    "petstore-3-0": "petstore-3.0.yaml",
    "petstore-3-1": "petstore-3.1.yaml",
} as const;

/** An API with the document of a framework. */
export type Framework = keyof typeof documents;

/** The APIs, each with the document of a framework. */
export const frameworks = Object.keys(documents) as Framework[];

/**
 * GET operations that need a decision about their cache. No cache key distinguishes responses to a list that is repeated
 * in the query, and one with `If-None-Match` has an entry for each client.
 */
export const undecided = [
    "/fastapi/items",
    "/fastapi/items/{item_id}",
    "/nestjs/api/cats",
    "/petstore-2-0/pet/findByStatus",
    "/petstore-2-0/pet/findByTags",
    "/petstore-3-0/pet/findByStatus",
    "/petstore-3-0/pet/findByTags",
    "/petstore-3-1/pet/findByStatus",
    "/petstore-3-1/pet/findByTags",
    "/springdoc/orders",
    "/swag/articles",
    "/swashbuckle/api/ToDo/search",
];

/** Name of the stack that publishes all of them. */
export const stackName = "frameworks";

/** Path of the document of an API. */
export function documentFile(api: Framework): string {
    return join(__dirname, documents[api]);
}

/** Writes a stack's file, and the documents of its APIs, with the overlays that a user would write or without them. */
export function writeProject(folder: string, { overlays }: { readonly overlays: boolean }): void {
    for (const api of frameworks) {
        const target = join(folder, "app", api);
        mkdirSync(target, { recursive: true });
        copyFileSync(documentFile(api), join(target, `openapi${extname(documents[api])}`));
        const overlay = join(__dirname, "overlays", `${api}.yaml`);
        if (overlays && existsSync(overlay)) copyFileSync(overlay, join(target, "overlay.yaml"));
    }
    writeFileSync(join(folder, `Pulumi.${stackName}.yaml`), stringify({ config }));
}

const images = frameworks.map((api) => [api, { image: `registry.example.com/${api}:1.0.0`, port: 8080, replicas: 2 }]);

const config = {
    "aws:region": "eu-central-1",
    "gatehouse:network": { cidrBlock: "10.20.0.0/16", availabilityZones: 2, natGateways: "single" },
    "gatehouse:cluster": { kubernetesVersion: "1.35", nodes: "auto", publicEndpointCidrs: ["203.0.113.0/24"] },
    "gatehouse:apis": Object.fromEntries(images),
    "gatehouse:gateway": { cors: { allowOrigin: "https://example.com" } },
    "gatehouse:stages": {
        Test: { cache: { sizeGb: 0.5, ttlSeconds: 300 }, throttle: { requestsPerSecond: 10000, burst: 5000 } },
    },
    "gatehouse:plans": { standard: { requestsPerSecond: 1000, burst: 500 } },
    "gatehouse:clients": { web: "standard" },
};
