import { parseArgs } from "node:util";
import { UsageError } from "../usage-error";
import { checks, type Target } from "./checks";

/** What `--help` prints. */
const help = `Tests an API, on localhost or on AWS, from outside. It sends no more than 30 requests.

Usage: npm run conformance -- --url URL --key KEY --path PATH [--direct URL]

  --url URL      URL of a stage, such as http://127.0.0.1:8080/Test
  --key KEY      a client's API key
  --path PATH    a cached GET without required parameters, such as /pictures/all
  --direct URL   the load balancer, which must not be reached from here
`;

/**
 * `npm run conformance`: runs every check and prints what came of it.
 * @returns 0 if all hold, 1 if one does not.
 * @throws {UsageError} where a flag is unknown or missing.
 */
export async function conformanceCommand(
    argv: readonly string[],
    write: (text: string) => void = (text) => process.stdout.write(text),
): Promise<number> {
    if (argv.includes("--help")) {
        write(help);
        return 0;
    }
    const target = readTarget(argv);
    let faults = 0;
    for (const { rule, title, run } of checks.filter((check) => check.rule !== "R1" || target.direct !== undefined)) {
        const fault = await run(target);
        if (fault !== undefined) faults++;
        write(`${rule} · ${title} · ${fault ?? "holds"}\n`);
    }
    return faults === 0 ? 0 : 1;
}

function readTarget(argv: readonly string[]): Target {
    const text = { type: "string" } as const;
    const { url, key, path, direct } = parse(argv, { url: text, key: text, path: text, direct: text });
    const faults = [
        ...[["--url", url] as const, ["--direct", direct ?? "http://none"] as const].flatMap(([flag, value]) =>
            value !== undefined && URL.canParse(value) ? [] : [`"${flag}": got ${value ?? "nothing"}, want a URL`],
        ),
        ...(key ? [] : [`"--key": got nothing, want a client's API key`]),
        ...(path?.startsWith("/") ? [] : [`"--path": got ${path ?? "nothing"}, want a path such as /pictures/all`]),
    ];
    if (faults.length > 0 || !url || !key || !path) throw new UsageError(faults);
    return { url: url.replace(/\/$/, ""), key, path, ...(direct && { direct }) };
}

function parse<Options extends Record<string, { readonly type: "string" }>>(argv: readonly string[], options: Options) {
    try {
        return parseArgs({ args: [...argv], options }).values;
    } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        throw new UsageError([`${message.split(". ", 1)[0]}, want --url URL, --key KEY, --path PATH or --direct URL`]);
    }
}
