import { parseArgs } from "node:util";
import { configValue } from "../../../../stacks/config/config-value";
import type { Rehearsal } from "../rehearsal";
import type { CommandHandler } from "./page-script";

const options = {
    json: { type: "boolean" },
    path: { type: "boolean" },
    "policy-pack": { type: "string" },
    "policy-pack-config": { type: "string" },
    "secrets-provider": { type: "string" },
    "show-secrets": { type: "boolean" },
    stack: { type: "string" },
} as const;

/**
 * The commands of Pulumi on a page, as steps of a rehearsal. `up` and `destroy` preview first, as in a terminal.
 * @throws {Error} for a command that is not among them, or a step that fails.
 */
export function pulumiCommands(rehearsal: Rehearsal): CommandHandler {
    let count = 0;
    return async (words) => {
        const { values, positionals } = parseArgs({ args: [...words], options, allowPositionals: true });
        const [verb = "", ...rest] = positionals;
        switch (verb === "config" || verb === "stack" ? `${verb} ${rest.shift()}` : verb) {
            // The stack exists, in a temporary backend.
            case "login":
            case "stack init":
                return "";
            case "config set":
                return edit(rehearsal, rest[0] ?? "", configValue(rest[1] ?? ""));
            case "config rm":
                return edit(rehearsal, rest[0] ?? "", undefined);
            case "up":
                count += 1;
                await succeed(rehearsal, "preview", `before pulumi up, number ${count}`);
                await rehearsal.up(`pulumi up, number ${count}`);
                return "";
            case "destroy":
                await succeed(rehearsal, "previewDestroy", "before pulumi destroy");
                await rehearsal.destroy("pulumi destroy");
                return "";
            case "stack output": {
                const value = (await rehearsal.stack.outputs())[rest[0] ?? ""]?.value;
                return values.json ? JSON.stringify(value) : String(value);
            }
            default:
                throw new Error(`the rehearsal has no command "pulumi ${positionals.join(" ")}"`);
        }
    };
}

async function succeed(rehearsal: Rehearsal, verb: "preview" | "previewDestroy", title: string): Promise<void> {
    const { succeeded, rejections } = await rehearsal.run(verb, title);
    if (!succeeded) throw new Error(rejections.join("; "));
}

// A property path such as `gatehouse:cluster.publicEndpointCidrs[0]`; without `--path` there is only a key.
async function edit(rehearsal: Rehearsal, key: string, value: unknown): Promise<string> {
    const path = key.split(/\.|(?=\[)/);
    const index = /^\[(\d+)\]$/.exec(path.at(-1) ?? "")?.[1];
    if (index === undefined) await rehearsal.set(path, value);
    else {
        const list = path.slice(0, -1);
        const before = rehearsal.setting(...list);
        const items: unknown[] = Array.isArray(before) ? [...before] : [];
        items.splice(Number(index), 1, ...(value === undefined ? [] : [value]));
        await rehearsal.set(list, items);
    }
    return "";
}
