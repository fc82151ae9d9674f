/*
 * Runs another CrossGuard pack over the programs as the engine would at a first preview, and writes a line for each
 * finding: program, policy, resource.
 *
 *   cd <folder of the pack> && node -r tsx/cjs <this file> <file that creates the PolicyPack>
 */
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { Pack } from "../../engine";
import { readProgram } from "../pulumi-yaml";

interface Policy {
    readonly configSchema?: { readonly properties?: { readonly [name: string]: { readonly default?: unknown } } };
}

const programs = join(__dirname, "../programs");

async function main(file: string): Promise<void> {
    const policies = policiesOf(resolve(file)).map(withDefaults);
    console.error(`${policies.length} policies`);
    for (const program of readdirSync(programs)) {
        const found = await new Pack(policies).preview(readProgram(join(programs, program, "Pulumi.yaml")));
        // The SDK reports an unknown value that a policy reads as an advice whose text begins so.
        for (const { policy, urn, message } of found)
            console.log(
                [program, policy, urn.split("::").at(-1), message.replaceAll("\n", " ").slice(0, 120)].join("\t"),
            );
    }
}

/** Loads a pack with its own SDK, whose server is not started but hands over the policies. */
function policiesOf(file: string): Policy[] {
    const load = createRequire(file);
    const policies: Policy[] = [];
    load("@pulumi/policy/server").serve = (
        _name: string,
        _version: string,
        _level: string,
        pack: { policies: Policy[] },
    ) => policies.push(...pack.policies);
    load(file);
    return policies;
}

// The CLI, not the SDK, fills in the defaults of a policy's settings.
function withDefaults(policy: Policy): Policy {
    const settings = Object.entries(policy.configSchema?.properties ?? {});
    const config = Object.fromEntries(settings.map(([name, schema]) => [name, schema.default]));
    const withConfig = (args: object) => ({ ...args, getConfig: () => config });
    return new Proxy(policy, {
        get(target, key) {
            const value: unknown = Reflect.get(target, key);
            return typeof value === "function" && String(key).startsWith("validate")
                ? (args: object, report: unknown) => value(withConfig(args), report)
                : value;
        },
    });
}

void main(process.argv[2] ?? "");
