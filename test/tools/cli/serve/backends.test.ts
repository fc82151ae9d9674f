import assert from "node:assert/strict";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectFolder } from "../../../../tools/cli/project/project";
import { serveFlags } from "../../../../tools/cli/serve/flags";
import { serveCommand } from "../../../../tools/cli/serve/serve-command";
import { UsageError } from "../../../../tools/cli/terminal/usage-error";

describe("the flag --backend of npm run serve", () => {
    it("may be given for several APIs, with a URL on any host", () => {
        const urls = ["orders=http://127.0.0.1:8000", "books=http://books.local", "pictures=http://[::1]:80/"];
        assert.deepEqual(serveFlags.parse(urls.flatMap((url) => ["--backend", url]))?.backend, [
            { api: "orders", origin: "http://127.0.0.1:8000" },
            { api: "books", origin: "http://books.local" },
            { api: "pictures", origin: "http://[::1]" },
        ]);
        assert.match(serveFlags.help, /^ {2}--backend NAME=URL {2}send the calls of API NAME to /m);
    });

    for (const given of [
        "x=y",
        "orders",
        "=http://127.0.0.1",
        "orders=",
        "orders=127.0.0.1:8000",
        "orders=https://127.0.0.1:8000",
        "orders=http://127.0.0.1:8000/orders",
        "orders=http://127.0.0.1:8000?",
        "orders=http://127.0.0.1:8000#orders",
        "orders=http://me:secret@127.0.0.1",
        "orders=http://127.0.0.1:0",
        "orders=http://127.0.0.1:65536",
    ]) {
        it(`is rejected as ${given}, with the form that is expected`, () => {
            assert.throws(() => serveFlags.parse(["--backend", given]), {
                message: `"--backend": got "${given}", want NAME=URL such as orders=http://127.0.0.1:8000`,
            });
        });
    }
});

describe("npm run serve of a stack whose APIs have no program", function () {
    this.timeout(60_000);

    let folder = "";
    before(() => {
        folder = mkdtempSync(join(tmpdir(), "gatehouse-test-"));
        for (const name of ["Pulumi.dev.yaml", "app"])
            cpSync(join(projectFolder, name), join(folder, name), { recursive: true });
        for (const api of ["books", "pictures"]) rmSync(join(folder, "app", api, "server.ts"));
    });
    after(() => rmSync(folder, { recursive: true }));

    const problemsOf = async (...flags: string[]): Promise<readonly string[]> => {
        const signal = new AbortController().signal;
        const error: unknown = await serveCommand(["--port", "0", ...flags], signal, folder, () => {}).catch(
            (error: unknown) => error,
        );
        assert.ok(error instanceof UsageError);
        return error.problems;
    };
    const missing = (api: string) =>
        `"app/${api}/server.ts": got no file, want the program of API "${api}", to run it here (or "app/${api}/pom.xml", in Java), or "--backend ${api}=URL" with the URL of a server that is running already, such as http://127.0.0.1:8000`;

    it("names all of them and the flag before it starts anything", async () => {
        assert.deepEqual((await problemsOf()).toSorted(), [missing("books"), missing("pictures")]);
    });

    it("names those without --backend, and values of the flag that are not of the stack or repeated", async () => {
        const given = ["books=http://127.0.0.1:8000", "books=http://127.0.0.1:8001", "orders=http://127.0.0.1:8002"];
        const problems = await problemsOf(...given.flatMap((each) => ["--backend", each]));
        const [unknown = "", ...others] = problems;
        assert.match(
            unknown,
            /^"--backend": got "orders", want an API of the stack: (books, pictures|pictures, books)$/,
        );
        assert.deepEqual(others, [
            '"--backend": got several URLs of "books", want one for each API',
            missing("pictures"),
        ]);
    });
});
