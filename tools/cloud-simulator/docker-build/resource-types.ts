import { documentation, type ResourceTypes } from "../resources/resource-type";

/** Images that BuildKit builds and pushes. */
export const dockerBuildTypes: ResourceTypes = {
    "docker-build:index:Image": {
        id: "{hex:32}",
        outputs: {
            contextHash: "{hex:64}",
            digest: "sha256:{hex:64}",
            ref: "{firstTag}@sha256:{hex:64}",
        },
        source: documentation,
        serves: false,
        price: "free",
    },
};
