import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { readStack } from "../../../../tools/cli/project/project";
import { watchedSources } from "../../../../tools/cli/serve/watched-sources";
import { withFolder } from "../../../with-folder";

describe("watchedSources", () => {
    const { settings } = readStack({ name: "edge", file: "stacks/examples/Pulumi.edge.yaml" });

    it("has the sources of the site, without its packages and the output of its build, if it is served", async () => {
        await withFolder((folder) => {
            const build = join(folder, "app/books-react");
            for (const each of ["src/views", "dist/public/assets", "node_modules/react", ".cache"])
                mkdirSync(join(build, each), { recursive: true });
            writeFileSync(join(build, "index.html"), "");
            const watched = (watchesSite: boolean) => {
                const { files, folders } = watchedSources(settings, { name: "edge" }, folder, watchesSite);
                return [files, folders].map((paths) => paths.map((path) => relative(folder, path)));
            };
            const documents = ["Pulumi.edge.yaml", "app/books/openapi.yaml", "app/quotes/openapi.yaml"];
            const [files, folders] = watched(true);
            for (const document of documents) assert.ok(files?.includes(document), document);
            assert.deepEqual(folders, ["app/books-react", "app/books-react/src", "app/books-react/src/views"]);
            assert.deepEqual(watched(false)[1], []);
            return Promise.resolve();
        });
    });
});
