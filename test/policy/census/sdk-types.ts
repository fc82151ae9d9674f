import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** A type in a provider's SDK. */
export interface SdkType {
    readonly token: string;
    /** A module of AWS, or a group of Kubernetes. */
    readonly module: string;
    readonly name: string;
    /** Earlier tokens of the type. */
    readonly older: readonly string[];
}

/** Types of `@pulumi/aws`: `aws:ec2/vpc:Vpc` is `Vpc` of `ec2`. */
export const awsTypes = (): SdkType[] => typesOf("@pulumi/aws", /^aws:(\w+)\/\w+:(\w+)$/);

/** Kinds of `@pulumi/kubernetes`, in each version; `…List` and `…Patch` hold objects of the kind before them. */
export const kubernetesTypes = (): SdkType[] =>
    typesOf("@pulumi/kubernetes", /^kubernetes:([^/]+)\/\w+:(\w+?)(?:Patch|List|ListPatch)?$/);

// The SDKs are read as text, because loading them takes seconds.
function typesOf(sdk: string, pattern: RegExp): SdkType[] {
    const root = dirname(require.resolve(`${sdk}/package.json`));
    return sourcesIn(root).flatMap((file) => {
        const source = readFileSync(file, "utf8");
        const token = /__pulumiType = ['"]([^'"]+)['"]/.exec(source)?.[1];
        const [, module, name] = pattern.exec(token ?? "") ?? [];
        if (token === undefined || module === undefined || name === undefined) return [];
        return [{ token, module, name, older: olderIn(source) }];
    });
}

const sourcesIn = (root: string): string[] =>
    readdirSync(root, { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".js") && !file.includes("node_modules") && !/(^|\/)get\w+\.js$/.test(file))
        .map((file) => join(root, file));

function olderIn(source: string): string[] {
    const list = /aliases: \[(.*?)\]/s.exec(source)?.[1] ?? "";
    return [...list.matchAll(/type: ['"]([^'"]+)['"]/g)].flatMap(([, token]) => token ?? []);
}
