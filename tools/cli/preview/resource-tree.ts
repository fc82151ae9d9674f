import type { PreviewedResource } from "./preview-result";

const signs: Readonly<Record<string, string>> = {
    create: "+",
    update: "~",
    delete: "-",
    replace: "±",
    same: " ",
    read: "<",
};

/**
 * Draws resources as a tree, one line each: the operation's sign, the type, the name. Unchanged resources are left out,
 * except the parents of those that change.
 */
export function resourceTree(all: readonly PreviewedResource[]): string[] {
    const resources = withChanges(all);
    const known = new Set(resources.map(({ urn }) => urn));
    const children = new Map<string, PreviewedResource[]>();
    // The order of registration differs from run to run.
    for (const resource of [...resources].sort(byTypeAndName)) {
        const parent = resource.parent !== undefined && known.has(resource.parent) ? resource.parent : "";
        children.set(parent, [...(children.get(parent) ?? []), resource]);
    }
    return (children.get("") ?? []).flatMap((root) => [line(root), ...branches(root, children, "")]);
}

function withChanges(resources: readonly PreviewedResource[]): readonly PreviewedResource[] {
    const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
    const shown = new Set<PreviewedResource>();
    for (const { op, urn } of resources) {
        for (let next = op === "same" ? undefined : byUrn.get(urn); next && !shown.has(next); ) {
            shown.add(next);
            next = next.parent === undefined ? undefined : byUrn.get(next.parent);
        }
    }
    return resources.filter((resource) => shown.has(resource));
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

/** Number of resources for each operation. */
export function operationCounts(resources: readonly PreviewedResource[]): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { op } of resources) counts[op] = (counts[op] ?? 0) + 1;
    return counts;
}

/** Writes the numbers of operations: `98 to create, 2 to update`. */
export function countOperations(resources: readonly PreviewedResource[]): string {
    return Object.entries(operationCounts(resources))
        .map(([op, count]) => (op === "same" ? `${count} unchanged` : `${count} to ${op}`))
        .join(", ");
}
