import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { localSecrets } from "../../../../tools/cli/serve/local-secrets";
import type { DeployedApi } from "../../../../tools/gateway-emulator/state/deployed-api";

const variable = "GATEHOUSE_TEST_TOKEN";
const apis = {
    authors: { secrets: { [variable]: "offline-placeholder", PASSWORD: "arn:aws:secretsmanager:…" } },
    quotes: { secrets: { [variable]: "offline-placeholder" } },
    books: { secrets: {} },
};
const program = (name: string) => ({ name, environment: { PORT: "8080" }, host: `${name}.internal` });
const api = {
    apps: { link: [program("authors"), program("books")] },
    functions: { shop_quotes: { ...program("quotes"), aliases: {} } },
} as unknown as DeployedApi;

describe("the secrets of programs on this machine", () => {
    let folder = "";
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "test-secrets-"));
    });
    afterEach(() => {
        delete process.env[variable];
        rmSync(folder, { recursive: true, force: true });
    });

    it("are placeholders, which a notice names with the way to give others", () => {
        const { notice, added } = found();
        assert.deepEqual(added, {
            authors: { PORT: "8080", [variable]: "local-placeholder", PASSWORD: "local-placeholder" },
            books: { PORT: "8080" },
            quotes: { PORT: "8080", [variable]: "local-placeholder" },
        });
        assert.equal(
            notice,
            `Secrets that have the value "local-placeholder": authors.${variable}, authors.PASSWORD, quotes.${variable}\n` +
                `To give them others: --secrets-file FILE, with lines such as authors.${variable}=value`,
        );
    });

    it("are the variables of this process, and those of the file before them, of one API before all", () => {
        process.env[variable] = "from the process";
        assert.equal(found().added.quotes?.[variable], "from the process");
        const { notice, added } = found(
            `${variable}=of all\nauthors.${variable}="two\nlines"\nPASSWORD='a #1 "b"' # note\n`,
        );
        assert.deepEqual(
            [added.authors?.[variable], added.authors?.PASSWORD, added.quotes?.[variable]],
            ["two\nlines", 'a #1 "b"', "of all"],
        );
        assert.equal(notice, undefined);
        assert.ok(!("PASSWORD" in (added.quotes ?? {})));
    });

    it("are not those of a server that is running already", () => {
        const backend = [{ api: "authors", origin: "http://127.0.0.1:8000" }];
        const { notice = "" } = localSecrets(apis, { backend, "secrets-file": undefined });
        assert.ok(notice.includes(`: quotes.${variable}\n`), notice);
    });

    it("are in a file that can be read", () => {
        const file = join(folder, "none");
        assert.throws(() => localSecrets(apis, { backend: [], "secrets-file": file }), {
            message: `"--secrets-file": got "${file}", which cannot be read (ENOENT), want a file with a line NAME=value for each secret`,
        });
    });

    function found(content?: string) {
        const file = content === undefined ? undefined : join(folder, "secrets.env");
        if (file !== undefined) writeFileSync(file, content ?? "");
        const { notice, addTo } = localSecrets(apis, { backend: [], "secrets-file": file });
        const { api: { apps, functions } = api } = addTo({ api, http: undefined });
        const programs = [...Object.values(apps).flat(), ...Object.values(functions)];
        const added: Record<string, Readonly<Record<string, string>>> = Object.fromEntries(
            programs.map(({ name, environment }) => [name, environment]),
        );
        return { notice, added };
    }
});
