import type { DocsSource } from "../../../../../tools/cli/serve/docs/docs-site";
import { sampleBody } from "../../../../openapi/clients/sample-body";
import { sampleApi } from "../../../gateway-emulator/sample-api";

const body = JSON.stringify(sampleBody);

/** Two stages of a stack: one for the clients of plan "all", one for those of plan "next" with a name that HTML must escape. */
export const docsSource: DocsSource = {
    stackName: "shop-dev",
    api: sampleApi({
        name: "shop",
        plans: [
            { id: "all", name: "all", stages: [{ stage: "Test", throttles: {} }] },
            { id: "next", name: "next", stages: [{ stage: "next", throttles: {} }] },
        ],
        keys: [
            { id: "1", name: "shop-web", value: "key-of-web", enabled: true, planIds: ["all"] },
            { id: "2", name: "shop-mobile", value: "key-of-mobile", enabled: true, planIds: ["all"] },
            { id: "3", name: "shop-<b>", value: "key-of-<b>", enabled: true, planIds: ["next"] },
            { id: "4", name: "shop-disabled", value: "key-of-disabled", enabled: false, planIds: ["all", "next"] },
        ],
    }),
    published: ["Test", "next"].map((name) => ({ name, restApiId: "abc123", body, domainUrls: [] })),
};
