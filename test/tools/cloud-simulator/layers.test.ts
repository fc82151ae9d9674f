import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

const root = resolve(__dirname, "../../../tools/cloud-simulator");

/** Folders of the simulator, from the lowest layer up: a folder imports only from the rows before its own. */
const layers = [
    ["state"],
    ["wire"],
    ["resources"],
    ["aws", "components", "docker-build", "kubernetes", "random", "rejections"],
    ["providers"],
    ["engine"],
];

describe("the folders of the cloud simulator", () => {
    const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
    const folderOf = (file: string) => file.split("/")[0] ?? "";
    const layerOf = (folder: string) => layers.findIndex((row) => row.includes(folder));

    it("all belong to a layer", () => {
        assert.deepEqual(
            [...new Set(files.map(folderOf))].filter((folder) => layerOf(folder) < 0),
            [],
        );
    });

    it("import only from the layers below their own", () => {
        const upwards = files.flatMap((file) => {
            const specifiers = [...readFileSync(join(root, file), "utf8").matchAll(/from "(\.[^"]+)"/g)];
            return specifiers
                .map(([, specifier = ""]) => relative(root, resolve(root, dirname(file), specifier)))
                .filter((target) => !target.startsWith("..") && folderOf(target) !== folderOf(file))
                .filter((target) => layerOf(folderOf(target)) >= layerOf(folderOf(file)))
                .map((target) => `${file} -> ${target}`);
        });
        assert.deepEqual(upwards, []);
    });

    it("import only pure files of the program, and one of the tools", () => {
        const own = files.flatMap((file) =>
            [...readFileSync(join(root, file), "utf8").matchAll(/from "(\.[^"]+)"/g)]
                .map(([, specifier = ""]) => relative(root, resolve(root, dirname(file), specifier)))
                .filter((target) => target.startsWith("..")),
        );
        assert.deepEqual([...new Set(own)].sort(), [
            "../../openapi/gateway-response-types",
            "../../openapi/method-path",
            "../../openapi/paths",
            "../../openapi/raw-value",
            "../../openapi/rest-api-body",
            "../../stacks/edge/zone-delegation",
            "../../stacks/settings/architecture",
            "../../stacks/settings/cidr",
            "../../stacks/settings/database/engines",
            "../../stacks/settings/database/reserved-words",
            "../../stacks/settings/domain/zone-names",
            "../../stacks/settings/fargate/sizes",
            "../../stacks/settings/kubernetes-versions",
            "../../stacks/settings/zones",
            "../error-message",
        ]);
    });
});
