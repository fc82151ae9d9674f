import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { secretFiles, secretOptions } from "../../../../infra/backends/instances/secret-environment";

const database = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop/database-AbCdEf";
const stored = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:books-TOKEN-0a1b2c";
// A shim such as that of pyenv would put its own folder first on the PATH.
const python = execFileSync("python3", ["-c", "import sys; print(sys.executable)"], { encoding: "utf8" }).trim();
const log = "/var/log/cloud-init-output.log";
const lines = `-----BEGIN KEY-----\n"it's" $HOME \\ #1 = ü\n\n`;

describe("the program that starts a container with its secrets", () => {
    let folder = "";
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "test-start-"));
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    it("passes each value as it is to the command, by the environment alone", () => {
        const content = JSON.stringify({ password: "swordfish", port: 5432 });
        const { status, stdout } = start(
            {
                TOKEN: `${stored}:::version-1`,
                PASSWORD: `${database}:password::`,
                PORT_NUMBER: `${database}:port:AWSPREVIOUS:`,
            },
            { [stored]: lines, [database]: content },
        );
        assert.equal(status, 0);
        assert.deepEqual(JSON.parse(stdout), {
            args: ["run", "--rm"],
            TOKEN: lines,
            PASSWORD: "swordfish",
            PORT_NUMBER: "5432",
        });
        const call = (rest: string) => `secretsmanager get-secret-value --output json --region ${rest}`;
        assert.deepEqual(calls(), [
            call(`eu-west-1 --secret-id ${database}`),
            call(`eu-west-1 --secret-id ${database} --version-stage AWSPREVIOUS`),
            call(`eu-central-1 --secret-id ${stored} --version-id version-1`),
        ]);
    });

    it("reads a secret once for all its keys", () => {
        const references = { PASSWORD: `${database}:password::`, USER_NAME: `${database}:user::` };
        start(references, { [database]: JSON.stringify({ password: "swordfish", user: "shop" }) });
        assert.equal(calls().length, 1);
    });

    const failures: readonly [title: string, reference: string, value: string | null, words: RegExp][] = [
        ["does not exist", stored, null, /^secret TOKEN \(arn:\S+\): AWS does not find it\n$/],
        [
            "has no such key",
            `${stored}:user::`,
            '{"password":"swordfish"}',
            /^secret TOKEN \(arn:\S+:user::\): it has no JSON key user\n$/,
        ],
        ["is no JSON", `${stored}:user::`, "swordfish", /^secret TOKEN \(arn:\S+:user::\): it has no JSON key user\n$/],
        [
            "is a list",
            `${stored}:user::`,
            '["swordfish"]',
            /^secret TOKEN \(arn:\S+:user::\): it has no JSON key user\n$/,
        ],
        ["is binary", stored, "", /^secret TOKEN \(arn:\S+\): it is binary\n$/],
        ["has a NUL character", stored, "swordfish\0", /^secret TOKEN \(arn:\S+\): embedded null byte\n$/],
    ];
    for (const [title, reference, value, words] of failures)
        it(`starts nothing if a secret ${title}, and shows no value`, () => {
            const secret = reference.split(":").slice(0, 7).join(":");
            const { status, stdout, stderr } = start({ TOKEN: reference }, value === null ? {} : { [secret]: value });
            assert.equal(status, 1);
            assert.equal(stdout, "");
            assert.match(stderr, words);
            assert.equal(readFileSync(join(folder, "log"), "utf8"), stderr);
            assert.doesNotMatch(stderr, /swordfish/);
        });

    it("is the same whatever the order of the variables, and names them to Docker", () => {
        assert.deepEqual(secretFiles({ A: stored, B: database }), secretFiles({ B: database, A: stored }));
        assert.deepEqual(secretOptions({ B: database, A: stored }), ["--env A", "--env B"]);
    });

    // The AWS CLI and Docker are stubs; the program itself is that of the machine.
    function start(references: Readonly<Record<string, string>>, secrets: Readonly<Record<string, string>>) {
        const [list, program] = secretFiles(references);
        assert.ok(list && program);
        const file = (name: string, content: string) => {
            const path = join(folder, name);
            writeFileSync(path, content);
            return path;
        };
        file("values.json", JSON.stringify(secrets));
        stub(
            "aws",
            `appendFileSync(folder + "/calls", args.join(" ") + "\\n");
const value = JSON.parse(readFileSync(folder + "/values.json"))[args[args.indexOf("--secret-id") + 1]];
if (value === undefined) { process.stderr.write("AWS does not find it\\n"); process.exit(255); }
console.log(JSON.stringify(value ? { SecretString: value } : { SecretBinary: "c3dvcmRmaXNo" }));`,
        );
        stub(
            "docker",
            `const found = ${JSON.stringify(Object.keys(references))}.map((name) => [name, process.env[name]]);
console.log(JSON.stringify({ args, ...Object.fromEntries(found) }));`,
        );
        const listFile = file("secrets.json", list.content);
        const path = file("start.py", program.content.replace(list.path, listFile).replace(log, join(folder, "log")));
        const env = { PATH: `${folder}${delimiter}${process.env.PATH}` };
        return spawnSync(python, ["-X", "utf8", path, "docker", "run", "--rm"], { encoding: "utf8", env });
    }

    function stub(name: string, program: string) {
        const path = join(folder, name);
        writeFileSync(
            path,
            `#!${process.execPath}
const { appendFileSync, readFileSync } = require("node:fs");
const [folder, args] = [${JSON.stringify(folder)}, process.argv.slice(2)];
${program}
`,
        );
        chmodSync(path, 0o755);
    }

    function calls(): string[] {
        return readFileSync(join(folder, "calls"), "utf8").trim().split("\n");
    }
});
