import {
    existsSync,
    lstatSync,
    mkdirSync,
    readdirSync,
    readFileSync,
    renameSync,
    rmSync,
    writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type { PolicyName } from "../contract/policy";
import { type Plain, type Props, type Resource, resourceWith, type Stack, stackOf, UNKNOWN } from "../reading/resource";
import { isList, isObject } from "../reading/value";
import { keptProps } from "./kept-properties";

/** The part of a preview that its update knows. */
export interface KeptPreview {
    /** The resources, with the properties that are never secret; all others are unknown. */
    readonly stack: Stack;
    /** URNs of the resources that would decide what a policy left undecided. */
    readonly causes: ReadonlyMap<PolicyName, ReadonlySet<string>>;
}

/**
 * Keeps a preview for the update that follows it in the same run of the CLI, in a folder of its user alone.
 * @param home default: the home of the CLI, as it finds it (pulumi/pulumi, sdk/go/common/workspace/paths.go).
 */
export function keepPreview(run: string, { stack, causes }: KeptPreview, home = engineHome()): void {
    const folder = privateFolder(home);
    removeOld(folder);
    const resources = stack.resources.map((each) =>
        resourceWith(each, { props: encoded(keptProps(each)), outputs: {} }),
    );
    const text = JSON.stringify({ resources, causes: [...causes].map(([policy, urns]) => [policy, [...urns]]) });
    const file = join(folder, `${run}.json`);
    const part = `${file}.${process.pid}.part`;
    rmSync(part, { force: true });
    writeFileSync(part, text, { mode: 0o600, flag: "wx" });
    renameSync(part, file);
}

/**
 * Reads the preview of a run and removes it; undefined if it left nothing undecided, or there was none.
 * @throws if the file cannot be read.
 */
export function takePreview(run: string, home = engineHome()): KeptPreview | undefined {
    const file = join(home, folderName, `${run}.json`);
    if (!existsSync(file)) return undefined;
    const text = readFileSync(join(privateFolder(home), `${run}.json`), "utf8");
    rmSync(file, { force: true });
    const { resources, causes }: { resources: Resource[]; causes: [PolicyName, string[]][] } = JSON.parse(text);
    return {
        stack: stackOf(
            resources.map((resource) => ({ ...resource, props: decoded(resource.props), outputs: unknownId })),
        ),
        causes: new Map(causes.map(([policy, urns]) => [policy, new Set(urns)])),
    };
}

const folderName = "gatehouse-policy";

const engineHome = (): string => process.env.PULUMI_HOME ?? join(homedir(), ".pulumi");

// Not in the shared folder for temporary files, where another user could put a link in its place.
function privateFolder(home: string): string {
    const folder = join(home, folderName);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const found = lstatSync(folder);
    const isOwn = process.getuid === undefined || (found.uid === process.getuid() && (found.mode & 0o077) === 0);
    if (found.isDirectory() && isOwn) return folder;
    throw new Error(`"${folder}" is not a folder that only its owner can read and write`);
}

// Ids of the preview say nothing about the update, in which a resource may be replaced.
const unknownId: Props = { id: UNKNOWN };

const marker = { "gatehouse:unknown": true };

const encoded = (props: Props): Props => converted(props, (value) => (value === UNKNOWN ? marker : undefined));

const decoded = (props: Props): Props =>
    converted(props, (value) => (isObject(value) && value["gatehouse:unknown"] === true ? UNKNOWN : undefined));

function converted(props: Props, leaf: (value: Plain) => Plain | undefined): Props {
    const convert = (value: Plain): Plain => {
        const replaced = leaf(value);
        if (replaced !== undefined) return replaced;
        if (isList(value)) return value.map(convert);
        return isObject(value) ? converted(value, leaf) : value;
    };
    return Object.fromEntries(Object.entries(props).map(([key, value]) => [key, convert(value)]));
}

// A preview without an update leaves its file behind.
const maxAge = 24 * 60 * 60 * 1000;

function removeOld(folder: string): void {
    for (const name of readdirSync(folder).filter((each) => /^\d+-\w+\.json(\.\d+\.part)?$/.test(each))) {
        const file = join(folder, name);
        const age = Date.now() - (lstatSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
        if (age > maxAge) rmSync(file, { force: true });
    }
}
