import type { PreviewedResource } from "./preview-result";

const signs: Readonly<Record<string, string>> = {
    create: "+",
    update: "~",
    delete: "-",
    replace: "±",
    "create-replacement": "±",
    "delete-replaced": "±",
    same: " ",
    read: "<",
};

/** Draws resources as a tree, one line each: the operation's sign, the type, the name. */
export function resourceTree(resources: readonly PreviewedResource[]): string[] {
    const known = new Set(resources.map(({ urn }) => urn));
    const children = new Map<string, PreviewedResource[]>();
    // The order of registration differs from run to run.
    for (const resource of [...resources].sort(byTypeAndName)) {
        const parent = resource.parent !== undefined && known.has(resource.parent) ? resource.parent : "";
        children.set(parent, [...(children.get(parent) ?? []), resource]);
    }
    return (children.get("") ?? []).flatMap((root) => [line(root), ...branches(root, children, "")]);
}

function byTypeAndName(a: PreviewedResource, b: PreviewedResource): number {
    return a.type < b.type ? -1 : a.type > b.type ? 1 : a.name.localeCompare(b.name, "en", { numeric: true });
}

function branches(
    parent: PreviewedResource,
    children: ReadonlyMap<string, PreviewedResource[]>,
    indent: string,
): string[] {
    const own = children.get(parent.urn) ?? [];
    return own.flatMap((child, index) => {
        const isLast = index === own.length - 1;
        return [
            `${indent}${isLast ? "└─ " : "├─ "}${line(child)}`,
            ...branches(child, children, `${indent}${isLast ? "   " : "│  "}`),
        ];
    });
}

function line({ op, type, name }: PreviewedResource): string {
    return `${signs[op] ?? "?"} ${shortType(type)} ${name}`;
}

/** A type as people write it: `aws:ec2:Subnet` instead of `aws:ec2/subnet:Subnet`. */
export function shortType(type: string): string {
    const [name = ""] = type.split(":").slice(-1);
    return type.replace(`/${name.charAt(0).toLowerCase()}${name.slice(1)}:`, ":");
}

/** Counts the operations: `98 to create, 2 to update`. */
export function countOperations(resources: readonly PreviewedResource[]): string {
    const counts = new Map<string, number>();
    for (const { op } of resources) counts.set(op, (counts.get(op) ?? 0) + 1);
    return [...counts].map(([op, count]) => (op === "same" ? `${count} unchanged` : `${count} to ${op}`)).join(", ");
}
