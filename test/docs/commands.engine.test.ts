import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { findCli } from "../../tools/cloud-simulator/engine/find-cli";
import { fenced, pages, root, textOf } from "./markdown";
import { type Command, commandsOf } from "./shell";

const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const flagsOf = (words: Command) => words.filter((word) => /^--?[a-z]/.test(word)).map((word) => word.split("=")[0]);

// Commands whose flags cannot be checked here.
const unchecked = [
    "apt-get",
    "aws",
    "basenc",
    "cd",
    "cp",
    "curl",
    "dig",
    "docker",
    "echo",
    "export",
    "jq",
    "kubectl",
    "mkdir",
    "printf",
    "sh",
    "test",
    "tr",
    "true",
    "xargs",
];

// Programs that npx downloads; the project does not need them.
const downloaded = ["wscat"];

const helps = new Map<string, string>();
function helpOf(command: string, readHelp: () => string): string {
    const help = helps.get(command) ?? readHelp();
    helps.set(command, help);
    return help;
}

function npmProblem(words: Command): string | undefined {
    const [verb = "", ...rest] = words.slice(1).filter((word) => word !== "--silent");
    if (["ci", "test", "install", "pack", "t"].includes(verb)) return undefined;
    const [name = "", ...args] = rest;
    if (verb !== "run" || scripts[name] === undefined) return `npm has no ${verb} ${name}`;
    if (args.length === 0) return undefined;
    if (args[0] !== "--") return `npm would take the flags: expected "--" before them`;
    // A script without flags, such as `samples`, would read "--help" as an argument.
    if (flagsOf(args.slice(1)).length === 0) return undefined;
    const run = () => spawnSync(process.execPath, [...scripts[name].split(" ").slice(1), "--help"], { cwd: root });
    const help = helpOf(`npm ${name}`, () => String(run().stdout));
    const unknown = flagsOf(args).filter((flag) => !new RegExp(`^  ${flag}\\b`, "m").test(help));
    return unknown.length > 0 ? `npm run ${name} has no ${unknown.join(", ")}` : undefined;
}

function pulumiProblem(cli: string, words: Command): string | undefined {
    // The help includes `--event-log` only if this variable is set.
    const env = { ...process.env, PULUMI_DEBUG_COMMANDS: "true", PULUMI_SKIP_UPDATE_CHECK: "true" };
    const readHelp = (path: string) => () =>
        spawnSync(cli, [...path.split(" "), "--help"], { env, encoding: "utf8" }).stdout;
    const plain = words.slice(1).filter((word) => /^[a-z-]+$/.test(word) && !word.startsWith("-"));
    const path = [plain.slice(0, 2).join(" "), plain[0] ?? ""].find((candidate) =>
        new RegExp(`^ +pulumi ${candidate}( |$)`, "m").test(helpOf(candidate, readHelp(candidate))),
    );
    if (path === undefined) return `pulumi has no ${plain[0]}`;
    const help = helpOf(path, readHelp(path));
    const unknown = flagsOf(words).filter((flag) => !new RegExp(`^ +(-\\w, )?${flag}\\b|^ +${flag},`, "m").test(help));
    return unknown.length > 0 ? `pulumi ${path} has no ${unknown.join(", ")}` : undefined;
}

/** Returns the problem of a command on a page; undefined if none is found. */
function problemOf(cli: string, words: Command): string | undefined {
    const [name = ""] = words;
    if (name === "npm") return npmProblem(words);
    if (name === "pulumi") return pulumiProblem(cli, words);
    if (name === "npx") {
        const program = words[1] ?? "";
        if (downloaded.includes(program)) return undefined;
        return existsSync(join(root, "node_modules/.bin", program)) ? undefined : words.join(" ");
    }
    if (name.includes("/")) return existsSync(join(root, name)) ? undefined : `there is no ${name}`;
    return unchecked.includes(name) ? undefined : `unknown command ${name}`;
}

describe("The commands on the pages", function () {
    this.timeout(5 * 60_000);
    let cli = "";
    before(async () => {
        cli = (await findCli()).path;
    });

    const scriptsOf = new Map(pages.map((page) => [page, [...fenced(page, "sh"), ...pipelineScripts(page)]]));

    it("are found", () => {
        const commands = [...scriptsOf.values()].flat().flatMap(commandsOf);
        assert.ok(commands.length >= 60, String(commands.length));
        assert.ok(commands.filter(([name]) => name === "pulumi").length >= 15);
    });

    for (const [page, texts] of scriptsOf) {
        if (texts.length === 0) continue;
        it(`exist with their flags: ${page}`, () => {
            const problems = texts.flatMap(commandsOf).flatMap((words) => {
                const problem = problemOf(cli, words);
                return problem === undefined ? [] : [`${words.join(" ")}: ${problem}`];
            });
            assert.deepEqual(problems, []);
        });
    }

    it("name existing scripts within sentences too", () => {
        const names = pages.flatMap((page) =>
            [...textOf(page).matchAll(/`npm run ([a-z-]+)/g)].map(([, name]) => name),
        );
        assert.ok(names.length >= 20, String(names.length));
        // `build` is a script of a site, which the page about sites says.
        assert.deepEqual(
            names.filter((name) => name !== "build" && (name === undefined || scripts[name] === undefined)),
            [],
        );
    });

    it("are reported if they do not exist", () => {
        const invalid = [
            'npm run reprot -- --stack dev && npm run --silent report -- --stak dev --out "x y"',
            "npm run preview --stack dev",
            "x=$(pulumi stack output --jsn apiKeyValues | jqq -r .web) # pulumi nonsense",
            "pulumi prevew",
            "docs/none.sh",
        ];
        const problems = invalid.flatMap(commandsOf).map((words) => problemOf(cli, words));
        assert.deepEqual(problems, [
            "npm has no run reprot",
            "npm run report has no --stak",
            'npm would take the flags: expected "--" before them',
            "pulumi stack output has no --jsn",
            "unknown command jqq",
            "pulumi has no prevew",
            "there is no docs/none.sh",
        ]);
    });
});

describe("The other samples on the pages", () => {
    it("are valid JSON if they are marked as JSON", () => {
        const texts = pages.flatMap((page) => fenced(page, "json"));
        assert.ok(texts.length >= 2);
        // A sample may contain several documents, one per line.
        for (const text of texts)
            assert.doesNotThrow(() => {
                try {
                    JSON.parse(text);
                } catch {
                    for (const line of text.trim().split("\n")) JSON.parse(line);
                }
            }, text);
    });
});

/** The scripts of the GitLab jobs on a page. */
function pipelineScripts(page: string): string[] {
    return fenced(page, "yaml").flatMap((text) => {
        const jobs: unknown = parse(text);
        return Object.values(jobs as Record<string, Record<string, unknown> | undefined>).flatMap((job) =>
            [job?.before_script, job?.script].flatMap((lines) => (Array.isArray(lines) ? lines.map(String) : [])),
        );
    });
}
