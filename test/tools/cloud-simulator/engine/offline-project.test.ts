import assert from "node:assert/strict";
import { offlineProject } from "../../../../tools/cloud-simulator/engine/offline-project";

describe("the project of an offline run", () => {
    it("refers to the real program and its settings from any folder", () => {
        const settings = {
            name: "shop",
            main: "stacks/index.ts",
            runtime: { name: "nodejs", options: { tsconfig: "../tsconfig.pulumi.json", packagemanager: "npm" } },
            config: { retention: { type: "integer", default: 30 } },
        };
        assert.deepEqual(offlineProject(settings, "/work/shop", "shop"), {
            ...settings,
            main: "/work/shop/stacks/index.ts",
            runtime: {
                name: "nodejs",
                options: { tsconfig: "/work/shop/tsconfig.pulumi.json", packagemanager: "npm" },
            },
        });
    });

    it("omits the real project's backend and stacks", () => {
        const settings = { runtime: "nodejs", backend: { url: "s3://state" }, stackConfigDir: "stacks" };
        assert.deepEqual(offlineProject(settings, "/work/shop", "shop"), {
            name: "shop",
            main: "/work/shop",
            runtime: "nodejs",
        });
    });
});
