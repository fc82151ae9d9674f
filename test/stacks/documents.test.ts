import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DocumentError } from "../../openapi/problem";
import { documentFiles, readDocuments } from "../../stacks/apis/documents";
import { projectFolder } from "../../tools/cli/project/project";
import { ProjectCopy } from "../../tools/cli/rehearsal/project-copy";

const document = `openapi: 3.0.3
info: { title: A, version: 1.0.0 }
paths: { /b: { get: { responses: { "200": { description: Fine. } } } } }
`;
const overlay = `overlay: 1.0.0
info: { title: Changes, version: 1.0.0 }
actions:
  - target: $.paths['/b'].get
    update: { x-content-freshness: volatile }
`;

describe("readDocuments", () => {
    let folder: string;
    const write = (name: string, text: string) => writeFileSync(join(folder, "app", name), text);

    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "gatehouse-documents-"));
        for (const api of ["a", "b"]) {
            mkdirSync(join(folder, "app", api), { recursive: true });
            write(`${api}/openapi.yaml`, document);
        }
        write("b/overlay.yaml", overlay);
    });

    afterEach(() => rmSync(folder, { recursive: true }));

    const volatileOf = (project = folder) =>
        readDocuments(project, ["a", "b"]).map(({ document: { operations } }) => operations[0]?.volatile);

    it("reads each document with the changes of its overlay, if it has one", () => {
        assert.deepEqual(volatileOf(), [false, true]);
    });

    it("reports problems of overlays and documents at once, each with its file", () => {
        write("a/openapi.yaml", "openapi: 1");
        write("b/overlay.yaml", overlay.replace("/b", "/c"));
        assert.throws(
            () => readDocuments(folder, ["a", "b", "c"]),
            (error) => {
                assert.ok(error instanceof DocumentError);
                const places = error.messages.map(({ fileName, line }) => [fileName, line]);
                assert.deepEqual(places, [
                    ["app/a/openapi.yaml", 1],
                    ["app/b/overlay.yaml", 4],
                    ["app/c/openapi.yaml", undefined],
                ]);
                return true;
            },
        );
    });

    it("knows the files to watch, those of overlays that do not exist yet included", () => {
        const names = ["openapi.yaml", "openapi.yml", "openapi.json", "swagger.yaml", "swagger.json"];
        names.push("overlay.yaml", "overlay.yml", "overlay.json");
        names.push("integrations.yaml", "integrations.yml", "integrations.json");
        names.push("websocket.yaml", "websocket.yml", "websocket.json");
        assert.deepEqual(
            documentFiles(["a", "b"]),
            ["a", "b"].flatMap((api) => names.map((name) => `app/${api}/${name}`)),
        );
    });

    it("suggests the folder that an API may be meant to have", () => {
        mkdirSync(join(folder, "app/photos"));
        const problemOf = (name: string) => {
            try {
                readDocuments(folder, [name]);
            } catch (error) {
                if (error instanceof DocumentError) return error.problems.join("\n");
                throw error;
            }
            return "";
        };
        assert.match(problemOf("photo"), /swagger\.json$/);
        write("photos/openapi.json", "{}");
        assert.match(
            problemOf("photo"),
            /^"app\/photo\/openapi\.yaml": got no file, want the OpenAPI document of API "photo", as .*swagger\.json; did you mean "photos"\?$/,
        );
        assert.match(problemOf("warehouse"), /swagger\.json$/);
    });

    it("reads a document under any name that frameworks give it, and only one for an API", () => {
        rmSync(join(folder, "app/a/openapi.yaml"));
        write("a/swagger.json", document);
        assert.equal(readDocuments(folder, ["a"])[0]?.document.fileName, "app/a/swagger.json");
        write("a/openapi.yml", document);
        assert.throws(() => readDocuments(folder, ["a"]), {
            message: '"app/a": got openapi.yml and swagger.json, want one document of API "a"',
        });
    });

    it("reads an overlay under any of its names, and only one for an API", () => {
        write("b/overlay.yml", readFileSync(join(folder, "app/b/overlay.yaml"), "utf8"));
        assert.throws(() => readDocuments(folder, ["b"]), {
            message: '"app/b": got overlay.yaml and overlay.yml, want one overlay of API "b"',
        });
        rmSync(join(folder, "app/b/overlay.yaml"));
        assert.equal(readDocuments(folder, ["b"])[0]?.document.operations[0]?.volatile, true);
    });

    it("reads the same from a rehearsal's copy of the project", () => {
        for (const api of ["a", "b"]) write(`${api}/Dockerfile`, "FROM scratch\n");
        const copy = new ProjectCopy(folder, ["a", "b"]);
        try {
            assert.deepEqual(volatileOf(copy.folder), [false, true]);
        } finally {
            copy.remove();
        }
    });

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
