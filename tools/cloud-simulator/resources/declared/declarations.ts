import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The properties of an object, as the SDK declares them: name to kind. */
export type Shape = ReadonlyMap<string, Kind>;

/** The kind of a value; "any" where the declaration does not specify it. */
export type Kind =
    | { readonly is: "any" | "scalar" | "map" }
    | { readonly is: "list"; readonly of: Kind }
    | { readonly is: "object"; readonly reference: string };

/** Declarations of the interfaces in one file, by their name with its namespaces, such as `core.v1.ServiceSpec`. */
type Interfaces = ReadonlyMap<string, string>;

/**
 * Members that a provider takes and its SDK does not declare. In @pulumi/aws 7.48 one declaration serves `aws.wafv2.WebAcl`, whose
 * `notStatement` has a list (hashicorp/terraform-provider-aws, internal/service/wafv2/schemas.go, `statementSchema`), and
 * `aws.wafv2.WebAclRule`, whose has one statement; it is that of the latter (pulumi/pulumi-aws#6551).
 */
const furtherMembers: Readonly<Record<string, readonly (readonly [name: string, kind: Kind])[]>> = {
    "aws wafv2.WebAclRuleStatementNotStatement": [
        ["statements", { is: "list", of: { is: "object", reference: "wafv2.WebAclRuleStatement" } }],
    ],
};

const files = new Map<string, Interfaces>();
const shapes = new Map<string, Shape | undefined>();

/** The arguments of a type such as `aws:ec2/vpc:Vpc`; undefined where its SDK has no such type or is not installed. */
export function argumentsShape(token: string): Shape | undefined {
    if (!shapes.has(token)) shapes.set(token, readArguments(token));
    return shapes.get(token);
}

/** The shape that a kind refers to, such as `ec2.InstanceMetadataOptions`; undefined if the package declares none. */
export function referencedShape(packageName: string, reference: string): Shape | undefined {
    const key = `${packageName} ${reference}`;
    if (!shapes.has(key)) {
        const body = interfacesOf(join(sdkFolder(packageName), "types", "input.d.ts")).get(reference);
        shapes.set(key, body === undefined ? undefined : new Map([...membersOf(body), ...(furtherMembers[key] ?? [])]));
    }
    return shapes.get(key);
}

/** Reads the kind out of a declared type, such as `pulumi.Input<pulumi.Input<string>[] | undefined>`. */
export function kindOf(declared: string): Kind {
    const bare = withoutInput(declared.trim());
    if (bare.endsWith("[]")) return { is: "list", of: kindOf(bare.slice(0, -2)) };
    if (bare.startsWith("{")) return { is: "map" };
    const reference = /^inputs\.([\w.]+)$/.exec(bare)?.[1];
    if (reference !== undefined) return { is: "object", reference };
    const isScalar = bare
        .split("|")
        .every((part) => /^\s*(string|number|boolean|"[^"]*"|enums\.[\w.]+|[A-Z]\w+)\s*$/.test(part));
    return { is: isScalar ? "scalar" : "any" };
}

function withoutInput(declared: string): string {
    const inner = /^pulumi\.Input<([\s\S]*)>$/.exec(declared)?.[1];
    if (inner !== undefined && isBalanced(inner)) return withoutInput(inner.trim());
    const defined = declared.replace(/\s*\|\s*undefined$/, "");
    return defined === declared ? declared : withoutInput(defined);
}

function isBalanced(text: string): boolean {
    let open = 0;
    for (const character of text) {
        if (character === "<") open += 1;
        if (character === ">") open -= 1;
        if (open < 0) return false;
    }
    return open === 0;
}

function readArguments(token: string): Shape | undefined {
    const [packageName = "", module = "", type = ""] = token.split(":");
    if (!["aws", "kubernetes", "random"].includes(packageName)) return undefined;
    const name =
        packageName !== "kubernetes"
            ? module.replace("index/", "")
            : `${module}/${type.charAt(0).toLowerCase()}${type.slice(1)}`;
    const file = join(sdkFolder(packageName), `${name.replace(".k8s.io", "")}.d.ts`);
    const body = existsSync(file) ? interfacesOf(file).get(`${type}Args`) : undefined;
    return body === undefined ? undefined : membersOf(body);
}

function sdkFolder(packageName: string): string {
    return dirname(require.resolve(`@pulumi/${packageName}/package.json`));
}

function interfacesOf(file: string): Interfaces {
    const known = files.get(file);
    if (known) return known;
    const found = new Map<string, string>();
    const text = readFileSync(file, "utf8");
    const path: string[] = [];
    for (const match of text.matchAll(/^( *)(?:export )?(?:declare )?(namespace|interface) (\w+)[^\n]*\{$/gm)) {
        const [heading, indent = "", what, name = ""] = match;
        const depth = indent.length / 4;
        path.splice(depth, path.length, name);
        if (what !== "interface") continue;
        const from = match.index + heading.length;
        found.set(path.join("."), text.slice(from, text.indexOf(`\n${indent}}`, from)));
    }
    files.set(file, found);
    return found;
}

// A member has its own line, indented by one step; one of an unnamed map spans more lines.
function membersOf(body: string): Shape {
    const step = /\n( +)(?=[\w"/])/.exec(body)?.[1] ?? "    ";
    const member = new RegExp(
        `^${step}"?([\\w$-]+)"?\\??: ([\\s\\S]*?)(?=^${step}(?:/\\*\\*|"?[\\w$-]+"?\\??: )|$(?![\\s\\S]))`,
        "gm",
    );
    return new Map(
        [...body.matchAll(member)].map(([, name = "", type = ""]) => [name, kindOf(type.trim().replace(/;$/, ""))]),
    );
}
