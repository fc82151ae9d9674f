import assert from "node:assert/strict";
import { readDocuments } from "../../stacks/documents";
import { projectFolder } from "../../tools/cli/project/project";

describe("readDocuments", () => {
    it("adds the binary media types of the settings to the API that they belong to", () => {
        const apis = readDocuments(projectFolder, ["pictures", "books"], { pictures: ["image/png"], books: undefined });
        assert.deepEqual(
            apis.map(({ name, binaryMediaTypes }) => [name, binaryMediaTypes]),
            [
                ["pictures", ["image/png"]],
                ["books", undefined],
            ],
        );
        assert.ok(apis.every((api) => Object.hasOwn(api, "binaryMediaTypes") === (api.name === "pictures")));
    });
});
