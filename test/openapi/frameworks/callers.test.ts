import assert from "node:assert/strict";
import { request } from "undici";
import { TemporaryFolders } from "../../tools/cloud-simulator/engine/temporary-folder";
import { file } from "./backend";
import { FrameworkGateway } from "./gateway";
import { documentFile, type Framework, frameworks, undecided, writeProject } from "./project";
import { type DocumentOperation, operationsIn } from "./raw-document";

describe("the cache over the documents of the frameworks", function () {
    this.timeout(120_000);
    const folders = new TemporaryFolders();
    let gateway: FrameworkGateway;

    before(async () => {
        const folder = folders.make();
        writeProject(folder, { overlays: true });
        gateway = await FrameworkGateway.start(folder);
    });
    after(async () => {
        await gateway.close();
        folders.removeAll();
    });

    /** Calls a GET operation with one header and returns the status, the body and whether the backend was called. */
    async function get(api: Framework, operation: DocumentOperation, header: string, value?: string) {
        const backend = gateway.backendOf(api);
        const { length } = backend.calls;
        const query = operation.required.flatMap(({ place, name }) => (place === "query" ? [`${name}=x`] : []));
        const others = [...operation.headers, ...operation.credentials].filter(
            (name) =>
                name !== header.toLowerCase() && operation.required.some((each) => each.name.toLowerCase() === name),
        );
        const response = await request(
            `${gateway.url}/${api}${operation.path.replace(/\{[^}]+\}/g, "7")}${query.length > 0 ? `?${query.join("&")}` : ""}`,
            {
                headers: {
                    "x-api-key": "key-of-web",
                    // API Gateway encodes a file as Base64 for a client that accepts another type first, and decodes an
                    // error, which is JSON, for one that accepts a binary type first.
                    ...(operation.fileType !== undefined && value !== undefined && { accept: operation.fileType }),
                    ...(operation.needsCredentials && !operation.credentials.includes(header.toLowerCase())
                        ? { authorization: "same for all" }
                        : {}),
                    ...Object.fromEntries(others.map((name) => [name, "same for all"])),
                    ...(value !== undefined && { [header]: value }),
                },
            },
        );
        const body = Buffer.from(await response.body.arrayBuffer());
        return {
            status: response.statusCode,
            body,
            text: body.toString(),
            calledBackend: backend.calls.length > length,
        };
    }

    for (const api of frameworks) {
        const reads = operationsIn(documentFile(api)).filter(({ method }) => method === "GET");
        for (const operation of reads) {
            const isVolatile = undecided.includes(`/${api}${operation.path.replace(/\/$/, "")}`);
            it(`${isVolatile ? "calls the backend for each" : "caches"} GET ${operation.path} of ${api}`, async () => {
                const [header = "authorization"] = operation.credentials;
                const first = await get(api, operation, header, "ann");
                const second = await get(api, operation, header, "ann");
                assert.deepEqual([first.status, first.calledBackend], [200, true]);
                assert.deepEqual([second.status, second.calledBackend], [200, isVolatile]);
                assert.deepEqual(second.body, first.body);
                if (operation.fileType !== undefined) assert.deepEqual(second.body, file);
            });

            for (const header of new Set([...operation.credentials, ...operation.headers])) {
                it(`returns no caller's response to another: ${api} ${operation.path} by ${header}`, async () => {
                    const spellings = [header, titleCase(header), header.toUpperCase()];
                    const isRequired = operation.required.some(
                        ({ place, name }) => place === "header" && name === header,
                    );
                    for (const first of spellings) {
                        for (const second of spellings) {
                            const [ann, bob] = [`ann ${first} ${second}`, `bob ${first} ${second}`];
                            await get(api, operation, first, ann);
                            const other = await get(api, operation, second, bob);
                            assert.doesNotMatch(other.text, /ann/);
                            // The gateway compares the name of a required header with the case of its letters.
                            if (isRequired && second !== header) assert.equal(other.status, 400);
                            else if (operation.fileType === undefined) assert.match(other.text, new RegExp(bob));
                            else assert.ok(other.calledBackend, "the file came from the cache");
                            const nobody = await get(api, operation, second);
                            assert.doesNotMatch(nobody.text, /ann|bob/);
                            if (operation.needsCredentials && operation.credentials.includes(header))
                                assert.equal(nobody.status, 401);
                        }
                    }
                });
            }
        }
    }
});

function titleCase(name: string): string {
    return name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());
}
